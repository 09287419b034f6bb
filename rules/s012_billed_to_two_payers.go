package rules

import "otaudit/audit"

// s012 finds one service on lines of two payers, each billed as if it came first.
func s012(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "S012", Name: "billed-to-two-payers", Severity: audit.Warning,
		Purpose: "Checks that no service stands on lines of two payers.",
		Cites:   []audit.Cite{manual("Pub. 100-05", "ch.1 §10"), manual("42 CFR 411.20", "")},
		Denial:  k.denial("billed_to_two_payers"),
		Scope:   audit.ScopeDay, Needs: audit.Fields(audit.Payer), Applies: nonZeroLines,
		Judge: func(p *audit.Pass, g *audit.Group) {
			eachRepeat(p, g.Lines, repeatsAmong(g.Lines, func(a, b *audit.Line) bool { return !samePayer(a, b) }), func(l, first *audit.Line) {
				p.Report(audit.Report{
					Line: l, Field: audit.Payer, Also: []*audit.Line{first}, AtStake: true,
					Message: "the same service stands on a line of another payer too: code, times, modifiers, units, minutes and therapist are the same",
					Working: "compared: code, start, end, modifiers in any order, units, minutes, therapist, assistant",
					Action:  "Biller: which payer comes first? Bill the other one only what the first leaves open, as a secondary claim. Front desk: confirm the order of the patient's insurances.",
					Doubt:   &audit.Doubt{Otherwise: "the line is a secondary claim for the same service", Changes: []audit.Change{{Line: l, Gone: true}}},
				})
			})
		},
	}
}
