package importers

import (
	"fmt"

	"otaudit/audit"
)

// reportRefused says of each column whose header names a field and whose values do not look like it that it is not read:
// silence would look like a log without that column (IMP-125). Columns whose header alone decides nothing are listed in
// the mapping; of those that may hold what most rules need a notice says how to decide.
func (b *binder) reportRefused() {
	for col, d := range b.decisions {
		m := b.table.matches[col]
		if d.Bind || !m.Binds() || m.Fixed || b.grid.columns[col] == nil || b.columns[col].Total == 0 || b.settled[col] {
			continue
		}
		notice := audit.Notice{Rule: "I001", Field: m.Field.String(), Original: b.table.headers[col], Severity: audit.Warning,
			Cell:    audit.Ref{Sheet: b.plan.sheet, Row: int32(b.table.row), Col: int32(col + 1)},
			Message: fmt.Sprintf("the column is not read as %s: %s; if it is, say so in a profile under columns", m.Field, d.Reason)}
		if m.Needs == "" || d.Ask && decidingFields.Has(m.Field) && !b.bound(m.Field) {
			b.plan.notices = append(b.plan.notices, notice)
		}
	}
}

// bound says whether a column was given the field.
func (b *binder) bound(f audit.Field) bool {
	for _, d := range b.decisions {
		if d.Bind && d.Field == f {
			return true
		}
	}
	return false
}
