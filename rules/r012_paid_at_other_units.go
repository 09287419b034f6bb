package rules

import (
	"fmt"

	"otaudit/audit"
)

// r012 finds lines that the payer paid at other units, or under another code, than billed.
func r012(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "R012", Name: "paid-at-other-units", Severity: audit.Warning, MaxSafety: audit.Manual,
		Purpose: "Checks that a line was paid at the units and under the code billed.",
		Cites:   []audit.Cite{manual(claimsManual, "ch.22 §40 (remittance advice)")},
		Denial:  k.denial("units_not_supported"),
		Scope:   audit.ScopeService, Applies: paidServices,
		Judge: eachService(func(p *audit.Pass, l *audit.Line, s *audit.Service) {
			a := &s.Answer
			billed, known := s.UnitsBilled()
			r := answerReport(l, audit.UnitsBilled)
			r.Billed, r.Supported = quantities(s)
			r.Working = supportText(s)
			switch {
			case a.Code != "":
				r.Field = audit.Code
				r.Message = fmt.Sprintf("the payer paid the line as %s", audit.CodeText(a.Code))
				r.Action = "Biller: compare the codes with the note. If the code billed is right, appeal."
			case a.Twice != 0:
				return // R014's
			case !known || !a.Units.Known:
				p.NotEvaluated(l, "remittances: units not stated")
				return
			case a.Units.Units == billed:
				return
			case a.Units.Units < billed:
				r.Message = fmt.Sprintf("paid at %s of the %s billed", a.Units, unitsText(billed))
				r.Action = "Biller: find the reason on the remittance. The record does not clearly support the units: correct the claim, or let it stand."
				if supports(s) {
					r.Worth = worth(p, l, billed-a.Units.Units)
					r.Action = "Biller: the record supports the units billed: appeal with the note."
				}
			default:
				r.Worth = worth(p, l, billed-a.Units.Units)
				r.Message = fmt.Sprintf("paid at %s, and %s billed", unitsText(a.Units.Units), billed)
				r.Action = "Biller: report what was paid above the units billed to the payer, and return it."
			}
			p.Report(r)
		}),
	}
}
