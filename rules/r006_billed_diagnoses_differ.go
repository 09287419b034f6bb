package rules

import (
	"strings"

	"otaudit/audit"
)

// r006 compares the diagnoses of the claim with those logged. A log mostly has those of the visit, of which the claim line points at
// some: it is asked whether the claim has those of the log, and the log those that the line points at.
func r006(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "R006", Name: "billed-diagnoses-differ", Severity: audit.Warning, MaxSafety: audit.Manual,
		Purpose: "Checks that the diagnoses on the claim are those logged.",
		Cites:   []audit.Cite{manual(claimsManual, "ch.26 §10.4 item 21")},
		Scope:   audit.ScopeService, Applies: comparedServices, Needs: audit.Fields(audit.Diagnoses),
		Judge: eachService(func(p *audit.Pass, l *audit.Line, s *audit.Service) {
			logged, _ := tokensOf(s, audit.Diagnoses)
			var pointed, all []string
			for _, billed := range s.Billed {
				pointed, all = append(pointed, billed.Diagnoses...), append(all, billed.Claim.Diagnoses...)
			}
			logged, pointed, all = bare(logged), bare(pointed), bare(all)
			if len(pointed)+len(all) == 0 {
				p.NotEvaluated(l, "claims: no diagnosis")
				return
			}
			var parts []string
			if left := beyond(logged, append(all, pointed...)); len(left) > 0 {
				parts = append(parts, count(len(left), "logged diagnosis")+" not on the claim")
			}
			if added := beyond(pointed, logged); len(added) > 0 {
				parts = append(parts, count(len(added), "billed diagnosis")+" not in the log")
			}
			if len(parts) == 0 {
				return
			}
			r := serviceReport(l, audit.Diagnoses)
			r.Message = "the diagnoses changed between the log and the claim: " + strings.ReplaceAll(strings.Join(parts, ", "), "diagnosiss", "diagnoses")
			r.Action = "Biller: compare the claim with the plan of care; the diagnosis billed must be the one treated."
			p.Report(r)
		}),
	}
}

// bare are codes without dots, in capitals.
func bare(codes []string) []string {
	list := make([]string, len(codes))
	for i, code := range codes {
		list[i] = strings.ToUpper(strings.ReplaceAll(code, ".", ""))
	}
	return list
}
