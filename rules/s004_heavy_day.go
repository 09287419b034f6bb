package rules

import (
	"fmt"

	"otaudit/audit"
)

// s004 finds long days that are possible and unusual. What S003 calls impossible is left to it.
func s004(*kit) *audit.Rule {
	return &audit.Rule{
		ID: "S004", Name: "heavy-day", Severity: audit.Warning,
		Purpose: "Checks that the one-on-one minutes of a therapist stay within ten hours a day.",
		Cites:   []audit.Cite{{Source: convention}},
		Scope:   audit.ScopeShift, Concerns: isOneOnOne, Needs: audit.Fields(audit.Therapist, audit.Minutes),
		Judge: func(p *audit.Pass, g *audit.Group) {
			m := minutesOfShiftOf(p, g)
			if m.sum <= heavyMinutes || m.sum > impossibleMinutes {
				return
			}
			p.Report(audit.Report{
				Line: m.lines[0], Field: audit.Minutes, Also: m.lines[1:],
				Message: fmt.Sprintf("%d one-on-one minutes of one therapist on one day, above %d hours", m.sum, heavyMinutes/60),
				Working: fmt.Sprintf("%s of the day add up to %d minutes; an assistant's minutes are left out", count(len(m.lines), "line"), m.sum),
				Action:  "Supervisor: does the schedule of the day show these hours, and did one person give all of these services?",
			})
		},
	}
}
