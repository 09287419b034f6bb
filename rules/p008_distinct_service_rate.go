package rules

import (
	"fmt"

	"otaudit/audit"
)

// p008 finds distinct-service modifiers on far more lines than with the other therapists.
func p008(*kit) *audit.Rule {
	return &audit.Rule{
		ID: "P008", Name: "distinct-service-rate", Severity: audit.Warning,
		Purpose: "Checks that the share of lines with 59 or an X modifier is not far above that of other therapists.",
		Cites:   []audit.Cite{manual(ncciManual, "ch.I §E")},
		Scope:   audit.ScopeMonth, Concerns: isOT, Applies: unitLines, Needs: audit.Fields(audit.Therapist), Columns: audit.Fields(audit.Modifiers),
		Judge: func(p *audit.Pass, g *audit.Group) {
			var s *spread
			eachAmongPeers(p, g, func(m *peerMonth, t *therapistMonth) (*audit.Report, string) {
				if s == nil {
					all := distinctSpread(m)
					s = &all
				}
				share := shareOf(t.distinct, t.lines)
				if s.score(share, shareFloor) < outlying {
					return nil, ""
				}
				return &audit.Report{
					Field: audit.Modifiers,
					Message: fmt.Sprintf("59 or an X modifier is on %s of the therapist's lines of the month, the median of all therapists is %.1f %%",
						percentOf(t.distinct, t.lines), s.median*100),
					Working: s.working(share, shareFloor, 100, " %"),
					Action:  "Biller: is the modifier set by a default? Treating therapist: does the record show separate services on these days?",
				}, ""
			}, withoutNorms)
		},
	}
}

func distinctSpread(m *peerMonth) spread {
	values := make([]float64, 0, len(m.qualified))
	for _, t := range m.qualified {
		values = append(values, shareOf(t.distinct, t.lines))
	}
	return spreadOf(values)
}
