package corrected

import (
	"bytes"
	"io"
	"math"
)

// textRow is one row as it stands in the file, without its line end.
type textRow struct {
	number int32
	start  int64  // place of its first byte in the file
	raw    []byte // valid until the next row
}

// rowReader gives the rows of delimited text. Rows are counted as a spreadsheet program shows them: blank lines count, a
// line break inside quotes does not, and CRLF, LF and CR each end a row. It jumps from quote to quote and from line end
// to line end, since most rows of a file are only passed over on the way to a correction.
type rowReader struct {
	form   *textForm
	src    io.Reader
	buf    []byte
	at     int   // of the row to come in buf
	filled int   // of buf
	base   int64 // place of buf in the file
	lf, cr int   // line ends that were found last, at or behind the place they were looked for
	ended  bool
	ahead  int // bytes read at the next time; 0 for as many as there is room for
	number int32
}

// rowBuffer is the number of bytes read at a time from a file. A longer row makes the buffer grow.
const rowBuffer = 256 << 10

// rows reads text that begins with a row and stands at base in its file.
func (f *textForm) rows(src io.Reader, base int64, buffer int) *rowReader {
	return &rowReader{form: f, src: src, buf: make([]byte, buffer), base: base, lf: -1, cr: -1}
}

// rowsOf reads the rows of a file from its beginning.
func (f *textForm) rowsOf(file io.ReaderAt) *rowReader {
	return f.rows(io.NewSectionReader(file, int64(f.bom), math.MaxInt64-int64(f.bom)), int64(f.bom), rowBuffer)
}

// next gives the next row; io.EOF says that there is none.
func (r *rowReader) next() (textRow, error) {
	for {
		text := r.buf[:r.filled/r.form.unit*r.form.unit]
		end := r.recordEnd(text)
		after, whole := r.behindLineEnd(text, end)
		if whole || r.ended && end > r.at {
			r.number++
			row := textRow{r.number, r.base + int64(r.at), text[r.at:end]}
			r.at = after
			return row, nil
		}
		if r.ended {
			return textRow{}, io.EOF
		}
		if err := r.fill(); err != nil {
			return textRow{}, err
		}
	}
}

// nearby is the number of bytes read at first after a leap. More are read if the wanted row lies further on.
const nearby = 8 << 10

// leap passes over the rows before the last indexed one that is not behind the wanted row. A file in which no row begins
// where the index says is refused: it is not the one that was indexed.
func (r *rowReader) leap(file io.ReaderAt, rowAt rowIndex, wanted int32) error {
	number, start, ok := rowAt(wanted)
	if !ok || number > wanted || number <= r.number+1 {
		return nil
	}
	if start <= r.base+int64(r.at) {
		return errInputChanged
	}
	if start >= r.base+int64(r.filled) {
		*r = rowReader{form: r.form, src: io.NewSectionReader(file, start-1, math.MaxInt64-start), buf: r.buf, base: start - 1,
			lf: -1, cr: -1, ahead: nearby}
		for r.filled < 2 && !r.ended {
			if err := r.fill(); err != nil {
				return err
			}
		}
	}
	r.at, r.number = int(start-r.base), number-1
	if !r.behindRow() {
		return errInputChanged
	}
	return nil
}

// behindRow says whether the row to come follows a line end, with the byte before it in the buffer.
func (r *rowReader) behindRow() bool {
	if r.at > r.filled {
		return false
	}
	before, rest := r.buf[r.at-1], r.buf[r.at:r.filled]
	return before == '\n' || before == '\r' && !bytes.HasPrefix(rest, []byte{'\n'})
}

// recordEnd finds the line end that closes the row to come; without one it gives the end of the text.
func (r *rowReader) recordEnd(text []byte) int {
	f := r.form
	for at := r.at; at < len(text); {
		line := r.lineEnd(text, at)
		quote := f.index(text[:line], at, '"')
		switch {
		case quote == line:
			return line
		case quote == r.at || f.is(text, quote-f.unit, f.delimiter):
			at = f.quotedEnd(text, quote)
		default: // inside a field that does not begin with a quote
			at = quote + f.unit
		}
	}
	return len(text)
}

// lineEnd finds the first LF or CR from a place on; without one it gives the end of the text. Each is looked for once
// and not for every row: a file may have only one of them.
func (r *rowReader) lineEnd(text []byte, from int) int {
	if r.lf < from {
		r.lf = r.form.index(text, from, '\n')
	}
	if r.cr < from {
		r.cr = r.form.index(text, from, '\r')
	}
	return min(r.lf, r.cr)
}

// behindLineEnd gives the place behind the line end at a place, and false if there is none or if more must be read to
// see the LF behind a CR.
func (r *rowReader) behindLineEnd(text []byte, end int) (int, bool) {
	next := end + r.form.unit
	switch {
	case end == len(text):
		return end, false
	case r.form.is(text, end, '\n'):
		return next, true
	case next == len(text):
		return next, r.ended
	case r.form.is(text, next, '\n'):
		return next + r.form.unit, true
	}
	return next, true
}

// fill reads more behind the row to come.
func (r *rowReader) fill() error {
	r.filled = copy(r.buf, r.buf[r.at:r.filled])
	r.base += int64(r.at)
	r.at, r.lf, r.cr = 0, -1, -1
	if r.filled == len(r.buf) {
		r.buf = append(r.buf, make([]byte, len(r.buf)+1)...)
	}
	room := r.buf[r.filled:]
	if r.ahead > 0 && r.ahead < len(room) {
		room = room[:r.ahead]
		r.ahead *= 2
	}
	n, err := r.src.Read(room)
	r.filled += n
	if err == io.EOF {
		r.ended, err = true, nil
	}
	return err
}

// fieldEnd gives the end of the field of a row that begins at a place, quotes included.
func (f *textForm) fieldEnd(row []byte, from int) int {
	if from < len(row) && f.is(row, from, '"') {
		return f.quotedEnd(row, from)
	}
	return f.index(row, from, f.delimiter)
}

// eachField visits the fields of a row that stand in some columns, which count from 1 and are sorted.
func (f *textForm) eachField(row []byte, columns []int32, visit func(col int32, from, to int)) {
	for col, from := int32(1), 0; len(columns) > 0; col++ {
		end := f.fieldEnd(row, from)
		if columns[0] == col {
			visit(col, from, end)
			columns = columns[1:]
		}
		if end >= len(row) {
			return
		}
		from = end + f.unit
	}
}

// fields counts the fields of a row; an empty row has one.
func (f *textForm) fields(row []byte) int32 {
	count, end := int32(1), f.fieldEnd(row, 0)
	for ; end < len(row); count++ {
		end = f.fieldEnd(row, end+f.unit)
	}
	return count
}

// quotedEnd gives the end of the field whose opening quote is at a place. It ends with a quote before a delimiter or a
// line end; a quote before anything else is the first of two, or one that was not doubled.
func (f *textForm) quotedEnd(text []byte, opening int) int {
	for at := opening + f.unit; at < len(text); {
		end := f.index(text, at, '"') + f.unit
		if end >= len(text) || f.is(text, end, f.delimiter) || f.is(text, end, '\n') || f.is(text, end, '\r') {
			return min(end, len(text))
		}
		at = end + f.unit
	}
	return len(text)
}

// index finds a character of ASCII from a place on; without one it gives the end of the text.
func (f *textForm) index(text []byte, from int, char byte) int {
	if f.unit == 1 {
		if at := bytes.IndexByte(text[from:], char); at >= 0 {
			return from + at
		}
		return len(text)
	}
	for from < len(text) {
		at := bytes.IndexByte(text[from:], char)
		if at < 0 {
			break
		}
		at = (from + at) / f.unit * f.unit
		if f.is(text, at, char) {
			return at
		}
		from = at + f.unit
	}
	return len(text)
}

func (f *textForm) is(text []byte, at int, char byte) bool { return f.unitAt(text, at) == uint16(char) }
