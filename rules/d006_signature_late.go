package rules

import (
	"fmt"

	"otaudit/audit"
)

// d006 finds notes signed before the service or more than the practice's limit of days after it.
func d006(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "D006", Name: "signature-late", Severity: audit.Warning, MaxSafety: audit.Manual,
		Purpose: "Checks that the note of each billed visit is signed on the day of the service or soon after.",
		Cites:   []audit.Cite{manual(benefitManual, "ch.15 §220.3 B"), manual(convention, "limit of days set by the practice")},
		Scope:   audit.ScopeDay, Needs: audit.Fields(audit.SignatureDate),
		Concerns: func(l *audit.Line) bool { return l.State(audit.SignatureDate) != audit.Blank },
		Judge: func(p *audit.Pass, g *audit.Group) {
			eachBilledVisit(p, g, func(signed, _ []*audit.Line) {
				for _, l := range signed {
					if delay := signingDelay(l); delay >= 0 && delay <= k.SignatureDays {
						return
					}
				}
				p.Report(audit.Report{
					Line: signed[0], Field: audit.SignatureDate, Also: alsoLines(signed),
					Message: signingWords(signingDelay(signed[0]), k.SignatureDays),
					Action:  "Treating therapist: when was the note written, and is a late entry marked as such?",
				})
			})
		},
	}
}

// signingDelay gives the days from the service to the signature; below zero if the signature came first.
func signingDelay(l *audit.Line) int {
	return int(l.Date(audit.SignatureDate) - l.Date(audit.DateOfService))
}

func signingWords(delay, limit int) string {
	if delay < 0 {
		return "the note was signed " + days(-delay) + " before the service"
	}
	return fmt.Sprintf("the note was signed %s after the service; the limit set is %s", days(delay), days(limit))
}
