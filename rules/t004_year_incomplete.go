package rules

import (
	"fmt"
	"slices"

	"otaudit/audit"
)

// t004 notes that a year was judged from a lower bound, where that may matter: KX is in use, or half the threshold is
// used up by what the log shows.
func t004(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "T004", Name: "year-incomplete", Severity: audit.Info,
		Purpose: "Checks that the amounts of a year are known from 1 January where the threshold may be near.",
		Cites:   thresholdCites,
		Payers:  audit.KXThreshold, Scope: audit.ScopePatient, Concerns: k.mayAccrue, Applies: accruingLines,
		Judge: func(p *audit.Pass, g *audit.Group) {
			k.eachThresholdYear(p, g, func(y *thresholdYear) {
				if y.partial && y.mayMatter() {
					reportPartialYear(p, y)
				}
			})
		},
	}
}

func reportPartialYear(p *audit.Pass, y *thresholdYear) {
	last := len(y.lines) - 1
	p.Report(audit.Report{
		Line: y.lines[0], Field: audit.DateOfService, Scope: audit.ScopeYear,
		Message: fmt.Sprintf("the patient's lines of the year begin after 1 January and no opening amount was given: KX was judged from a lower bound of %s",
			y.sums[last].after),
		Working:   "at the last line of the year: " + y.working(last),
		TableRows: []string{y.limits.Row},
		Action:    "Front desk: ask the payer for the amount already used in the year. Biller: give it with --opening and run the audit again.",
	})
}

// mayMatter says whether the missing amounts could change what T001 and T002 say.
func (y *thresholdYear) mayMatter() bool {
	return y.sums[len(y.sums)-1].after*2 >= y.limits.Amount ||
		slices.ContainsFunc(y.lines, func(l *audit.Line) bool { return l.Carries(audit.KX) })
}
