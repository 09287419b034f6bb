package rules

import "otaudit/audit"

// r009 finds services that stand on two claims. A claim that was denied and sent again, one that replaces another, and one to a second
// payer are no second claims.
func r009(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "R009", Name: "billed-twice", Severity: audit.Warning, MaxSafety: audit.Manual,
		Purpose: "Checks that no service stands on two claims of which neither was denied.",
		Cites:   []audit.Cite{manual(claimsManual, "ch.1 §120")},
		Denial:  k.denial("duplicate_line"),
		Scope:   audit.ScopeService, Applies: billedServices,
		Judge: eachService(func(p *audit.Pass, l *audit.Line, s *audit.Service) {
			again, refused := s.SentTwice()
			if again == nil || s.Answer.Twice != 0 { // what was paid twice is R014's
				return
			}
			r := answerReport(l, audit.Code)
			r.Beside = append(r.Beside, again.At)
			r.Worth = audit.Impact{Units: -again.Units.Units, Money: -again.Charge, Basis: "charge"}
			r.Message = "the same service stands on two claims of which neither was denied, and the log has it once"
			r.Action = "Biller: which claim is right? Void the other before it is paid."
			if refused {
				r.Severity, r.Worth = audit.Info, audit.Impact{}
				r.Message = "the same service was billed on two claims, and the payer denied the second as a duplicate"
				r.Action = "Nothing to pay back. Find out why the batch was sent again."
			}
			p.Report(r)
		}),
	}
}
