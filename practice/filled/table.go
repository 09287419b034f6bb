// Package filled reads tables back that people filled in: workbooks or delimited text, rows sorted, columns moved or added, saved
// by any program. A column is known by its header wherever it stands; every cell knows its place for messages.
package filled

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"otaudit/audit"
	"otaudit/importers/source"
	"otaudit/importers/value"
)

// Table is the table of a file.
type Table struct {
	Name    string   // of the file
	Headers []string // as written
	Rows    []Row    // without empty ones
	at      map[string]int
}

// Row is one row of the table.
type Row struct {
	Place audit.Ref // of the row
	cells []string
	typed []bool // numbers of a workbook
	table *Table
}

// Read reads the first table of a file whose headers include those that are wanted; rows above it are passed over.
func Read(path string, wanted ...string) (*Table, error) {
	src, err := source.Open(path, source.Limits{})
	if err != nil {
		return nil, err
	}
	for _, sheet := range src.Sheets {
		t, err := tableOf(src, sheet, wanted)
		if err != nil {
			return nil, err
		}
		if t != nil {
			return t, nil
		}
	}
	return nil, fmt.Errorf("%s: no table with the columns %s", path, strings.Join(wanted, ", "))
}

func tableOf(src *source.Source, sheet *source.Sheet, wanted []string) (*Table, error) {
	var t *Table
	label := src.Name
	if sheet.Name != "" {
		label += "!" + sheet.Name
	}
	err := sheet.Rows(func(r *source.Row) error {
		if t == nil {
			t = headed(src.Name, r.Text, wanted)
			return nil
		}
		row := Row{Place: audit.Ref{Sheet: label, Row: int32(r.Number)}, table: t}
		for col := range r.Len() {
			cell := r.Cell(col)
			row.cells = append(row.cells, strings.Clone(strings.TrimSpace(cell.Text)))
			row.typed = append(row.typed, cell.Kind == source.CellNumber)
		}
		if !source.AllEmpty(row.cells) {
			t.Rows = append(t.Rows, row)
		}
		return nil
	})
	return t, err
}

// headed is the table that a row opens; nil if it lacks a header that is wanted.
func headed(name string, texts, wanted []string) *Table {
	t := &Table{Name: name, at: map[string]int{}}
	for i, text := range texts {
		t.Headers = append(t.Headers, strings.Clone(text))
		if _, twice := t.at[fold(text)]; !twice {
			t.at[fold(text)] = i
		}
	}
	if slices.ContainsFunc(wanted, func(w string) bool { return !t.Has(w) }) {
		return nil
	}
	return t
}

// fold makes headers equal that differ in case and spaces alone.
func fold(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }

// Has says whether the table has a column.
func (t *Table) Has(header string) bool {
	_, ok := t.at[fold(header)]
	return ok
}

// Text is the content of a cell, without spaces around it; empty where there is no such column.
func (r *Row) Text(header string) string {
	if at, ok := r.table.at[fold(header)]; ok && at < len(r.cells) {
		return r.cells[at]
	}
	return ""
}

// Cell names a cell for messages; the row if there is no such column.
func (r *Row) Cell(header string) string {
	ref := r.Place
	if at, ok := r.table.at[fold(header)]; ok {
		ref.Col = int32(at + 1)
	}
	return ref.String()
}

// Filled says whether one of the columns has something in it.
func (r *Row) Filled(headers []string) bool {
	return slices.ContainsFunc(headers, func(h string) bool { return r.Text(h) != "" })
}

// Money reads a column of amounts, as their writing in the whole column shows them; nil where a cell is blank. What cannot be read is an
// error each with its place.
func (t *Table) Money(header string) ([]*audit.Cents, error) {
	at, ok := t.at[fold(header)]
	amounts := make([]*audit.Cents, len(t.Rows))
	if !ok {
		return amounts, nil
	}
	var values []value.CellValue
	for i := range t.Rows {
		values = append(values, t.Rows[i].value(at))
	}
	form := value.DecideNumbers(values)
	var problems []error
	for i, v := range values {
		cents, reading, expected := form.ParseMoney(v.Text, v.Hint)
		switch reading {
		case value.OK:
			amounts[i] = &cents
		case value.Bad:
			problems = append(problems, fmt.Errorf("%s: %q is not %s", t.Rows[i].Cell(header), v.Text, expected))
		}
	}
	return amounts, errors.Join(problems...)
}

func (r *Row) value(at int) value.CellValue {
	if at >= len(r.cells) {
		return value.CellValue{}
	}
	return value.CellValue{Text: r.cells[at], Hint: value.CellHint{Number: r.typed[at]}}
}
