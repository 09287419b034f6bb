package rules

import (
	"fmt"

	"otaudit/audit"
)

// r001 finds lines that were logged and never billed.
func r001(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "R001", Name: "logged-not-billed", Severity: audit.Warning, MaxSafety: audit.Manual,
		Purpose: "Checks that every line of the log with units is on a claim.",
		Cites:   []audit.Cite{manual(convention, "what is done and supported is billed, or left out on purpose")},
		Scope:   audit.ScopeService, Applies: unbilledLines,
		Judge: eachService(func(p *audit.Pass, l *audit.Line, s *audit.Service) {
			if s.Missing != "" {
				p.NotEvaluated(l, s.Missing)
				return
			}
			supported, judged := s.Supported()
			r := serviceReport(l, audit.UnitsBilled)
			r.Billed, r.Supported = audit.Some(0), audit.Quantity{Units: supported, Known: judged}
			what := unitsText(l.Units()) + " logged"
			if !l.Has(audit.UnitsBilled) {
				what = "logged with units that cannot be read,"
			}
			r.Message = fmt.Sprintf("%s and on no claim that stands%s", what, unbilledWhy(s))
			r.Working = "compared with all claims and remittances of the run by patient, date, code, modifiers and units"
			r.Action = "Biller: was the line held back on purpose? If not, bill it within the filing limit; the note must support it."
			lost := l.Units()
			if judged {
				lost = min(lost, supported)
			}
			switch {
			case !l.Has(audit.UnitsBilled):
				r.Action = "Biller: what are the units? Bill the line as the note supports it."
			case judged && lost == 0:
				r.Severity = audit.Info
				r.Message += "; rightly left out: the record supports no unit of it"
				r.Action = "Biller: nothing to bill. Note in the log why the line was not billed."
			default:
				r.Worth = worth(p, l, lost)
			}
			p.Report(r)
		}),
	}
}

// unbilledWhy says what is known of a line that no claim has.
func unbilledWhy(s *audit.Service) string {
	switch {
	case len(s.Before) > 0:
		return ": the claim that had it was voided or replaced by one without it"
	case s.Alike:
		return ": equal lines of the day were billed, and which of them was left out is not known"
	}
	return ""
}
