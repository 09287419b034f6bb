package importers

import (
	"errors"
	"io"
	"strings"
)

// recordReader splits delimited text into records as encoding/csv does in strict mode, in about a third of its time: the
// cells are parts of one string for each chunk read. It takes plainly quoted text only and reports anything else, which
// is then left to encoding/csv.
type recordReader struct {
	src   io.Reader
	delim byte
	buf   []byte
	chunk string // what was read and not yet split begins at pos
	pos   int
	atEnd bool
	hasCR bool // the chunk holds a CR
	cells []string
	stops [256]bool // bytes at which a field without quotes ends
}

// errNotPlain says that the text holds quotes or line ends that the record reader does not take.
var errNotPlain = errors.New("quotes or line ends that need the tolerant reader")

func newRecordReader(src io.Reader, delim byte) *recordReader {
	r := &recordReader{src: src, delim: delim, buf: make([]byte, recordChunk)}
	for _, b := range []byte{delim, '\n', '\r', '"'} {
		r.stops[b] = true
	}
	return r
}

// next gives the cells of the next record, none for a blank line, io.EOF after the last. The slice is used again for the
// next record; the cells stay valid, and keep the chunk around them alive.
func (r *recordReader) next() ([]string, error) {
	for {
		start := r.pos
		if start < len(r.chunk) {
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

// more reads the next chunk behind what is left of the last.
func (r *recordReader) more() error {
	left := copy(r.buf, r.chunk[r.pos:])
	if left > len(r.buf)/2 {
		r.buf = append(r.buf[:left], make([]byte, 2*len(r.buf))...)
	}
	n, err := io.ReadFull(r.src, r.buf[left:])
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		r.atEnd, err = true, nil
	}
	r.chunk, r.pos = string(r.buf[:left+n]), 0
	r.hasCR = strings.IndexByte(r.chunk, '\r') >= 0
	return err
}

// split takes one record off the chunk; false if the chunk ends before the record does.
func (r *recordReader) split() (complete bool, err error) {
	s, i := r.chunk, r.pos
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
			r.cells = append(r.cells, s[start:i])
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
			return false, errNotPlain
		}
		r.pos = end
		return true, nil
	}
}

// lineEnd says whether a line ends at the position, and where the next begins. A CR before the end of the text counts.
func (r *recordReader) lineEnd(i int) (int, bool) {
	switch s := r.chunk; {
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
func (r *recordReader) quoted(start int) (text string, end int, complete bool, err error) {
	s, i, doubled := r.chunk, start, false
	for {
		k := strings.IndexByte(s[i:], '"')
		if k < 0 {
			if r.atEnd {
				err = errNotPlain
			}
			return "", 0, false, err
		}
		i += k
		if i+1 == len(s) && !r.atEnd {
			return "", 0, false, nil
		}
		if i+1 == len(s) || s[i+1] != '"' {
			break
		}
		doubled = true
		i += 2
	}
	text = s[start:i]
	if r.hasCR && strings.IndexByte(text, '\r') >= 0 {
		text = strings.ReplaceAll(text, "\r\n", "\n")
		if strings.IndexByte(text, '\r') >= 0 {
			return "", 0, false, errNotPlain
		}
	}
	if doubled {
		text = strings.ReplaceAll(text, `""`, `"`)
	}
	return text, i + 1, true, nil
}

// recordChunk is the size of a chunk: small enough to be in the processor's cache when its records are looked at.
const recordChunk = 64 << 10
