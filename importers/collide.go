package importers

import (
	"fmt"

	"otaudit/audit"
	"otaudit/importers/header"
	"otaudit/importers/reading"
	"otaudit/importers/value"
)

// severalColumns are the fields that may come in several columns (IMP-27).
var severalColumns = audit.Fields(audit.Modifiers, audit.Diagnoses, audit.Status)

// decidingFields are those without which little can be audited: a tie is an error.
var decidingFields = audit.Fields(audit.DateOfService, audit.Code, audit.UnitsBilled, audit.Minutes)

// resolveCollisions unbinds columns that lay claim to one field, unless they are the same on every row, or two keys of one
// patient or therapist: then the leftmost is taken.
func (b *binder) resolveCollisions() {
	b.settled = map[int]bool{}
	claims := map[claim][]int{}
	wide := b.hasCodeSeries()
	b.resolveModifierSeries()
	for col, d := range b.decisions {
		m := b.table.matches[col]
		if !d.Bind || severalColumns.Has(d.Field) || m.Pair != "" ||
			d.Kind == value.KindModifierFlag || d.Kind == value.KindAssistantFlag || d.Kind == value.KindDocumenting {
			continue
		}
		c := claim{field: d.Field}
		if wide && slotFields.Has(d.Field) {
			c.series = m.Series
		}
		claims[c] = append(claims[c], col)
	}
	for field := range audit.NumFields {
		for series := range header.MaxSeries + 1 {
			b.resolve(field, claims[claim{field, series}])
		}
	}
}

// claim is a field in one column group of a wide row, group 0 outside of them.
type claim struct {
	field  audit.Field
	series int
}

// hasCodeSeries says whether a row has numbered code columns, so that other numbered columns belong to them.
func (b *binder) hasCodeSeries() bool {
	for col, d := range b.decisions {
		if d.Bind && d.Field == audit.Code && b.table.matches[col].Series > 0 {
			return true
		}
	}
	return false
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
		b.settled[col] = true
		b.decisions[col] = reading.Decision{Field: audit.Modifiers, Ask: true, Reason: reason}
	}
	b.plan.notices = append(b.plan.notices, audit.Notice{Rule: "I002", Field: audit.Modifiers.String(), Original: b.table.headers[cols[0]],
		Cell:    audit.Ref{Sheet: b.plan.sheet, Row: int32(b.table.row), Col: int32(cols[0] + 1)},
		Message: reason + ": which belong to which code cannot be known; none is read; decide in a profile with repeat"})
}

// resolve leaves one column of those that claim a field, or none.
func (b *binder) resolve(field audit.Field, cols []int) {
	if len(cols) < 2 {
		return
	}
	if byProfile := b.fixedByProfile(cols); byProfile >= 0 {
		b.leaveAll(cols, byProfile, "the profile takes column "+audit.ColumnLetters(int32(byProfile+1)))
		return
	}
	if b.sameOnEveryRow(cols) {
		b.leaveAll(cols, cols[0], "the same as column "+audit.ColumnLetters(int32(cols[0]+1)))
		return
	}
	b.tie(field, cols)
}

func (b *binder) fixedByProfile(cols []int) int {
	for _, col := range cols {
		if b.table.matches[col].Fixed {
			return col
		}
	}
	return -1
}

func (b *binder) leaveAll(cols []int, but int, reason string) {
	for _, col := range cols {
		if col != but {
			b.settled[col] = true
			b.decisions[col] = reading.Decision{Field: b.decisions[col].Field, Reason: reason}
		}
	}
}

// sameOnEveryRow compares the columns row by row: equal texts, or, for keys of persons, contents that always come
// together.
func (b *binder) sameOnEveryRow(cols []int) bool {
	field := b.decisions[cols[0]].Field
	keys := field == audit.PatientID || field == audit.Therapist || field == audit.PatientName
	for _, col := range cols[1:] {
		if !b.equalColumns(cols[0], col) && !(keys && b.oneToOne(cols[0], col)) {
			return false
		}
	}
	return true
}

func (b *binder) equalColumns(first, second int) bool {
	x, y := b.grid.Columns[first], b.grid.Columns[second]
	for row := range b.grid.Rows.Len() {
		if x.Text(b.grid.Cell(row, first)) != y.Text(b.grid.Cell(row, second)) {
			return false
		}
	}
	return true
}

func (b *binder) oneToOne(first, second int) bool {
	there, back := map[int32]int32{}, map[int32]int32{}
	for row := range b.grid.Rows.Len() {
		x, y := b.grid.Cell(row, first), b.grid.Cell(row, second)
		if v, ok := there[x]; ok && v != y {
			return false
		}
		if v, ok := back[y]; ok && v != x {
			return false
		}
		there[x], back[y] = y, x
	}
	return true
}

// tie leaves all the columns unread and says how a profile decides.
func (b *binder) tie(field audit.Field, cols []int) {
	severity := audit.Warning
	if decidingFields.Has(field) {
		severity = audit.Error
	}
	var related []audit.Ref
	lines := ""
	for _, col := range cols {
		b.settled[col] = true
		b.decisions[col] = reading.Decision{Field: field, Ask: true, Reason: fmt.Sprintf("several columns fit %s", field)}
		related = append(related, audit.Ref{Sheet: b.plan.sheet, Row: int32(b.table.row), Col: int32(col + 1)})
		if lines != "" {
			lines += " or "
		}
		lines += fmt.Sprintf("columns: {%s: %s}", quoted(b.table.nameOf(col)), field)
	}
	b.plan.notices = append(b.plan.notices, audit.Notice{Rule: "I002", Cell: related[0], Related: related[1:], Field: field.String(),
		Original: b.table.headers[cols[0]], Severity: severity,
		Message: fmt.Sprintf("%d columns fit %s and differ; none is read; decide in a profile: %s", len(cols), field, lines)})
}
