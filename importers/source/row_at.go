package source

const (
	rowsPerStart = 4       // how many rows stand between two whose place in the file is remembered, at first
	mostStarts   = 4 << 20 // how many places are remembered
)

// rowStarts remembers where in a file some of its rows begin.
type rowStarts struct {
	first, every int     // number of the first row, and how many rows stand between two that are remembered
	starts       []int64 // of the first row and every such row after it
}

// add notes where a row begins; rows come in order, each of them. Of very many rows fewer are remembered.
func (s *rowStarts) add(number int, start int64) {
	if (number-s.first)%s.every != 0 {
		return
	}
	if len(s.starts) == mostStarts {
		for i := range mostStarts / 2 {
			s.starts[i] = s.starts[2*i]
		}
		s.starts, s.every = s.starts[:mostStarts/2], 2*s.every
	}
	s.starts = append(s.starts, start)
}

// at gives the last remembered row that is not behind the one asked for.
func (s *rowStarts) at(row int32) (at int32, start int64, ok bool) {
	n := int(row) - s.first
	if n < 0 || len(s.starts) == 0 {
		return 0, 0, false
	}
	n = min(n/s.every, len(s.starts)-1)
	return int32(s.first + n*s.every), s.starts[n], true
}

// rowAt gives Source.RowAt; nil if the places of rows in the file are not known.
func (t *delimitedText) rowAt() func(row int32) (at int32, start int64, ok bool) {
	if t.encoding.decode != nil || t.encoding.nuls > 0 || !t.plain() {
		return nil
	}
	return func(row int32) (int32, int64, bool) { return t.starts.at(row) }
}
