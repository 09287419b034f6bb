package rules

import (
	"fmt"

	"otaudit/audit"
)

// n004 finds one-on-one services of one patient in the same stretch of time.
func n004(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "N004", Name: "same-interval-services", Severity: audit.Error, MaxSafety: audit.Manual,
		Purpose: "Checks that no two one-on-one services of a patient lie in the same stretch of time.",
		Cites:   []audit.Cite{manual(ncciManual, "ch.XI"), manual(claimsManual, "ch.5 §20.2")},
		Denial:  k.denial("ncci_bundled"),
		Scope:   audit.ScopeDay, Concerns: isOneOnOne, Needs: audit.Fields(audit.StartTime, audit.EndTime),
		Judge: func(p *audit.Pass, g *audit.Group) {
			blocks := blocksOfDay(withSpan(p, g.Lines))
			onePerson := func(a, b *block) bool { return sameTherapist(a.first(), b.first()) }
			overlaps(blocks, onePerson, func(later, earlier *block) {
				p.Report(audit.Report{
					Line: later.first(), Field: audit.StartTime, Also: earlier.lines[:1],
					Message: fmt.Sprintf("the service shares %s with another one-on-one service of the patient",
						count(sharedMinutes(later, earlier), "minute")),
					Working: fmt.Sprintf("%s and %s; times of %s and %s", earlier.first().Proc.Code, later.first().Proc.Code,
						count(int(earlier.end-earlier.start), "minute"), count(int(later.end-later.start), "minute")),
					Action: "Treating therapist: which minutes belong to which service?",
					Fix:    fixOf("settle the times with the clinician", audit.Manual, nil),
				})
			})
		},
	}
}
