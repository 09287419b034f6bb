package importers

import (
	"strconv"

	"otaudit/audit"
	"otaudit/importers/header"
	"otaudit/importers/value"
)

// listFields may hold one value for each code of a cell (IMP-178).
var listFields = audit.Fields(audit.UnitsBilled, audit.Minutes, audit.Charge, audit.Allowed)

// findLists marks the contents that stand beside several codes and are lists themselves, so that "2,1" is taken for the
// units of two lines and not for a decimal number. "{2}" beside "{97110}" is a list of one.
func (b *binder) findLists() {
	var codes []int
	for col, m := range b.table.matches {
		if m.Binds() && m.Field == audit.Code && b.grid.Columns[col] != nil {
			codes = append(codes, col)
		}
	}
	for _, code := range codes {
		several := make([]bool, b.grid.Columns[code].Len())
		any := false
		for id := range several {
			if text := b.grid.Columns[code].Text(int32(id)); len(text) > len("97110") {
				items, _, _ := value.ParseCodes(text, b.options.KnownModifier)
				several[id] = len(items) > 1
				_, bracketed := value.InsideBrackets(text)
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
		raw := b.grid.Columns[col]
		if raw == nil || !m.Binds() || !listFields.Has(m.Field) || m.Series != b.table.matches[code].Series {
			continue
		}
		for row := range b.grid.Rows.Len() {
			id := b.grid.Cell(row, col)
			if raw.Lists[id] || id == 0 {
				continue
			}
			_, bracketed := value.InsideBrackets(raw.Text(id))
			if bracketed || several[b.grid.Cell(row, code)] && len(value.SplitList(raw.Text(id), m.Field)) > 1 {
				if raw.Lists == nil {
					raw.Lists = map[int32]bool{}
				}
				raw.Lists[id] = true
			}
		}
	}
}

// weighed gives the column in the form in which evidence is weighed: lists in their parts, and without the rows that are
// no lines, and without those that may be none unless they are most.
func (b *binder) weighed(col int) value.Column {
	raw, field := b.grid.Columns[col], b.table.matches[col].Field
	column := raw.Column(b.table.headers[col])
	take := func(v value.CellValue, n int) {
		if column.Values[v] += n; column.Values[v] <= 0 {
			delete(column.Values, v)
		}
		column.Total += n
	}
	none := b.table.nonData
	few := 2*(b.grid.Kept.Len()-len(none)) < b.grid.Rows.Len()-len(none)
	for row := range b.grid.Kept.All() {
		if !few && !none[row] {
			continue
		}
		if id := b.grid.Cell(row, col); id == 0 || raw.Text(id) == value.NoResult {
			column.Blank--
		} else {
			take(raw.Value(id), -1)
		}
	}
	for id := range raw.Lists {
		v := raw.Value(id)
		n := column.Values[v]
		if n == 0 {
			continue
		}
		take(v, -n)
		for _, part := range value.SplitList(v.Text, field) {
			take(value.CellValue{Text: part}, n)
		}
	}
	return column
}

// shownHeaders tells columns of one header apart by their position: "Charge", "Charge #2" (IMP-27).
func (t *table) shownHeaders() []string {
	shown, before := make([]string, len(t.headers)), map[string]int{}
	for col, text := range t.headers {
		shown[col] = text
		if text == "" {
			continue
		}
		key := header.ProfileKey(text)
		if before[key]++; before[key] > 1 {
			shown[col] += " #" + strconv.Itoa(before[key])
		}
	}
	return shown
}
