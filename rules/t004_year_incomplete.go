package rules

import (
	"fmt"

	"otaudit/audit"
)

// t004 notes that a year was judged from a lower bound, where that may matter: KX is in use, or half the threshold is
// used up by what the log shows.
func t004(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "T004", Name: "year-incomplete", Severity: audit.Info,
		Purpose: "Checks that the amounts of a year are known from 1 January where the threshold may be near.",
		Cites:   thresholdCites,
		Payers:  audit.KXThreshold, Scope: audit.ScopeYear, Of: k.mayAccrue, Applies: accruingLines,
		Judge: func(p *audit.Pass, g *audit.Group) {
			y := k.thresholdYearOf(g)
			if y.unjudged(p, g) || !y.partial || !y.mayMatter() {
				return
			}
			last := &y.lines[len(y.lines)-1]
			p.Report(audit.Report{
				Line: y.lines[0].line, Field: audit.DateOfService,
				Message: fmt.Sprintf("the patient's lines of the year begin after 1 January and no opening amount was given: KX was judged from a lower bound of %s",
					last.after),
				Working:   "at the last line of the year: " + y.working(last),
				TableRows: []string{y.limits.Row},
				Action:    "ask the payer for the amount already used in the year and give it with --opening",
			})
		},
	}
}

// mayMatter says whether the missing amounts could change what T001 and T002 say.
func (y *thresholdYear) mayMatter() bool {
	if y.lines[len(y.lines)-1].after*2 >= y.limits.Amount {
		return true
	}
	for i := range y.lines {
		if y.lines[i].line.Carries(audit.KX) {
			return true
		}
	}
	return false
}
