package rules

import (
	"otaudit/audit"
	"otaudit/rules/refdata"
)

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

// linesOfDay returns those of the lines that lie on one date.
func linesOfDay(lines []*audit.Line, on audit.Date) []*audit.Line {
	var found []*audit.Line
	for _, l := range lines {
		if l.Date(audit.DateOfService) == on {
			found = append(found, l)
		}
	}
	return found
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

// firstTreatment gives the first billed line that is no evaluation; nil if there is none.
func firstTreatment(lines []*audit.Line) *audit.Line {
	for _, l := range lines {
		if !isEvaluation(l) && !notBilled(l) {
			return l
		}
	}
	return nil
}

// payerRow names the row of the payer's class in the tables.
func payerRow(l *audit.Line) []string { return []string{"payers.csv " + l.Terms.Class} }

// unverifiedTerms says whether the payer's terms rest on a row that nobody verified.
func unverifiedTerms(l *audit.Line) bool { return l.Terms.Verified == refdata.Unverified }

// asOf gives the day up to which an episode is judged: that of the run, or the last date of the lines if none was set.
func (k *kit) asOf(lines []*audit.Line) audit.Date {
	last := lines[len(lines)-1].Date(audit.DateOfService)
	if k.AsOf != 0 {
		return max(k.AsOf, last)
	}
	return last
}

func laterDay(a, b *audit.Line) bool {
	return b.Date(audit.DateOfService) > a.Date(audit.DateOfService)
}
