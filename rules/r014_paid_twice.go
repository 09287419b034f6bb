package rules

import "otaudit/audit"

// r014 finds services that were paid twice, on one claim or on two.
func r014(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "R014", Name: "paid-twice", Severity: audit.Error, MaxSafety: audit.Manual,
		Purpose: "Checks that no service was paid twice by a first payer.",
		Cites:   []audit.Cite{manual("42 CFR 401.305", "(b)"), manual(claimsManual, "ch.1 §120")},
		Scope:   audit.ScopeService, Applies: paidServices,
		Judge: eachService(func(p *audit.Pass, l *audit.Line, s *audit.Service) {
			if s.Answer.Twice == 0 {
				return
			}
			r := answerReport(l, audit.Code)
			r.Worth = audit.Impact{Money: -s.Answer.Twice, Basis: "allowed"}
			r.Message = "two remittances pay the service in full, and neither payment was taken back"
			r.Action = "Biller: report the second payment to the payer and return it; within 60 days of being identified for Medicare."
			p.Report(r)
		}),
	}
}
