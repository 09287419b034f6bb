package rules

import (
	"fmt"
	"math"

	"otaudit/audit"
)

// p006 finds visits that hold far more or far fewer units than those of the other therapists.
func p006(*kit) *audit.Rule {
	return &audit.Rule{
		ID: "P006", Name: "units-per-visit-outlier", Severity: audit.Warning,
		Purpose: "Checks that the units of a therapist's visits are not far from those of other therapists.",
		Cites:   patternCites,
		Scope:   audit.ScopeMonth, Concerns: isOT, Applies: unitLines, Needs: audit.Fields(audit.Therapist),
		Judge: func(p *audit.Pass, g *audit.Group) {
			var s *spread
			eachAmongPeers(p, g, func(m *peerMonth, t *therapistMonth) (*audit.Report, string) {
				if t.treated == 0 {
					return nil, noTreatment
				}
				if s == nil {
					all := unitsSpread(m)
					s = &all
				}
				value := t.unitsPerVisit()
				if math.Abs(s.score(value, unitsFloor)) < outlying {
					return nil, ""
				}
				return &audit.Report{
					Field: audit.UnitsBilled,
					Message: fmt.Sprintf("%.1f treatment units a visit (%s on %d visits), the median of all therapists is %.1f",
						value, t.units, t.treated, s.median),
					Working: s.working(value, unitsFloor, 1, " units"),
					Action:  "Supervisor: do the length of visits and the mix of patients explain the difference? Read a sample of the visit notes.",
				}, ""
			})
		},
	}
}

// unitsPerVisit is the average of units on visits with treatment; evaluations are left out.
func (t *therapistMonth) unitsPerVisit() float64 { return shareOf(int(t.units), t.treated*1000) }

func unitsSpread(m *peerMonth) spread {
	var values []float64
	for _, t := range m.qualified {
		if t.treated > 0 {
			values = append(values, t.unitsPerVisit())
		}
	}
	return spreadOf(values)
}
