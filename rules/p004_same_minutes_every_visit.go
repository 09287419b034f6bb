package rules

import (
	"fmt"

	"otaudit/audit"
)

// samePattern is the share of visits, in percent, from which one pattern of minutes is named. A convention.
const samePattern = 80

// p004 finds visits whose minutes by code are always the same.
func p004(*kit) *audit.Rule {
	return &audit.Rule{
		ID: "P004", Name: "same-minutes-every-visit", Severity: audit.Warning,
		Purpose: "Checks that the minutes by code are not the same on nearly all of a therapist's visits.",
		Cites:   patternCites,
		Scope:   audit.ScopeMonth, Concerns: isOT, Applies: unitLines, Needs: audit.Fields(audit.Therapist),
		Judge: func(p *audit.Pass, g *audit.Group) {
			eachTherapist(p, g, func(t *therapistMonth) (*audit.Report, string) {
				if t.patterned < leastVisits {
					return nil, fmt.Sprintf("minutes: complete on fewer than %d visits", leastVisits)
				}
				var most minutesPattern
				for _, pattern := range t.patterns {
					if pattern.visits > most.visits {
						most = *pattern
					}
				}
				if most.visits*100 < t.patterned*samePattern {
					return nil, ""
				}
				return &audit.Report{
					Field: audit.Minutes,
					Message: fmt.Sprintf("the timed codes and their minutes are the same on %s of the therapist's visits, %d timed minutes each",
						percentOf(most.visits, t.patterned), most.minutes),
					Working: fmt.Sprintf("%d different patterns on %d visits with complete minutes; named from %d %%", len(t.patterns), t.patterned, samePattern),
					Action:  "Supervisor: ask the treating therapist whether minutes are read off a clock or taken from the schedule, and compare a sample with the visit notes.",
				}, ""
			})
		},
	}
}
