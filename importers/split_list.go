package importers

import (
	"strconv"
	"strings"

	"otaudit/audit"
)

// listFields may hold one value for each code of a cell (IMP-178).
var listFields = audit.Fields(audit.UnitsBilled, audit.Minutes, audit.Charge, audit.Allowed)

// splitList cuts a cell that holds one value for each of several codes. A comma inside an amount of money may group
// thousands; there only one before a space divides.
func splitList(text string, f audit.Field) []string {
	text = strings.Trim(trimEdges(text), "{}[]()")
	if f.Kind() == audit.Money {
		text = strings.ReplaceAll(text, ", ", ";")
	}
	parts := strings.FieldsFunc(text, func(r rune) bool {
		return r == ';' || r == '|' || r == '\n' || f.Kind() != audit.Money && (r == ',' || r == '/')
	})
	kept := parts[:0]
	for _, p := range parts {
		if p = trimEdges(p); p != "" {
			kept = append(kept, p)
		}
	}
	return kept
}

// findLists marks the contents that stand beside several codes and are lists themselves, so that "2,1" is taken for the
// units of two lines and not for a decimal number. "{2}" beside "{97110}" is a list of one.
func (b *binder) findLists() {
	var codes []int
	for col, m := range b.table.matches {
		if m.Binds() && m.Field == audit.Code && b.grid.columns[col] != nil {
			codes = append(codes, col)
		}
	}
	for _, code := range codes {
		several := make([]bool, b.grid.columns[code].len())
		any := false
		for id := range several {
			if text := b.grid.columns[code].text(int32(id)); len(text) > len("97110") {
				items, _, _ := ParseCodes(text, b.options.KnownModifier)
				several[id] = len(items) > 1
				_, bracketed := insideBrackets(text)
				any = any || several[id] || bracketed
			}
		}
		if any {
			b.markBeside(code, several)
		}
	}
}

func (b *binder) markBeside(code int, several []bool) {
	for col, m := range b.table.matches {
		raw := b.grid.columns[col]
		if raw == nil || !m.Binds() || !listFields.Has(m.Field) || m.Series != b.table.matches[code].Series {
			continue
		}
		for row := range b.grid.rows.len() {
			id := b.grid.cell(row, col)
			if raw.lists[id] || id == 0 {
				continue
			}
			_, bracketed := insideBrackets(raw.text(id))
			if bracketed || several[b.grid.cell(row, code)] && len(splitList(raw.text(id), m.Field)) > 1 {
				if raw.lists == nil {
					raw.lists = map[int32]bool{}
				}
				raw.lists[id] = true
			}
		}
	}
}

// single gives the contents of the column by which it is decided how it is read: lists in their parts.
func (c *dictColumn) single(f audit.Field) []CellValue {
	if len(c.lists) == 0 {
		return c.values()
	}
	var values []CellValue
	for id := range int32(c.len()) {
		switch {
		case id == 0:
		case c.lists[id]:
			values = append(values, TextValues(splitList(c.text(id), f)...)...)
		default:
			values = append(values, c.value(id))
		}
	}
	return values
}

// weighed gives the column in the form in which evidence is weighed: lists in their parts, and without the rows that may
// be no lines, unless those are most.
func (b *binder) weighed(col int) Column {
	raw, field := b.grid.columns[col], b.table.matches[col].Field
	column := raw.column(b.table.headers[col])
	take := func(v CellValue, n int) {
		if column.Values[v] += n; column.Values[v] <= 0 {
			delete(column.Values, v)
		}
		column.Total += n
	}
	if 2*len(b.grid.kept) < b.grid.rows.len() {
		for _, k := range b.grid.kept {
			if id := b.grid.cell(k.row, col); id == 0 || raw.text(id) == noResult {
				column.Blank--
			} else {
				take(raw.value(id), -1)
			}
		}
	}
	for id := range raw.lists {
		v := raw.value(id)
		n := column.Values[v]
		if n == 0 {
			continue
		}
		take(v, -n)
		for _, part := range splitList(v.Text, field) {
			take(CellValue{Text: part}, n)
		}
	}
	return column
}

// shownHeader tells columns of one header apart by their position: "Charge", "Charge #2" (IMP-27).
func (t *table) shownHeader(col int) string {
	before := 0
	for other := range col {
		if profileKey(t.headers[other]) == profileKey(t.headers[col]) && t.headers[col] != "" {
			before++
		}
	}
	if before == 0 {
		return t.headers[col]
	}
	return t.headers[col] + " #" + strconv.Itoa(before+1)
}

// keyColumns are the columns of dates of service and of codes, by their headers.
func (t *table) keyColumns() (dates, codes []int) {
	for col, m := range t.matches {
		switch {
		case !m.Binds():
		case m.Field == audit.DateOfService:
			dates = append(dates, col)
		case m.Field == audit.Code:
			codes = append(codes, col)
		}
	}
	return dates, codes
}
