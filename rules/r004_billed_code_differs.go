package rules

import (
	"fmt"
	"strings"

	"otaudit/audit"
)

// r004 finds services that were billed under another code than logged.
func r004(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "R004", Name: "billed-code-differs", Severity: audit.Warning, MaxSafety: audit.Manual,
		Purpose: "Checks that the code on the claim is the one logged.",
		Cites:   []audit.Cite{manual(claimsManual, "ch.5 §20")},
		Scope:   audit.ScopeService, Applies: comparedServices, Needs: audit.Fields(audit.Code),
		Judge: eachService(func(p *audit.Pass, l *audit.Line, s *audit.Service) {
			billed := s.Billed[0].Code
			if strings.EqualFold(billed, l.Text(audit.Code)) {
				return
			}
			r := serviceReport(l, audit.Code)
			r.Message = fmt.Sprintf("billed as %s: the only line of the day that the log does not have stands for this one", audit.CodeText(billed))
			r.Working = "matched by patient and date, since no other line of the day is left on either side"
			r.Action = "Therapist: which service does the note describe? Biller: correct the log or the claim accordingly."
			p.Report(r)
		}),
	}
}
