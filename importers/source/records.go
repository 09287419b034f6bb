package source

import (
	"bytes"
	"errors"
	"io"
)

// recordReader splits delimited text into records as encoding/csv does in strict mode, in about a third of its time: the
// cells are parts of the block that was read. It takes plainly quoted text only and reports anything else, which is then
// left to encoding/csv.
type recordReader struct {
	src    io.Reader
	delim  byte
	size   int        // bytes to read at a time
	check  *passCheck // sees all that is read; nil if there is nothing to check
	pool   blockPool
	block  *Block // the last one read
	raw    []byte // what it holds of the text; what is not yet split begins at pos
	pos    int
	before int64 // bytes of the text before the block
	reads  int   // how many blocks were read
	atEnd  bool
	hasCR  bool // the block holds a CR
	cells  []Span
	stops  [256]bool // bytes at which a field without quotes ends
}

// ErrNotPlain says that the text holds quotes or line ends that the record reader does not take.
var ErrNotPlain = errors.New("quotes or line ends that need the tolerant reader")

func newRecordReader(src io.Reader, delim byte) *recordReader {
	r := &recordReader{src: src, delim: delim, size: recordChunk, pool: newBlockPool(), block: &Block{}}
	for _, b := range []byte{delim, '\n', '\r', '"'} {
		r.stops[b] = true
	}
	return r
}

// offset is how far into the text the next record begins.
func (r *recordReader) offset() int64 { return r.before + int64(r.pos) }

// next gives the cells of the next record, none for a blank line, io.EOF after the last. They are places in the block,
// which stays as it is until next is called again; who needs it longer holds it.
func (r *recordReader) next() ([]Span, error) {
	for {
		start := r.pos
		if start < len(r.raw) {
			complete, err := r.split()
			if complete || err != nil {
				return r.cells, err
			}
			r.pos = start
		}
		if r.atEnd {
			return nil, io.EOF
		}
		if err := r.more(); err != nil {
			return nil, err
		}
	}
}

// more reads the next block, which begins with what is left of the last: as much again at least, so that a long record is not
// begun too often. One longer than a quoted text may be is taken for one whose quote never closes.
func (r *recordReader) more() error {
	left := r.raw[r.pos:]
	if len(left) > longestQuote {
		return ErrNotPlain
	}
	size := max(r.size, len(left))
	next := r.pool.take(len(left) + size)
	raw := append(next.Bytes[:0], left...)[:len(left)+size]
	n, err := io.ReadFull(r.src, raw[len(left):])
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		r.atEnd, err = true, nil
	}
	if err != nil {
		return err
	}
	raw = raw[:len(left)+n]
	next.Bytes = raw
	r.block.Release()
	r.before += int64(r.pos)
	r.reads++
	r.block, r.raw, r.pos = next, raw, 0
	r.hasCR = bytes.IndexByte(raw, '\r') >= 0
	if r.check != nil {
		return r.check.see(raw, len(left), r.atEnd)
	}
	return nil
}

// split takes one record off the block; false if the block ends before the record does.
func (r *recordReader) split() (complete bool, err error) {
	s, i := r.raw, r.pos
	r.cells = r.cells[:0]
	if end, ok := r.lineEnd(i); ok && (s[i] == '\n' || s[i] == '\r') {
		r.pos = end
		return true, nil
	}
	for {
		start := i
		if i < len(s) && s[i] == '"' {
			text, end, complete, err := r.quoted(i + 1)
			if !complete || err != nil {
				return false, err
			}
			r.cells = append(r.cells, text)
			i = end
		} else {
			for i < len(s) && !r.stops[s[i]] {
				i++
			}
			if i == len(s) && !r.atEnd {
				return false, nil
			}
			r.cells = append(r.cells, Span{start, i})
		}
		switch {
		case i == len(s):
			r.pos = i
			return r.atEnd, nil
		case s[i] == r.delim:
			i++
			continue
		case s[i] == '\r' && i+1 == len(s) && !r.atEnd:
			return false, nil
		}
		end, ok := r.lineEnd(i)
		if !ok {
			return false, ErrNotPlain
		}
		r.pos = end
		return true, nil
	}
}

// lineEnd says whether a line ends at the position, and where the next begins. A CR before the end of the text counts.
func (r *recordReader) lineEnd(i int) (int, bool) {
	switch s := r.raw; {
	case s[i] == '\n':
		return i + 1, true
	case s[i] != '\r':
		return 0, false
	case i+1 == len(s):
		return i + 1, r.atEnd
	case s[i+1] == '\n':
		return i + 2, true
	}
	return 0, false
}

// quoted takes the text of a quoted field from behind its opening quote, and the position behind the closing one.
func (r *recordReader) quoted(start int) (text Span, end int, complete bool, err error) {
	s, i, doubled := r.raw, start, false
	for {
		k := bytes.IndexByte(s[i:], '"')
		if k < 0 {
			if r.atEnd {
				err = ErrNotPlain
			}
			return Span{}, 0, false, err
		}
		i += k
		if i+1 == len(s) && !r.atEnd {
			return Span{}, 0, false, nil
		}
		if i+1 == len(s) || s[i+1] != '"' {
			break
		}
		doubled = true
		i += 2
	}
	text = Span{start, i}
	if doubled || r.hasCR && bytes.IndexByte(s[start:i], '\r') >= 0 {
		if text, err = r.unquoted(s[start:i]); err != nil {
			return Span{}, 0, false, err
		}
		if inner, ok := guarded(text.In(r.block.Bytes)); ok {
			text = Span{text.From + inner.From, text.From + inner.To}
		}
	}
	return text, i + 1, true, nil
}

// unquoted writes the text of a quoted field behind the block: doubled quotes single, CRLF as LF.
func (r *recordReader) unquoted(text []byte) (Span, error) {
	to := r.block.Bytes
	from := len(to)
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '"':
			i++
		case '\r':
			if i++; i == len(text) || text[i] != '\n' {
				return Span{}, ErrNotPlain
			}
		}
		to = append(to, text[i])
	}
	r.block.Bytes = to
	return Span{from, len(to)}, nil
}

// recordChunk is the size of a block: small enough to be in the processor's cache when its records are looked at.
const recordChunk = 64 << 10
