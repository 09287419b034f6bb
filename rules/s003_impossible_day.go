package rules

import (
	"fmt"

	"otaudit/audit"
)

// s003 finds more one-on-one minutes than a therapist's day can hold.
func s003(*kit) *audit.Rule {
	return &audit.Rule{
		ID: "S003", Name: "impossible-day", Severity: audit.Error,
		Purpose: "Checks that the one-on-one minutes of a therapist fit into the day.",
		Cites:   []audit.Cite{{Source: convention}},
		Scope:   audit.ScopeShift, Concerns: isOneOnOne, Needs: audit.Fields(audit.Therapist, audit.Minutes),
		Judge: func(p *audit.Pass, g *audit.Group) {
			m := minutesOfShiftOf(p, g)
			beyondSpan := m.span > 0 && m.sum > m.span
			if m.sum <= impossibleMinutes && !beyondSpan {
				return
			}
			if single := m.sum - doubledMinutes(m.lines); single <= impossibleMinutes && (m.span == 0 || single <= m.span) {
				return // what is too much is the time with two patients at once: S001 has it
			}
			message := fmt.Sprintf("%d one-on-one minutes of one therapist on one day, above %d hours", m.sum, impossibleMinutes/60)
			if m.sum <= impossibleMinutes {
				message = fmt.Sprintf("%d one-on-one minutes of one therapist, in %s from the first start to the last end of the day",
					m.sum, count(m.span, "minute"))
			}
			p.Report(audit.Report{
				Line: m.lines[0], Field: audit.Minutes, Also: m.lines[1:], Message: message,
				Working: fmt.Sprintf("%s of the day add up to %d minutes; an assistant's minutes are left out", count(len(m.lines), "line"), m.sum),
				Action:  "Supervisor: does the therapist column name one person, and who gave these services? Treating therapist: check minutes and times against the visit notes.",
			})
		},
	}
}
