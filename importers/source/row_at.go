package source

// rowsPerStart is how many rows stand between two whose place in the file is remembered.
const rowsPerStart = 4

// rowStarts remembers where in a file some of its rows begin.
type rowStarts struct {
	first  int     // number of the first row
	starts []int64 // of that row and every rowsPerStart-th after it
}

// add notes where a row begins; rows come in order, each of them.
func (s *rowStarts) add(number int, start int64) {
	if (number-s.first)%rowsPerStart == 0 {
		s.starts = append(s.starts, start)
	}
}

// at gives the last remembered row that is not behind the one asked for.
func (s *rowStarts) at(row int32) (at int32, start int64, ok bool) {
	n := int(row) - s.first
	if n < 0 || len(s.starts) == 0 {
		return 0, 0, false
	}
	n = min(n/rowsPerStart, len(s.starts)-1)
	return int32(s.first + n*rowsPerStart), s.starts[n], true
}

// rowAt gives Source.RowAt; nil if the places of rows in the file are not known.
func (t *delimitedText) rowAt() func(row int32) (at int32, start int64, ok bool) {
	if t.encoding.decode != nil || t.encoding.nuls > 0 || !t.plain() {
		return nil
	}
	return func(row int32) (int32, int64, bool) { return t.starts.at(row) }
}
