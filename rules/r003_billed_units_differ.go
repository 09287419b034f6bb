package rules

import (
	"fmt"

	"otaudit/audit"
)

// r003 compares the units billed with those logged, and judges the difference by what the minutes support. A unit that was dropped may
// rightly have been.
func r003(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "R003", Name: "billed-units-differ", Severity: audit.Error, MaxSafety: audit.Manual,
		Purpose: "Checks that the units on the claim are those logged, or rightly fewer.",
		Cites:   []audit.Cite{manual(claimsManual, "ch.5 §20.2")},
		Denial:  k.denial("units_not_supported"),
		Scope:   audit.ScopeService, Applies: comparedServices,
		Judge: eachService(func(p *audit.Pass, l *audit.Line, s *audit.Service) {
			verdict, excess, lost := s.Verdict()
			logged, _ := s.UnitsLogged()
			billed, _ := s.UnitsBilled()
			r := serviceReport(l, audit.UnitsBilled)
			r.Billed, r.Supported = quantities(s)
			r.Working = fmt.Sprintf("%s logged, %s billed; %s", unitsText(logged), unitsText(billed), supportText(s))
			switch verdict {
			case audit.UnitsUnknown:
				p.NotEvaluated(l, unitsMissing(l, s))
				return
			case audit.UnitsAsLogged:
				return
			case audit.WronglyKept:
				r.Severity = audit.Info
				r.Message = fmt.Sprintf("wrongly kept: the claim has the %s logged, %s above what the record supports", unitsText(billed), excess)
				r.Action = "Biller: correct the claim as the finding of the unit rule says, and return what was paid for it."
			case audit.RightlyLowered:
				r.Severity = audit.Info
				r.Message = fmt.Sprintf("rightly lowered: %s of the %s logged were billed, and the record supports no more", billed, unitsText(logged))
				r.Action = "Nothing to bill. Correct the log, so that it shows what was billed."
				if excess > 0 {
					r.Severity, r.Worth = audit.Error, worth(p, l, -excess)
					r.Message = fmt.Sprintf("wrongly kept in part: %s of the %s logged were billed, still %s above what the record supports", billed, unitsText(logged), excess)
					r.Action = "Biller: correct the claim to what the record supports, and return what was paid above it."
				}
			case audit.WronglyLowered:
				r.Severity, r.Worth = audit.Warning, worth(p, l, lost)
				r.Message = fmt.Sprintf("wrongly lowered: %s of the %s logged were billed, %s fewer than the record supports", billed, unitsText(logged), lost)
				r.Action = "Biller: was the unit dropped by the billing system? Send a corrected claim within the filing limit."
			case audit.RightlyRaised:
				r.Severity = audit.Info
				r.Message = fmt.Sprintf("rightly raised: %s billed where %s logged, and the record supports them", unitsText(billed), logged)
				r.Action = "Correct the log, so that it shows what was billed."
			case audit.WronglyRaised:
				r.Worth = worth(p, l, -excess)
				r.Message = fmt.Sprintf("wrongly raised: %s billed where %s logged, %s above the log and the record", unitsText(billed), logged, excess)
				r.Action = "Biller: correct the claim to what the record supports, and return what was paid above it."
			case audit.Lowered:
				r.Severity = audit.Warning
				r.Message = fmt.Sprintf("%s of the %s logged were billed; whether rightly is not evaluated, since what the record supports is not known", billed, unitsText(logged))
				r.Action = "Therapist: what do the minutes of the note support? Biller: if it is more than was billed, send a corrected claim."
			case audit.Raised:
				r.Severity = audit.Warning
				r.Message = fmt.Sprintf("%s billed where %s logged; whether rightly is not evaluated, since what the record supports is not known", unitsText(billed), logged)
				r.Action = "Therapist: what do the minutes of the note support? Biller: if it is less than was billed, correct the claim and return what was paid above it."
			}
			r.Message += lines(s)
			p.Report(r)
		}),
	}
}

// unitsMissing says why units cannot be compared.
func unitsMissing(l *audit.Line, s *audit.Service) string {
	if _, known := s.UnitsBilled(); !known {
		return "claims: not billed in units"
	}
	for _, logged := range s.Logged {
		if !logged.Has(audit.UnitsBilled) {
			return audit.Missing(logged, audit.UnitsBilled)
		}
	}
	return audit.Missing(l, audit.UnitsBilled)
}
