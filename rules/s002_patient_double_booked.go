package rules

import (
	"fmt"

	"otaudit/audit"
)

// s002 finds a patient who is in two places at once.
func s002(*kit) *audit.Rule {
	return &audit.Rule{
		ID: "S002", Name: "patient-double-booked", Severity: audit.Error,
		Purpose: "Checks that a patient is not treated by two therapists of one discipline at the same time.",
		Cites:   []audit.Cite{manual(claimsManual, "ch.5 §20.2")},
		Scope:   audit.ScopeDay, Concerns: takesThePatient,
		Needs: audit.Fields(audit.Therapist, audit.StartTime, audit.EndTime),
		Judge: func(p *audit.Pass, g *audit.Group) {
			blocks := blocksOfDay(withSpan(p, g.Lines))
			twoPersons := func(a, b *block) bool { return !sameTherapist(a.first(), b.first()) }
			overlaps(blocks, twoPersons, func(later, earlier *block) {
				p.Report(audit.Report{
					Line: later.first(), Field: audit.StartTime, Also: earlier.lines[:1],
					Message: fmt.Sprintf("the patient's times with two therapists overlap by %s",
						count(sharedMinutes(later, earlier), "minute")),
					Working: fmt.Sprintf("%s with one, %s with the other",
						count(int(earlier.end-earlier.start), "minute"), count(int(later.end-later.start), "minute")),
					Action: "Treating therapists: did you treat together, and whose time is it? Biller: bill the shared time once.",
				})
			})
		},
	}
}
