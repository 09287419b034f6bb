package rules

import "otaudit/audit"

// s005 finds a line that stands twice: a payer denies the second as an exact duplicate. What the day shows besides is judged with
// one copy and with both.
func s005(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "S005", Name: "duplicate-line", Severity: audit.Error,
		Purpose: "Checks that no service line of a patient and date stands in the log twice.",
		Cites:   []audit.Cite{manual(claimsManual, "ch.1 §120")},
		Denial:  k.denial("duplicate_line"),
		Scope:   audit.ScopeDay, Applies: nonZeroLines,
		HoldsFixes: true, // corrected units or modifiers may make two lines alike
		Judge: func(p *audit.Pass, g *audit.Group) {
			eachRepeat(p, g.Lines, duplicatesOf(g), func(l, first *audit.Line) {
				p.Report(audit.Report{
					Line: l, Field: audit.Code, Also: []*audit.Line{first}, AtStake: true,
					Message: "the line repeats another line of the same patient and date: code, times, modifiers, units, minutes, therapist and payer are the same",
					Working: "compared: code, start, end, modifiers in any order, units, minutes, therapist, assistant, payer; payment columns are not compared",
					Action:  "Treating therapist: was the service given once or twice? Biller: if once, keep one line and void the other; if twice, the record must show both, with their times.",
					Doubt:   &audit.Doubt{Otherwise: "the repeated line is a copy", Changes: []audit.Change{{Line: l, Gone: true}}},
				})
			})
		},
	}
}
