package rules

import "otaudit/audit"

// r015 finds services whose payment was taken back and not made again.
func r015(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "R015", Name: "payment-reversed", Severity: audit.Warning, MaxSafety: audit.Manual,
		Purpose: "Checks that no payment was taken back without another in its place.",
		Cites:   []audit.Cite{manual(claimsManual, "ch.22 §40 (remittance advice)")},
		Scope:   audit.ScopeService, Applies: billedServices,
		Judge: eachService(func(p *audit.Pass, l *audit.Line, s *audit.Service) {
			if s.Answer.Outcome != audit.Reversed {
				return
			}
			r := serviceReport(l, audit.Code)
			for _, back := range s.Answer.Reversals {
				r.Beside = append(r.Beside, back.At)
			}
			r.Billed, r.Supported = quantities(s)
			r.Working = supportText(s)
			r.Worth = charged(s)
			r.Message = "the payer took the payment back, and no other took its place"
			r.Action = "Biller: find the letter behind it. If the record supports the service, appeal within the payer's time."
			p.Report(r)
		}),
	}
}
