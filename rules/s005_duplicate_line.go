package rules

import "otaudit/audit"

// s005 finds a line that stands twice: a payer denies the second as an exact duplicate.
func s005(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "S005", Name: "duplicate-line", Severity: audit.Error,
		Purpose: "Checks that no service line of a patient and date stands in the log twice.",
		Cites:   []audit.Cite{manual(claimsManual, "ch.1 §120")},
		Denial:  k.denial("duplicate_line"),
		Scope:   audit.ScopeDay, Applies: nonZeroLines,
		Judge: func(p *audit.Pass, g *audit.Group) {
			if p.Proof {
				return // corrected units or modifiers may make two lines alike; the log as written decides
			}
			repeats := duplicatesOf(g)
			for _, l := range g.Lines {
				if cause := incomparable(l); cause != "" {
					p.NotEvaluated(l, cause)
					continue
				}
				first := repeats[l]
				if first == nil {
					continue
				}
				p.Report(audit.Report{
					Line: l, Field: audit.Code, Also: []*audit.Line{first}, AtStake: true,
					Message: "the line repeats another line of the same patient and date: code, times, modifiers, units, minutes and therapist are the same",
					Working: "compared: code, start, end, modifiers in any order, units, minutes, therapist, assistant; payment columns are not compared",
					Action:  "was the service given twice, or entered or exported twice? keep one line if it was one service",
				})
			}
		},
	}
}
