package rules

import (
	"strings"

	"otaudit/audit"
)

// r005 compares the modifiers of the claim with those logged, whatever their order.
func r005(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "R005", Name: "billed-modifiers-differ", Severity: audit.Warning, MaxSafety: audit.Manual,
		Purpose: "Checks that the modifiers on the claim are those logged.",
		Cites:   []audit.Cite{manual(claimsManual, "ch.5 §20.1")},
		Denial:  k.denial("modifier_missing"),
		Scope:   audit.ScopeService, Applies: comparedServices,
		Judge: eachService(func(p *audit.Pass, l *audit.Line, s *audit.Service) {
			logged, known := tokensOf(s, audit.Modifiers)
			if !known {
				p.NotEvaluated(l, audit.Missing(l, audit.Modifiers))
				return
			}
			var billed []string
			for _, line := range s.Billed {
				for _, m := range line.Modifiers {
					billed = append(billed, audit.CodeText(m))
				}
			}
			var parts []string
			if left := beyond(logged, billed); len(left) > 0 {
				parts = append(parts, "logged and not billed: "+strings.Join(left, " "))
			}
			if added := beyond(billed, logged); len(added) > 0 {
				parts = append(parts, "billed and not logged: "+strings.Join(added, " "))
			}
			if len(parts) == 0 {
				return
			}
			r := serviceReport(l, audit.Modifiers)
			r.Message = "the modifiers changed between the log and the claim; " + strings.Join(parts, "; ") + lines(s)
			r.Action = "Biller: which is right? A modifier that attests (KX, 59, CO) needs the record behind it; correct the claim or the log."
			p.Report(r)
		}),
	}
}
