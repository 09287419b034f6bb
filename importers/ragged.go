package importers

import (
	"strings"
	"unicode"

	"otaudit/audit"
	"otaudit/importers/grid"
	"otaudit/importers/value"
)

// misfit says why a record that is shorter or longer than the others cannot be read cell by cell; empty if its values fit their
// columns. In a file whose records all have one length, such a record has lost or gained a separator, or its end.
func (ln *lineBuilder) misfit(row int, cells []int32) string {
	what := "fewer cells than the header"
	if ln.grid.Rows.At(row).Is(grid.LongRow) {
		what = "more cells than the header"
	}
	for _, bound := range ln.plan.bindings {
		if bound.col >= ln.plan.table.width {
			continue
		}
		id := cells[bound.col]
		raw := ln.grid.Columns[bound.col]
		switch {
		case bound.parsed == nil || raw == nil:
			continue
		case bound.parsed[id].Reading == value.Bad:
			return what + ", and values that do not fit their columns"
		case id == 0 && alwaysThere.Has(bound.field) && 10*ln.blankLines(bound.col) < ln.grid.Rows.Len()-ln.grid.Kept.Len():
			return what + ", and a value is missing that other lines have"
		case bound.field.Kind() == audit.Text && bound.parsed[id].Reading == value.OK && raw.Counts[id] == 1 && !sameShape(raw, id):
			return what + ", and values that do not fit their columns"
		}
	}
	return ""
}

// blankLines counts the blank cells of a column in the rows that are lines without a doubt.
func (ln *lineBuilder) blankLines(col int) int {
	n, counted := ln.blanks[col]
	if !counted {
		n = ln.grid.Blank(col)
		for row := range ln.grid.Kept.All() {
			if ln.grid.Cell(row, col) == 0 {
				n--
			}
		}
		if ln.blanks == nil {
			ln.blanks = map[int]int{}
		}
		ln.blanks[col] = n
	}
	return n
}

// alwaysThere are the fields that a record which has lost its end or a separator may lack, while most records have them.
var alwaysThere = audit.Fields(audit.DateOfService, audit.PatientName, audit.PatientID, audit.Code, audit.UnitsBilled, audit.Minutes,
	audit.TimedMinutes, audit.TreatmentMinutes, audit.Therapist, audit.Payer, audit.Charge)

// sameShape reports whether a text that occurs once is made like the other texts of its column: with digits or without, with
// letters or without, and not much longer than any.
func sameShape(raw *grid.DictColumn, id int32) bool {
	text := raw.Text(id)
	digits, letters, longest := false, false, 0
	for other := range int32(raw.Len()) {
		if other == 0 || other == id {
			continue
		}
		t := raw.Text(other)
		digits = digits || strings.ContainsFunc(t, unicode.IsDigit)
		letters = letters || strings.ContainsFunc(t, unicode.IsLetter)
		longest = max(longest, len(t))
	}
	return (digits || !strings.ContainsFunc(text, unicode.IsDigit)) && (letters || !strings.ContainsFunc(text, unicode.IsLetter)) &&
		len(text) <= longest+longest/2
}

// ofAnotherTable reports whether the values of a row whose date cannot be read fit none of the other columns without which a
// line says nothing.
func (ln *lineBuilder) ofAnotherTable(cells []int32) bool {
	id := cells[ln.columnOf(audit.DateOfService)]
	if strings.ContainsFunc(ln.grid.Columns[ln.columnOf(audit.DateOfService)].Text(id), unicode.IsDigit) {
		return false
	}
	for _, f := range [...]audit.Field{audit.Code, audit.UnitsBilled, audit.Minutes} {
		if v, bound := ln.first(f, cells); bound && v.Reading == value.OK {
			return false
		}
	}
	return true
}

// strayQuotes finds the contents that cannot be read and hold a quotation mark: a separator beside a quoted text is missing, and
// what follows stands one cell too far to the left. nil if there are none.
func (p *plan) strayQuotes(g *grid.Grid) map[int]map[int32]bool {
	var found map[int]map[int32]bool
	for _, bound := range p.bindings {
		for id := range bound.parsed {
			if bound.parsed[id].Reading != value.Bad || !strings.Contains(g.Columns[bound.col].Text(int32(id)), `"`) {
				continue
			}
			if found == nil {
				found = map[int]map[int32]bool{}
			}
			if found[bound.col] == nil {
				found[bound.col] = map[int32]bool{}
			}
			found[bound.col][int32(id)] = true
		}
	}
	return found
}

// runTogether reports whether a quotation mark in a row belongs to no cell.
func (ln *lineBuilder) runTogether(cells []int32) bool {
	for col, ids := range ln.quotes {
		if ids[cells[col]] {
			return true
		}
	}
	return false
}
