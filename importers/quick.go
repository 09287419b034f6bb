package importers

import (
	"otaudit/audit"
	"otaudit/importers/grid"
	"otaudit/importers/value"
)

// quickValue is what one content of a column gives a line, where that is nothing or a plain value. Nearly all cells of a
// log are of this kind, and all lines are made of them, so that they are kept small and side by side.
type quickValue struct {
	value int32
	how   quickHow
}

// quickHow says what is to be done with a content.
type quickHow uint8

const (
	quickNone quickHow = iota // nothing
	quickSet                  // set the field to the value
	quickSlow                 // look at the parsed content: unreadable, a list, a visit not kept …
)

// quicken prepares the quick values of every field that one column supplies.
func (p *plan) quicken(keepProse bool) {
	done := map[*binding][]quickValue{}
	for slot := range p.order {
		for i := range p.order[slot] {
			fb := &p.order[slot][i]
			bound := fb.bindings[0]
			switch {
			case len(fb.bindings) > 1 || bound.match.Pair != "" || keepProse && fb.field.Kind() == audit.Prose:
			case bound.parsed == nil:
				fb.counted = true
			default:
				if done[bound] == nil {
					done[bound] = quickValues(bound)
				}
				fb.quick = done[bound]
			}
		}
	}
}

func quickValues(bound *binding) []quickValue {
	quick := make([]quickValue, len(bound.parsed))
	for id := range bound.parsed {
		v := &bound.parsed[id]
		quick[id].value = v.Value
		switch {
		case v.Reading == value.Absent && v.Status != value.StatusNotKept:
			quick[id].how = quickNone
		case v.Reading != value.OK, v.Derived, v.HasEnd, v.Status == value.StatusNotKept, bound.field == audit.Code && !plainCode(v.Detail().Items):
			quick[id].how = quickSlow
		default:
			quick[id].how = quickSet
		}
	}
	return quick
}

// plainCode says whether a cell holds one code and nothing beside it.
func plainCode(items []value.CodeItem) bool {
	return len(items) == 1 && len(items[0].Modifiers) == 0 && !items[0].HasUnits && !items[0].HasMinutes && items[0].Description == ""
}

// plainRows finds the rows that are one line each without any question: one code, a date, a visit that was kept.
type plainRows struct {
	date, code, status []quickValue
	dateCol, codeCol   int
	statusCol          int
}

// plainRows is nil for sheets in which no row is that plain: wide ones, visit tables, those whose profile changes rows.
func (ln *lineBuilder) plainRows() *plainRows {
	p := ln.plan
	if p.slots != 1 || p.codes[0] != "" || p.table.visits || ln.rules.everyRow || len(ln.rules.skipCols) > 0 || ln.quotes != nil || ln.repeatsSheet != "" || len(ln.rules.down) > 0 {
		return nil
	}
	rows := &plainRows{}
	for i := range p.order[0] {
		fb := &p.order[0][i]
		switch fb.field {
		case audit.DateOfService:
			rows.date, rows.dateCol = fb.quick, fb.col
		case audit.Code:
			rows.code, rows.codeCol = fb.quick, fb.col
		case audit.Status:
			if rows.status, rows.statusCol = fb.quick, fb.col; fb.quick == nil {
				return nil
			}
		}
	}
	if rows.date == nil || rows.code == nil {
		return nil
	}
	return rows
}

func (r *plainRows) has(row *grid.GridRow, cells []int32) bool {
	return r != nil && !row.Is(grid.RaggedRow|grid.ShortRow|grid.LongRow|grid.MayBeNoLine) && r.date[cells[r.dateCol]].how == quickSet && r.code[cells[r.codeCol]].how == quickSet &&
		(r.status == nil || r.status[cells[r.statusCol]].how != quickSlow)
}
