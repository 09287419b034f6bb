package report

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"

	"otaudit/audit"
)

// correctText splices the corrections into a copy of delimited text: only the bytes of corrected fields change
// (REP-114). The text is read three times as a stream: to find the fields, to copy, to compare.
func (c *correction) correctText() (Corrected, error) {
	form, err := c.textForm()
	if err != nil {
		return Corrected{}, cannotCorrect(c.input, err)
	}
	request := c.textRequest()
	found, err := form.locate(c.input, request)
	if err != nil {
		return Corrected{}, cannotCorrect(c.input, err)
	}
	c.decide(c.textFacts(form, found))
	patches, written := c.patches(form, found)
	err = writeWhole(c.output, func(temporary, _ string) error {
		if err := spliceFile(c.input, temporary, patches); err != nil {
			return cannotCorrect(c.output, err)
		}
		if err := verifySplice(c.input, temporary, patches, form, request, found, written); err != nil {
			return cannotCorrect(c.output, err)
		}
		return nil
	})
	if err != nil {
		return Corrected{}, err
	}
	return Corrected{Path: c.output, Cells: len(patches)}, nil
}

func (c *correction) textForm() (*textForm, error) {
	file, err := os.Open(c.input)
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

// textPlace is a field of the text by row and column.
type textPlace struct{ row, col int32 }

// textRequest is what is looked for in one pass: fields of some rows, and whole columns.
type textRequest struct {
	rows    map[int32][]int32
	columns []int32
}

func (r *textRequest) interest(row int32) rowInterest {
	wanted, ok := r.rows[row]
	if !ok {
		return rowInterest{r.columns}
	}
	return rowInterest{wanted}
}

// textRequest merges the wishes of all labels, since a text file has one sheet.
func (c *correction) textRequest() *textRequest {
	w := c.wanted()
	r := &textRequest{rows: map[int32][]int32{}}
	for _, columns := range w.columns {
		r.columns = append(r.columns, columns...)
	}
	for _, rows := range w.rows {
		for row, columns := range rows {
			r.rows[row] = append(r.rows[row], columns...)
		}
	}
	tidy := func(columns []int32) []int32 {
		slices.Sort(columns)
		return slices.Compact(columns)
	}
	r.columns = tidy(r.columns)
	for row, columns := range r.rows {
		r.rows[row] = tidy(slices.Concat(columns, r.columns))
	}
	return r
}

// textFound is the outcome of a pass.
type textFound struct {
	fields  map[textPlace]patch // where the wanted fields stand; bytes are as written
	columns map[int32]*columnFact
	widths  map[int32]int32 // fields of the wanted rows
	rows    int32
	total   int64 // fields of all rows
}

func (f *textForm) locate(path string, request *textRequest) (*textFound, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	found := &textFound{fields: map[textPlace]patch{}, columns: map[int32]*columnFact{}, widths: map[int32]int32{}}
	surveyed := map[int32]bool{}
	for _, col := range request.columns {
		surveyed[col] = true
		found.columns[col] = &columnFact{separators: map[string]int{}}
	}
	err = f.scan(file, request.interest, func(at fieldAt) {
		if surveyed[at.col] {
			text, _ := f.decode(at.raw)
			value, _ := unquote(text)
			found.columns[at.col].survey(value)
		}
		if _, wanted := request.rows[at.row]; wanted {
			found.fields[textPlace{at.row, at.col}] = patch{at.start, at.end, slices.Clone(at.raw)}
		}
	}, func(row, fields int32) {
		found.rows, found.total = row, found.total+int64(fields)
		if _, wanted := request.rows[row]; wanted {
			found.widths[row] = fields
		}
	})
	return found, err
}

func (c *correction) textFacts(form *textForm, found *textFound) *cellFacts {
	facts := &cellFacts{cells: map[cellAt]cellFact{}, columns: map[cellAt]*columnFact{}, text: true}
	facts.writable = func(text string) bool { _, ok := form.encode(text); return ok }
	for sheet, rows := range c.wanted().rows {
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
	text, whole := f.decode(field.bytes)
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

// patches makes the new bytes of every changed field, in order, and the values they stand for.
func (c *correction) patches(form *textForm, found *textFound) ([]patch, map[textPlace]string) {
	var patches []patch
	written := map[textPlace]string{}
	for cell, change := range c.changes {
		at := textPlace{cell.row, cell.col}
		field := found.fields[at]
		text, _ := form.decode(field.bytes)
		_, quoted := unquote(text)
		raw, _ := form.encode(form.quote(change.text, quoted)) // decide asked whether the encoding has it
		if _, twice := written[at]; twice {
			continue
		}
		patches = append(patches, patch{field.start, field.end, raw})
		written[at] = change.text
	}
	slices.SortFunc(patches, func(a, b patch) int { return int(a.start - b.start) })
	return patches, written
}

func spliceFile(input, output string, patches []patch) error {
	in, err := os.Open(input)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(output, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	if err := splice(out, in, patches); err != nil {
		out.Close()
		return err
	}
	return out.Close()
}

// verifySplice compares the files byte by byte outside the corrections and reads the corrected fields back.
func verifySplice(input, output string, patches []patch, form *textForm, request *textRequest, before *textFound, written map[textPlace]string) error {
	in, err := os.Open(input)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.Open(output)
	if err != nil {
		return err
	}
	defer out.Close()
	if err := sameOutside(in, out, patches); err != nil {
		return err
	}
	after, err := form.locate(output, request)
	if err != nil {
		return err
	}
	if after.rows != before.rows || after.total != before.total {
		return errors.New("the copy has other rows or fields than the input")
	}
	for at, text := range written {
		if form.fact(after, at).text != text {
			return fmt.Errorf("a corrected field does not hold its new value: %s%d", audit.ColumnLetters(at.col), at.row)
		}
	}
	return nil
}
