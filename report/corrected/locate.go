package corrected

import (
	"errors"
	"io"
	"maps"
	"slices"

	"otaudit/infile"
)

// textPlace is a field of the text by row and column.
type textPlace struct{ row, col int32 }

// textRequest is what is looked for in one pass: fields of some rows, and whole columns.
type textRequest struct {
	rows    map[int32][]int32
	columns []int32
	rowAt   rowIndex // nil if the rows before the wanted ones must be read to find them
}

// rowIndex gives the last indexed row at or before a row and the place in the file where it begins.
type rowIndex func(row int32) (at int32, start int64, ok bool)

// errInputChanged refuses an input that is not the file that was audited any more.
var errInputChanged = errors.New("the input changed after it was read; run the audit again")

// textRequest merges the wishes of all labels, since a text file has one sheet. The index of rows was made of the bytes of
// the file only if these are the text. For a whole column every row is read, and the index is of no use.
func (c *correction) textRequest(form *textForm, w *cellsWanted) *textRequest {
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
		r.rows[row] = tidy(append(columns, r.columns...))
	}
	if form.encoding == "utf-8" && len(r.columns) == 0 {
		r.rowAt = c.options.RowAt
	}
	return r
}

// textFound is what stands at the wanted places.
type textFound struct {
	fields  map[textPlace]patch // without new bytes
	columns map[int32]*columnFact
	rows    map[int32]textExtent
	size    int64 // of the file
}

// textExtent is where a row stands, its line end left out.
type textExtent struct {
	start, end int64
	fields     int32
}

// locate finds what is asked for: with an index of rows around the wanted ones only, else row by row from the beginning.
func (f *textForm) locate(path string, request *textRequest) (*textFound, error) {
	file, err := infile.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	found := &textFound{fields: make(map[textPlace]patch, len(request.rows)), columns: map[int32]*columnFact{},
		rows: make(map[int32]textExtent, len(request.rows)), size: info.Size()}
	survey := newTextSurvey(request.columns)
	rows, wanted := f.rowsOf(file), slices.Sorted(maps.Keys(request.rows))
	for len(wanted) > 0 || len(request.columns) > 0 {
		if request.rowAt != nil {
			if err := rows.leap(file, request.rowAt, wanted[0]); err != nil {
				return nil, err
			}
		}
		row, err := rows.next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		f.eachField(row.raw, request.columns, func(col int32, from, to int) { survey.add(col, row.raw[from:to]) })
		if len(wanted) == 0 || wanted[0] != row.number {
			continue
		}
		found.take(f, row, request.rows[row.number])
		wanted = wanted[1:]
	}
	for _, col := range request.columns {
		found.columns[col] = survey.fact(f, col)
	}
	return found, nil
}

// take keeps the wanted fields of a row.
func (found *textFound) take(f *textForm, row textRow, columns []int32) {
	f.eachField(row.raw, columns, func(col int32, from, to int) {
		found.fields[textPlace{row.number, col}] = patch{start: row.start + int64(from), end: row.start + int64(to), old: slices.Clone(row.raw[from:to])}
	})
	found.rows[row.number] = textExtent{row.start, row.start + int64(len(row.raw)), f.fields(row.raw)}
}
