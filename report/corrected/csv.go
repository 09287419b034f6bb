package corrected

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"

	"otaudit/audit"
	"otaudit/infile"
)

// planText decides what is corrected and gives the function that splices the corrections into a copy of delimited text:
// only the bytes of corrected fields change (REP-114). The text is read as a stream, to copy and to compare; to find the
// fields, only where no index of rows says where they are.
func (c *correction) planText() (func() (Corrected, error), error) {
	form, err := c.textForm()
	if err != nil {
		return nil, cannotCorrect(c.input, err)
	}
	wanted := c.wanted()
	found, err := form.locate(c.input, c.textRequest(form, wanted))
	if err != nil {
		return nil, cannotCorrect(c.input, err)
	}
	c.decide(c.textFacts(form, wanted, found), nil)
	changes := c.fieldChanges(form, found)
	return func() (Corrected, error) { return c.correctText(form, found.size, changes) }, nil
}

func (c *correction) correctText(form *textForm, size int64, changes []fieldChange) (Corrected, error) {
	patches := make([]patch, len(changes))
	for i := range changes {
		patches[i] = changes[i].patch
	}
	copied, err := c.prepare(func(temporary string) error {
		return spliceFile(c.input, temporary, size, patches, form, changes)
	})
	if err != nil {
		return Corrected{}, err
	}
	return Corrected{Copy: copied, Cells: len(patches), Note: c.totalsBefore()}, nil
}

func (c *correction) textForm() (*textForm, error) {
	file, err := infile.Open(c.input)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	head := make([]byte, textHeadBytes)
	n, err := io.ReadFull(file, head)
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return nil, err
	}
	form, err := newTextForm(head[:n], c.options.Encoding, c.options.Delimiter)
	return &form, err
}

// textSurvey counts the different texts of whole columns: there are few, and each is looked at once.
type textSurvey map[int32]map[string]*int

func newTextSurvey(columns []int32) textSurvey {
	s := textSurvey{}
	for _, col := range columns {
		s[col] = map[string]*int{}
	}
	return s
}

func (s textSurvey) add(col int32, raw []byte) {
	cells := s[col][string(raw)]
	if cells == nil {
		cells = new(int)
		s[col][string(raw)] = cells
	}
	*cells++
}

func (s textSurvey) fact(form *textForm, col int32) *columnFact {
	fact := &columnFact{separators: map[string]int{}}
	for raw, cells := range s[col] {
		text, _ := form.decode([]byte(raw))
		value, _ := unquote(text)
		fact.survey(value, *cells)
	}
	return fact
}

func (c *correction) textFacts(form *textForm, wanted *cellsWanted, found *textFound) *cellFacts {
	facts := &cellFacts{cells: map[cellAt]cellFact{}, columns: map[cellAt]*columnFact{}, text: true}
	facts.writable = func(text string) bool { _, ok := form.encode(text); return ok }
	for sheet, rows := range wanted.rows {
		for col, fact := range found.columns {
			facts.columns[cellAt{sheet, 0, col}] = fact
		}
		for row, columns := range rows {
			for _, col := range columns {
				facts.cells[cellAt{sheet, row, col}] = form.fact(found, textPlace{row, col})
			}
		}
	}
	return facts
}

func (f *textForm) fact(found *textFound, at textPlace) cellFact {
	field, there := found.fields[at]
	if !there {
		return cellFact{blocked: "the row ends before this column: add by hand"}
	}
	text, whole := f.decode(field.old)
	value, _ := unquote(text)
	fact := cellFact{text: value, kind: factText}
	if value == "" {
		fact.kind = factBlank
	}
	if !whole {
		fact.blocked = "the field holds bytes that are not valid in the file's encoding: correct by hand"
	}
	return fact
}

// fieldChange is a corrected field: the bytes of the copy, the value they stand for, and its row in the input.
type fieldChange struct {
	patch
	at   textPlace
	text string
	row  textExtent
}

// fieldChanges lists the fields that change, in the order of the file.
func (c *correction) fieldChanges(form *textForm, found *textFound) []fieldChange {
	changes := make([]fieldChange, 0, len(c.changes))
	for cell, change := range c.changes {
		at := textPlace{cell.row, cell.col}
		field := found.fields[at]
		text, _ := form.decode(field.old)
		_, quoted := unquote(text)
		raw, _ := form.encode(form.quote(change.text, quoted)) // decide asked whether the encoding has it
		changes = append(changes, fieldChange{patch{field.start, field.end, field.old, raw}, at, change.text, found.rows[cell.row]})
	}
	slices.SortFunc(changes, func(a, b fieldChange) int { return cmp.Compare(a.start, b.start) })
	return slices.CompactFunc(changes, func(a, b fieldChange) bool { return a.at == b.at })
}

// spliceFile writes the copy and compares it with the input while it is written.
func spliceFile(input, output string, size int64, patches []patch, form *textForm, changes []fieldChange) error {
	in, err := infile.Open(input)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(output, os.O_WRONLY|os.O_TRUNC, 0)
	if err != nil {
		return err
	}
	defer out.Close()
	copied, err := os.Open(output) // nothing of what was written is taken for granted
	if err != nil {
		return err
	}
	defer copied.Close()
	check := newComparison(copied, patches)
	if err := splice(out, in, size, patches, check.next); err != nil {
		return err
	}
	if err := out.Close(); err != nil {
		return err
	}
	if err := check.end(); err != nil {
		return err
	}
	return verifyRows(copied, form, changes)
}

// verifyRows reads the corrected rows of the copy back. A row that ends where it should, with as many fields as before,
// leaves the reading of all that follows as it was.
func verifyRows(copied io.ReaderAt, form *textForm, changes []fieldChange) error {
	shift, reader := int64(0), copyReader{form: form, file: copied} // the shift of what follows in the copy
	for len(changes) > 0 {
		n, longer := 0, int64(0)
		for ; n < len(changes) && changes[n].at.row == changes[0].at.row; n++ {
			longer += int64(len(changes[n].bytes)) - (changes[n].end - changes[n].start)
		}
		if err := reader.verifyRow(changes[:n], shift, longer); err != nil {
			return err
		}
		changes, shift = changes[n:], shift+longer
	}
	return nil
}

// copyReader reads rows of the copy.
type copyReader struct {
	form   *textForm
	file   io.ReaderAt
	buffer []byte
}

// verifyRow reads one corrected row of the copy, which stands shift bytes behind its place in the input and is longer by
// some bytes.
func (r *copyReader) verifyRow(changes []fieldChange, shift, longer int64) error {
	f, before := r.form, changes[0].row
	length := before.end - before.start + longer
	r.buffer = slices.Grow(r.buffer[:0], int(length)+2*f.unit) // with the line end
	n, err := r.file.ReadAt(r.buffer[:int(length)+2*f.unit], before.start+shift)
	if err != nil && err != io.EOF {
		return err
	}
	rows := rowReader{form: f, buf: r.buffer[:n], filled: n, lf: -1, cr: -1, ended: true}
	row, err := rows.next()
	if err != nil && err != io.EOF {
		return err
	}
	if int64(len(row.raw)) != length || f.fields(row.raw) != before.fields {
		return errors.New("the copy has other rows or fields than the input")
	}
	for _, c := range changes {
		holds := false
		f.eachField(row.raw, []int32{c.at.col}, func(_ int32, from, to int) {
			text, _ := f.decode(row.raw[from:to])
			value, _ := unquote(text)
			holds = value == c.text
		})
		if !holds {
			return fmt.Errorf("a corrected field does not hold its new value: %s%d", audit.ColumnLetters(c.at.col), c.at.row)
		}
	}
	return nil
}
