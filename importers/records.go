package importers

import (
	"bytes"
	"errors"
	"io"
	"strings"
)

// recordReader splits delimited text into records as encoding/csv does in strict mode, in about a third of its time: the
// cells are parts of one string for each chunk read. It takes plainly quoted text only and reports anything else, which
// is then left to encoding/csv.
type recordReader struct {
	src    io.Reader
	delim  byte
	size   int        // bytes to read at a time
	check  *passCheck // sees all that is read; nil if there is nothing to check
	buf    []byte     // to read into if nothing is checked
	chunk  string     // what was read and not yet split begins at pos
	pos    int
	before int64 // bytes of the text before the chunk
	atEnd  bool
	hasCR  bool // the chunk holds a CR
	cells  []string
	stops  [256]bool // bytes at which a field without quotes ends
}

// errNotPlain says that the text holds quotes or line ends that the record reader does not take.
var errNotPlain = errors.New("quotes or line ends that need the tolerant reader")

func newRecordReader(src io.Reader, delim byte) *recordReader {
	r := &recordReader{src: src, delim: delim, size: recordChunk}
	for _, b := range []byte{delim, '\n', '\r', '"'} {
		r.stops[b] = true
	}
	return r
}

// offset is how far into the text the next record begins.
func (r *recordReader) offset() int64 { return r.before + int64(r.pos) }

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

// more reads the next chunk behind what is left of the last: as much again at least, so that a record of any length is
// not begun too often.
func (r *recordReader) more() error {
	left := r.chunk[r.pos:]
	buf := r.buffer(max(r.size, len(left)))
	n, err := io.ReadFull(r.src, buf)
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		r.atEnd, err = true, nil
	}
	if err != nil {
		return err
	}
	var chunk strings.Builder
	chunk.Grow(len(left) + n)
	chunk.WriteString(left)
	chunk.Write(buf[:n])
	r.before += int64(r.pos)
	r.chunk, r.pos = chunk.String(), 0
	r.hasCR = bytes.IndexByte(buf[:n], '\r') >= 0 || r.hasCR && strings.IndexByte(left, '\r') >= 0
	if r.check != nil {
		return r.check.see(buf[:n], r.chunk, r.atEnd)
	}
	return nil
}

func (r *recordReader) buffer(size int) []byte {
	if r.check != nil {
		return r.check.buffer(size)
	}
	if len(r.buf) < size {
		r.buf = make([]byte, size)
	}
	return r.buf[:size]
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
