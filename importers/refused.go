package importers

import (
	"fmt"
	"slices"
	"strings"

	"otaudit/audit"
	"otaudit/importers/profile"
	"otaudit/importers/reading"
	"otaudit/importers/source"
)

// reportRefused says of each column whose header names a field and whose values do not look like it that it is not read:
// silence would look like a log without that column (IMP-125). Columns whose header alone decides nothing are listed in
// the mapping; of those that may hold what most rules need, or which visits were not kept, a notice says how to decide.
func (b *binder) reportRefused() {
	for col, d := range b.decisions {
		m := b.table.matches[col]
		if d.Bind || !m.Binds() || m.Fixed || b.grid.Columns[col] == nil || b.columns[col].Total == 0 || d.NotSaid {
			continue
		}
		missing := !b.bound(m.Field, m.Series)
		if m.Needs == "" || d.Ask && missing && (reading.Deciding.Has(m.Field) || m.Field == audit.Status) {
			b.plan.notices = append(b.plan.notices, audit.Notice{Rule: "I001", Field: m.Field.String(), Original: b.table.headers[col],
				Severity: audit.Warning, Cell: b.headerCell(col),
				Message: fmt.Sprintf("the column is not read as %s: %s; if it is, %s reads it", m.Field, d.Reason, profile.TypedFlag(b.table.flagName(col), m.Field.String()))})
		}
		if missing && !b.table.visits && !b.totalInstead(m.Field) && (m.Needs == "" && reading.Deciding.Has(m.Field) || d.Ask && linelessWithout.Has(m.Field)) {
			b.plan.unread = append(b.plan.unread, b.unreadColumn(col))
		}
	}
}

// totalInstead says whether the minutes of a visit stand in another column, so that those of the lines are no want.
func (b *binder) totalInstead(f audit.Field) bool {
	return f == audit.Minutes && (b.bound(audit.TimedMinutes, 0) || b.bound(audit.TreatmentMinutes, 0))
}

// linelessWithout are the fields without which no line can be judged, so that a column which may hold one is missed even if
// its header alone does not name it.
var linelessWithout = audit.Fields(audit.DateOfService, audit.Code)

// unreadColumn says that a column without which little can be audited is not read, and what the user can do.
func (b *binder) unreadColumn(col int) *source.Unreadable {
	d, field, name := b.decisions[col], b.table.matches[col].Field, b.table.flagName(col)
	ways := []string{"correct its values, or type " + profile.TypedFlag(name, field.String()) + ", which reads it and names each value that does not fit"}
	if field == audit.Minutes {
		ways = append(ways, profile.TypedFlag(name, audit.TreatmentMinutes.String())+" takes it for the total of the visit")
	}
	if !linelessWithout.Has(field) {
		ways = append(ways, profile.TypedFlag(name, "skip")+" leaves it out")
	}
	return &source.Unreadable{Path: b.headerCell(col).String(),
		What: fmt.Sprintf("the column %s is not read as %s: %s", quoted(b.table.nameOf(col)), field, d.Reason), Hint: strings.Join(ways, "; ")}
}

// reportNoneRead says of columns of date, code, units or minutes that were read, and gave not one value to a line: as little
// is audited as without them. Of dates whose day and month cannot be told apart that has been said.
func (ln *lineBuilder) reportNoneRead() {
	p := ln.plan
	for _, bound := range p.bindings {
		n := ln.bad[bound.col] + ln.unstored[bound.col].n
		cell := audit.Ref{Sheet: p.sheet, Row: int32(p.table.row), Col: int32(bound.col + 1)}
		asked := slices.ContainsFunc(p.notices, func(n audit.Notice) bool { return n.Rule == "I003" && n.Cell == cell })
		if n == 0 || asked || !reading.Deciding.Has(bound.field) || slices.ContainsFunc(ln.ownSessions(), func(s *audit.Session) bool {
			return s.Has(bound.field) && (int(s.Slot) == bound.slot || !p.headings.Has(bound.field))
		}) {
			continue
		}
		p.unread = append(p.unread, &source.Unreadable{Path: cell.String(),
			What: fmt.Sprintf("none of the values of column %s can be read as %s: %d", quoted(p.table.nameOf(bound.col)), bound.field, n),
			Hint: "the findings I001 and I006 name the cells and what was expected; correct them in the source"})
	}
}

func (b *binder) headerCell(col int) audit.Ref {
	return audit.Ref{Sheet: b.plan.sheet, Row: int32(b.table.row), Col: int32(col + 1)}
}

// bound says whether a column was given the field; of a numbered column, whether one of the same number was.
func (b *binder) bound(f audit.Field, series int) bool {
	for col, d := range b.decisions {
		if d.Bind && d.Field == f && (series == 0 || b.table.matches[col].Series == series) {
			return true
		}
	}
	return false
}
