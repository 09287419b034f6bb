package importers

import (
	"otaudit/audit"
	"otaudit/importers/grid"
	"otaudit/importers/value"
)

// spanEnd finds the column of the last day of a span that begins with the date of service; nil if there is none.
func (p *plan) spanEnd(g *grid.Grid) *binding {
	for col, m := range p.table.matches {
		if m.Kind == value.KindSpanEnd && !m.Fixed && g.Columns[col] != nil {
			return &binding{col: col, field: audit.DateOfService, kind: m.Kind, match: m}
		}
	}
	return nil
}

// checkSpan makes the date of a line bad whose service is said to span several days (IMP-182): units and minutes of
// several days cannot be judged as those of one.
func (ln *lineBuilder) checkSpan(s *audit.Session, cells []int32) {
	end := ln.plan.span
	if end == nil || !s.Has(audit.DateOfService) {
		return
	}
	v := &end.parsed[cells[end.col]]
	if v.Reading != value.OK || audit.Date(v.Value) == s.Date(audit.DateOfService) {
		return
	}
	col := ln.columnOf(audit.DateOfService)
	written := ln.textAt(col, cells) + " - " + ln.textAt(end.col, cells)
	s.SetBad(audit.DateOfService, written)
	ln.unreadable(s, audit.DateOfService, col, written, "one day; the line spans several days")
}

// textAt gives a cell as written; empty for columns whose texts are not kept.
func (ln *lineBuilder) textAt(col int, cells []int32) string {
	if col < 0 || ln.grid.Columns[col] == nil || ln.grid.Columns[col].Prose {
		return ""
	}
	return ln.grid.Columns[col].Text(cells[col])
}
