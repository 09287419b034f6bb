package importers

import (
	"fmt"
	"slices"

	"otaudit/audit"
	"otaudit/importers/profile"
	"otaudit/importers/reading"
)

// hasCodeSeries reports whether a row has numbered code columns, so that other numbered columns belong to them.
func (b *binder) hasCodeSeries() bool {
	return slices.ContainsFunc(b.decisions, func(d reading.Decision) bool { return d.Bind && d.Field == audit.Code && d.Match.Series > 0 })
}

// lastInSeries gives the highest number of the numbered columns of a field, 0 if there are none.
func (b *binder) lastInSeries(f audit.Field) int {
	last := 0
	for col, d := range b.decisions {
		if m := b.table.matches[col]; d.Bind && d.Field == f && !m.Fixed {
			last = max(last, m.Series)
		}
	}
	return last
}

// resolveModifierSeries looks at wide rows with numbered modifiers: Mod 1 to Mod 4 beside CPT1 to CPT3 may be the modifiers
// of one code or of one each. Only as many as there are codes belong to them.
func (b *binder) resolveModifierSeries() {
	codes, modifiers := b.lastInSeries(audit.Code), b.lastInSeries(audit.Modifiers)
	if codes < 2 || modifiers == 0 || codes == modifiers {
		return
	}
	var cols []int
	for col, d := range b.decisions {
		if m := b.table.matches[col]; d.Bind && d.Field == audit.Modifiers && m.Series > 0 && !m.Fixed {
			cols = append(cols, col)
		}
	}
	reason := fmt.Sprintf("%d numbered modifiers beside %d numbered codes", modifiers, codes)
	for _, col := range cols {
		b.decisions[col] = reading.Decision{Field: audit.Modifiers, Ask: true, Reason: reason, NotSaid: true}
	}
	b.plan.notices = append(b.plan.notices, audit.Notice{Rule: "I002", Field: audit.Modifiers.String(), Original: b.table.headers[cols[0]],
		Cell:    audit.Ref{Sheet: b.plan.sheet, Row: int32(b.table.row), Col: int32(cols[0] + 1)},
		Message: reason + ": which belong to which code cannot be known; none is read; decide in a profile with repeat"})
}

// reportTies says which columns claim one field and differ, so that none is read, and how to decide.
func (b *binder) reportTies() {
	ties := map[audit.Field][]int{}
	for col, d := range b.decisions {
		if d.Ask && !d.NotSaid && d.Reason == fmt.Sprintf("several columns fit %s", d.Field) {
			ties[d.Field] = append(ties[d.Field], col)
		}
	}
	for field := range audit.NumFields {
		if cols := ties[field]; len(cols) > 0 {
			b.tie(field, cols)
		}
	}
}

// tie leaves all the columns unread and says how a profile decides.
func (b *binder) tie(field audit.Field, cols []int) {
	severity := audit.Warning
	if reading.Deciding.Has(field) {
		severity = audit.Error
	}
	var related []audit.Ref
	lines := ""
	for _, col := range cols {
		b.decisions[col].NotSaid = true
		related = append(related, audit.Ref{Sheet: b.plan.sheet, Row: int32(b.table.row), Col: int32(col + 1)})
		if lines != "" {
			lines += " or "
		}
		lines += profile.TypedFlag(b.table.flagName(col), field.String())
	}
	b.plan.notices = append(b.plan.notices, audit.Notice{Rule: "I002", Cell: related[0], Related: related[1:], Field: field.String(),
		Original: b.table.headers[cols[0]], Severity: severity,
		Message: fmt.Sprintf("%d columns fit %s and differ; none is read; decide with %s", len(cols), field, lines)})
}
