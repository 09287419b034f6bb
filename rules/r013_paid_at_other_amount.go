package rules

import (
	"fmt"

	"otaudit/audit"
)

// r013 compares what the log says was allowed with what the payer allowed.
func r013(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "R013", Name: "paid-at-other-amount", Severity: audit.Warning, MaxSafety: audit.Manual,
		Purpose: "Checks that the allowed amount of the log is what the payer allowed.",
		Cites:   []audit.Cite{manual(convention, "the log's allowed amount is the payer's or the contract's")},
		Scope:   audit.ScopeService, Applies: paidServices, Needs: audit.Fields(audit.Allowed),
		Judge: eachService(func(p *audit.Pass, l *audit.Line, s *audit.Service) {
			a := &s.Answer
			if !s.Compared() || a.Twice != 0 {
				return
			}
			if !a.AllowedKnown {
				p.NotEvaluated(l, "remittances: allowed amount not stated")
				return
			}
			var logged audit.Cents
			for _, line := range s.Logged {
				if !line.Has(audit.Allowed) {
					p.NotEvaluated(l, audit.Missing(line, audit.Allowed))
					return
				}
				logged += line.Money(audit.Allowed)
			}
			if logged == a.Allowed {
				return
			}
			r := answerReport(l, audit.Allowed)
			r.Message = fmt.Sprintf("the log says %s was allowed, the payer says %s", logged, a.Allowed)
			r.Action = "Biller: if the log has the contract's fee, ask the payer to pay by the contract; if it has a posted amount, correct the posting."
			if logged > a.Allowed {
				r.Worth = audit.Impact{Money: logged - a.Allowed, Basis: "allowed"}
			}
			p.Report(r)
		}),
	}
}
