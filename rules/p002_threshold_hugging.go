package rules

import (
	"fmt"

	"otaudit/audit"
)

// The test of P002: timed minutes fall on the first of the fifteen minutes of a band by chance in one visit of fifteen.
const (
	firstMinuteChance = 1.0 / 15
	huggingLevel      = 0.001 // the chance below which a pile is named
	huggingFold       = 2     // and how many times the chance share it has to be
)

// p002 finds timed minutes that pile on the minutes at which one more unit is earned.
func p002(*kit) *audit.Rule {
	return &audit.Rule{
		ID: "P002", Name: "threshold-hugging", Severity: audit.Warning,
		Purpose: "Checks that the timed minutes of a therapist's visits do not pile on the first minute of a unit band.",
		Cites:   patternCites,
		Scope:   audit.ScopeMonth, Concerns: isOT, Applies: unitLines, Needs: audit.Fields(audit.Therapist),
		Judge: func(p *audit.Pass, g *audit.Group) {
			eachTherapist(p, g, func(t *therapistMonth) (*audit.Report, string) {
				n, k := t.measured, t.onFirst
				if n < leastVisits {
					return nil, fmt.Sprintf("timed minutes: on fewer than %d visits", leastVisits)
				}
				if k*15 < n*huggingFold || binomialTail(n, k, firstMinuteChance) >= huggingLevel {
					return nil, ""
				}
				return &audit.Report{
					Field: audit.Minutes,
					Message: fmt.Sprintf("the timed minutes of %s of the therapist's visits are 8, 23, 38, 53 or another first minute of a unit band; chance gives 6.7 %%",
						percentOf(k, n)),
					Working: fmt.Sprintf("binomial test against 1 in 15: %d or more of %d by chance is less likely than 1 in 1000; named below that and from twice the chance share", k, n),
					Action:  "Supervisor: ask the treating therapist how minutes are recorded, and compare a sample with the schedule. Are they read off a clock, or chosen for the units?",
				}, ""
			})
		},
	}
}
