package rules

import "otaudit/audit"

// firstOfDays gives the first line of each date. The lines of an episode come in the order of their dates.
func firstOfDays(lines []*audit.Line) []*audit.Line {
	var firsts []*audit.Line
	for i, l := range lines {
		if i == 0 || laterDay(lines[i-1], l) {
			firsts = append(firsts, l)
		}
	}
	return firsts
}

// planDate gives the date of the plan of care as the line has it; empty if it has none.
func planDate(l *audit.Line) string { return l.Canonical(audit.PlanOfCareDate) }

// noDefault says why the terms of the line's payer do not answer: unknown payer, or a class without a default.
func noDefault(l *audit.Line) string {
	switch {
	case l.Terms.Known():
		return "payer: no default"
	case l.Has(audit.Payer):
		return "payer: class unknown"
	default:
		return audit.Missing(l, audit.Payer)
	}
}
