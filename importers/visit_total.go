package importers

import "otaudit/audit"

// totalsOfVisits makes a column of minutes that stands once in wide rows, where each code has columns of its own, the total of
// the visit.
func (b *binder) totalsOfVisits() {
	if b.plan.slots < 2 || b.plan.headings.Has(audit.Minutes) || b.bound(audit.TimedMinutes, 0) {
		return
	}
	var once []*binding
	codes := len(b.plan.codes)
	if b.plan.codes[0] == "" {
		codes = 0
	}
	for _, bound := range b.plan.bindings {
		if bound.field == audit.Code {
			codes++
		}
		if bound.field == audit.Minutes && !b.table.matches[bound.col].Fixed {
			once = append(once, bound)
		}
	}
	if len(once) != 1 || codes < 2 {
		return
	}
	once[0].field = audit.TimedMinutes
	d := &b.decisions[once[0].col]
	d.Field = audit.TimedMinutes
	d.Reason += "; one value for all codes of the row"
}
