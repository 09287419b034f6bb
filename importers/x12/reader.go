package x12

import (
	"bytes"
	"fmt"
	"io"
)

// MaxSegment is how many bytes a segment may have. Those of claims have a few dozen; one beyond the limit is mostly two files
// in one, or a terminator that is not the one the ISA names.
const MaxSegment = 1 << 20

// Reader reads the segments of a file.
type Reader struct {
	Lower bool // the file is in lower case, and read as if it were in capitals

	in         io.Reader
	buf        []byte
	from, to   int // what is read and not given out yet
	ended      bool
	separators Separators
	segment    Segment
	ids        [1 << idBits]cachedID // by a hash of their letters
	envelope   envelope
}

const idBits = 8

type cachedID struct {
	key uint32
	id  string
}

// NewReader returns a reader of a file.
func NewReader(in io.Reader) *Reader {
	return &Reader{in: in, buf: make([]byte, 64<<10)}
}

// Next returns the next segment, valid until the next call; io.EOF behind the last one. Any other error ends the file: one of
// reading, or a *Problem where no interchange header tells the separators.
func (r *Reader) Next() (*Segment, error) {
	if err := r.skipSpace(); err != nil {
		return nil, err
	}
	r.segment.Number++
	if r.begins("ISA") {
		if err := r.readSeparators(); err != nil {
			return nil, err
		}
	} else if r.separators.Terminator == 0 {
		return nil, &Problem{Segment: 1, What: "the file does not begin with an interchange header (ISA), which names the separators"}
	}
	text, damaged, err := r.text()
	if err != nil {
		return nil, err
	}
	r.split(text, damaged)
	r.envelope.watch(&r.segment)
	return &r.segment, nil
}

// skipSpace passes over what may stand between segments, and reports the end of the file.
func (r *Reader) skipSpace() error {
	for {
		for r.from < r.to && (isSpace(r.buf[r.from]) || r.buf[r.from] == r.separators.Terminator && r.separators.Terminator != 0) {
			r.from++
		}
		if r.segment.Number == 0 && r.from == 0 && r.to >= 3 && bytes.HasPrefix(r.buf[:r.to], []byte("\xef\xbb\xbf")) {
			r.from = 3
			continue
		}
		if r.from < r.to && (r.segment.Number > 0 || r.to-r.from >= 3 || r.ended) {
			return nil
		}
		if r.ended {
			r.envelope.end()
			return io.EOF
		}
		if err := r.fill(); err != nil {
			return err
		}
	}
}

// fill reads more behind what is kept.
func (r *Reader) fill() error {
	if r.from > 0 {
		r.to = copy(r.buf, r.buf[r.from:r.to])
		r.from = 0
	}
	if r.to == len(r.buf) {
		r.buf = append(r.buf, make([]byte, len(r.buf))...)
	}
	n, err := r.in.Read(r.buf[r.to:])
	r.to += n
	if err == io.EOF {
		r.ended = true
		return nil
	}
	return err
}

// ahead makes so many bytes ready, or all that there are.
func (r *Reader) ahead(n int) error {
	for r.to-r.from < n && !r.ended {
		if err := r.fill(); err != nil {
			return err
		}
	}
	return nil
}

// begins reports whether the next segment has an id, in any letter case.
func (r *Reader) begins(id string) bool {
	if r.to-r.from > len(id) && r.buf[r.from]|0x20 != id[0]|0x20 {
		return false
	}
	if err := r.ahead(len(id) + 1); err != nil {
		return false // said by the next reading
	}
	next := r.buf[r.from:r.to]
	return len(next) > len(id) && bytes.EqualFold(next[:len(id)], []byte(id)) && !isAlphanumeric(next[len(id)])
}

// readSeparators takes the separators from the interchange header that comes next.
func (r *Reader) readSeparators() error {
	if err := r.ahead(isaSearch); err != nil {
		return err
	}
	separators, problem := parseISA(r.buf[r.from:min(r.to, r.from+isaSearch)])
	if problem != "" {
		return &Problem{Segment: r.segment.Number, ID: "ISA", What: problem + ": the separators of the file are not known"}
	}
	r.separators = separators
	r.Lower = r.buf[r.from] == 'i'
	return nil
}

// text takes the next segment without its terminator. A damaged one is passed over, and its beginning returned.
func (r *Reader) text() (text []byte, damaged bool, err error) {
	for searched := 0; ; {
		if at := r.terminator(r.buf[r.from+searched : r.to]); at >= 0 {
			text = r.buf[r.from : r.from+searched+at]
			r.from += searched + at + 1
			return text, false, nil
		}
		searched = r.to - r.from
		switch {
		case r.ended:
			text = bytes.TrimRight(r.buf[r.from:r.to], " \t\r\n\x00\x1a")
			r.from = r.to
			if r.complete(text) {
				return text, false, nil
			}
			what := "the file ends within this segment"
			if r.segment.Number == 2 {
				what = "the segment terminator that the interchange header names does not end this segment: the file is cut off, or its separators are wrong"
			}
			r.envelope.problem(&Problem{Segment: r.segment.Number, ID: r.idOf(text), What: what})
			return text, true, nil
		case searched > MaxSegment:
			return r.passOver()
		}
		if err := r.fill(); err != nil {
			return nil, false, err
		}
	}
}

// terminator finds the end of a segment. Where a line break ends segments, either of its characters does.
func (r *Reader) terminator(text []byte) int {
	if isBreak(r.separators.Terminator) {
		return bytes.IndexAny(text, "\r\n")
	}
	return bytes.IndexByte(text, r.separators.Terminator)
}

// complete reports whether a text without a terminator is the last segment of a file all the same.
func (r *Reader) complete(text []byte) bool {
	return r.idOf(text) == "IEA" && bytes.Count(text, []byte{r.separators.Element}) == 2 && !bytes.HasSuffix(text, []byte{r.separators.Element})
}

// passOver leaves a segment out that is longer than the limit.
func (r *Reader) passOver() (text []byte, damaged bool, err error) {
	text = bytes.Clone(r.buf[r.from : r.from+4])
	length := r.to - r.from
	r.from = r.to
	for {
		if err := r.fill(); err != nil {
			return nil, false, err
		}
		at := r.terminator(r.buf[r.from:r.to])
		if at < 0 && !r.ended {
			length += r.to - r.from
			r.from = r.to
			continue
		}
		if at < 0 {
			at = r.to - r.from - 1
		}
		length += at
		r.from += at + 1
		break
	}
	r.envelope.problem(&Problem{Segment: r.segment.Number, ID: r.idOf(text), What: fmt.Sprintf("%d bytes, more than the limit of %d: left out", length, MaxSegment)})
	return text, true, nil
}

// unbroken takes out line breaks that a program put into a segment at a fixed width.
func (r *Reader) unbroken(text []byte) []byte {
	kept := text[:0]
	for _, b := range text {
		if !isBreak(b) {
			kept = append(kept, b)
		}
	}
	return kept
}

// split makes the segment of its text.
func (r *Reader) split(text []byte, damaged bool) {
	if r.Lower {
		for i, b := range text {
			if 'a' <= b && b <= 'z' {
				text[i] = b - 'a' + 'A'
			}
		}
	}
	s := &r.segment
	s.separators, s.elements, s.Damaged = r.separators, s.elements[:0], damaged
	s.ID = r.idOf(text)
	if damaged {
		return
	}
	if broken := r.cut(text); broken {
		s.elements = s.elements[:0]
		text = r.unbroken(text)
		s.ID = r.idOf(text)
		r.cut(text)
	}
}

// cut cuts a text at its element separators, and reports whether there is a line break in it.
func (r *Reader) cut(text []byte) (broken bool) {
	s, from := &r.segment, -1
	for i, b := range text {
		switch {
		case b == r.separators.Element:
			if from >= 0 {
				s.elements = append(s.elements, text[from:i])
			}
			from = i + 1
		case b <= '\r' && isBreak(b):
			broken = true
		}
	}
	if from >= 0 {
		s.elements = append(s.elements, text[from:])
	}
	return broken
}

// NoID is the id of a segment that does not begin with one.
const NoID = "?"

// idOf returns what stands before the first element, in capitals: two or three letters and digits, else NoID.
func (r *Reader) idOf(text []byte) string {
	end := 0
	var key uint32
	for end < len(text) && end < 4 && text[end] != r.separators.Element {
		key = key<<8 | uint32(text[end])
		end++
	}
	cached := &r.ids[key*0x9e3779b1>>(32-idBits)]
	if cached.id != "" && cached.key == key && end < 4 {
		return cached.id
	}
	id := NoID
	if name := bytes.TrimSpace(text[:end]); len(name) >= 2 && len(name) <= 3 && !bytes.ContainsFunc(name, func(c rune) bool { return c > 'z' || !isAlphanumeric(byte(c)) }) {
		id = string(bytes.ToUpper(name))
	}
	if end < 4 {
		cached.key, cached.id = key, id
	}
	return id
}

// Problems returns what is wrong with the file so far, in its order: at most mostProblems, the last of them saying that there are
// more.
func (r *Reader) Problems() []*Problem { return r.envelope.problems }

// Set returns the transaction set that the segment at hand belongs to.
func (r *Reader) Set() *Set { return &r.envelope.set }
