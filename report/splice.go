package report

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"slices"
)

// rowInterest says which fields of a row the caller wants to see; columns count from 1 and are sorted.
type rowInterest struct{ columns []int32 }

// fieldAt is one field as it stands in the file: offsets of its bytes, quotes included.
type fieldAt struct {
	row, col   int32
	start, end int64
	raw        []byte // valid during the visit only
}

// fieldScan walks over delimited text unit by unit. Rows are counted as a spreadsheet program shows them: blank lines
// count, a line break inside quotes does not, and CRLF, LF and CR each end a row.
type fieldScan struct {
	form     *textForm
	interest func(row int32) rowInterest
	visit    func(fieldAt)
	rowEnd   func(row, fields int32)

	state    scanState
	afterCR  bool
	row, col int32
	columns  []int32 // wanted columns of this row that are still to come
	start    int64   // of the field
	raw      []byte
	keep     bool
	begun    bool // the row has a unit
}

type scanState uint8

const (
	atFieldStart scanState = iota
	inPlain
	inQuoted
	afterQuote // inside quotes, behind a quote that closes or is the first of two
)

// scan visits the wanted fields in order and tells the number of fields of every row.
func (f *textForm) scan(r io.Reader, interest func(int32) rowInterest, visit func(fieldAt), rowEnd func(row, fields int32)) error {
	s := &fieldScan{form: f, interest: interest, visit: visit, rowEnd: rowEnd}
	if _, err := io.CopyN(io.Discard, r, int64(f.bom)); err != nil && err != io.EOF {
		return err
	}
	offset, kept := int64(f.bom), 0
	buf := make([]byte, 128<<10)
	s.startRow(offset)
	for {
		n, err := r.Read(buf[kept:])
		n += kept
		whole := n / f.unit * f.unit
		s.feed(buf[:whole], offset)
		offset += int64(whole)
		kept = copy(buf, buf[whole:n])
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
	}
	if s.begun {
		s.endField(offset)
		s.endRow()
	}
	return nil
}

func (s *fieldScan) feed(chunk []byte, base int64) {
	delimiter, step := uint16(s.form.delimiter), s.form.unit
	for i := 0; i < len(chunk); i += step {
		u := s.form.unitAt(chunk, i)
		if s.afterCR {
			s.afterCR = false
			if u == '\n' {
				s.start = base + int64(i+step)
				continue
			}
		}
		if s.state == inQuoted {
			if u == '"' {
				s.state = afterQuote
			}
		} else {
			switch {
			case u == delimiter:
				s.endField(base + int64(i))
				s.startField(base + int64(i+step))
				s.begun = true
				continue
			case u == '\n' || u == '\r':
				s.endField(base + int64(i))
				s.endRow()
				s.afterCR = u == '\r'
				s.startRow(base + int64(i+step))
				continue
			case s.state == afterQuote:
				s.state = inQuoted // the second of two quotes, or a quote that was not doubled
			case s.state == atFieldStart && u == '"':
				s.state = inQuoted
			default:
				s.state = inPlain
			}
		}
		s.begun = true
		if s.keep {
			s.raw = append(s.raw, chunk[i:i+step]...)
		}
	}
}

func (s *fieldScan) startRow(offset int64) {
	s.row++
	s.col, s.begun = 0, false
	s.columns = s.interest(s.row).columns
	s.startField(offset)
}

func (s *fieldScan) startField(offset int64) {
	s.col++
	s.state, s.start, s.raw = atFieldStart, offset, s.raw[:0]
	s.keep = len(s.columns) > 0 && s.columns[0] == s.col
}

func (s *fieldScan) endField(offset int64) {
	if s.keep {
		s.visit(fieldAt{s.row, s.col, s.start, offset, s.raw})
		s.columns = s.columns[1:]
	}
}

func (s *fieldScan) endRow() {
	if s.rowEnd != nil {
		s.rowEnd(s.row, s.col)
	}
}

// patch replaces the bytes from start to end.
type patch struct {
	start, end int64
	bytes      []byte
}

// splice copies the text with the patches in place of the bytes they replace.
func splice(w io.Writer, r io.Reader, patches []patch) error {
	slices.SortFunc(patches, func(a, b patch) int { return int(a.start - b.start) })
	in, out, at := bufio.NewReaderSize(r, 256<<10), bufio.NewWriterSize(w, 256<<10), int64(0)
	for _, p := range patches {
		if p.start < at {
			return fmt.Errorf("two corrections overlap at byte %d", p.start)
		}
		if _, err := io.CopyN(out, in, p.start-at); err != nil {
			return err
		}
		if _, err := out.Write(p.bytes); err != nil {
			return err
		}
		if _, err := in.Discard(int(p.end - p.start)); err != nil {
			return err
		}
		at = p.end
	}
	if _, err := io.Copy(out, in); err != nil {
		return err
	}
	return out.Flush()
}

// sameOutside reads both files side by side: outside the patches every byte must be equal, inside the copy must hold
// the new bytes.
func sameOutside(original, copied io.Reader, patches []patch) error {
	a, b := bufio.NewReaderSize(original, 256<<10), bufio.NewReaderSize(copied, 256<<10)
	at := int64(0)
	for _, p := range patches {
		if err := sameBytes(a, b, p.start-at); err != nil {
			return err
		}
		if _, err := a.Discard(int(p.end - p.start)); err != nil {
			return err
		}
		if err := sameBytes(bytes.NewReader(p.bytes), b, int64(len(p.bytes))); err != nil {
			return err
		}
		at = p.end
	}
	return sameBytes(a, b, -1)
}

// sameBytes compares n bytes, or with n below 0 all that is left of both.
func sameBytes(a, b io.Reader, n int64) error {
	bufA, bufB := make([]byte, 64<<10), make([]byte, 64<<10)
	for n != 0 {
		size := int64(len(bufA))
		if n > 0 {
			size = min(size, n)
		}
		readA, errA := io.ReadFull(a, bufA[:size])
		readB, errB := io.ReadFull(b, bufB[:size])
		if !bytes.Equal(bufA[:readA], bufB[:readB]) {
			return fmt.Errorf("the copy differs from the input outside the corrections")
		}
		if n < 0 && errA != nil && errB != nil {
			if errA == io.EOF || errA == io.ErrUnexpectedEOF {
				return nil
			}
			return errA
		}
		if n > 0 {
			if errA != nil {
				return errA
			}
			n -= size
		}
	}
	return nil
}
