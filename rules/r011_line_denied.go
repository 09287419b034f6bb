package rules

import (
	"fmt"

	"otaudit/audit"
)

// r011 finds billed lines that the payer denied, with its reason.
func r011(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "R011", Name: "line-denied", Severity: audit.Warning, MaxSafety: audit.Manual,
		Purpose: "Checks that no billed line stays denied.",
		Cites:   []audit.Cite{manual("42 CFR 405.940", "–405.958 (redetermination)"), manual(claimsManual, "ch.29 §310")},
		Scope:   audit.ScopeService, Applies: billedServices,
		Judge: eachService(func(p *audit.Pass, l *audit.Line, s *audit.Service) {
			if s.Answer.Outcome != audit.Denied {
				return
			}
			r := answerReport(l, audit.Code)
			r.Billed, r.Supported = quantities(s)
			r.Denial = s.Answer.ReasonText()
			r.Message = "denied: " + k.reasonText(&s.Answer)
			if n := len(s.Again); n > 0 {
				r.Message += fmt.Sprintf(", on all of the %d claims that have it", n+1)
			}
			r.Working = supportText(s)
			r.Worth = charged(s)
			r.Action = "Biller: if the record answers the reason, appeal with the note within the payer's time (Medicare: 120 days from the remittance); if the claim was wrong, correct it and send it again."
			if billed, supported := r.Billed, r.Supported; billed.Known && supported.Known && supported.Units < billed.Units {
				r.Worth = worth(p, l, supported.Units)
				r.Action = "Biller: do not appeal the line as billed, the record supports fewer units. Correct the claim first."
			}
			p.Report(r)
		}),
	}
}
