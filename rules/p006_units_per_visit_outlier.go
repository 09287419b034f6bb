package rules

import (
	"fmt"
	"math"

	"otaudit/audit"
	"otaudit/rules/refdata"
)

// p006 finds visits that hold far more or far fewer units than those of the other therapists.
func p006(k *kit) *audit.Rule {
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
					Action:  lengthAction,
				}, ""
			}, k.unitsPerDayByNorms(g))
		},
	}
}

const lengthAction = "Supervisor: do the length of visits and the mix of patients explain the difference? Read a sample of the visit notes."

// unitsPerDayByNorms compares the units of each code on the patient-days that have it with those of the state. The public file counts no
// visits.
func (k *kit) unitsPerDayByNorms(g *audit.Group) func(int32) (*audit.Report, string) {
	return func(therapist int32) (*audit.Report, string) {
		far, m, cause := k.againstNorms(g, therapist, &normTest{measure: refdata.UnitsPerDay, floor: unitsFloor, codes: (*medicareMonth).codes,
			value: func(m *medicareMonth, code string) (float64, bool) {
				c := m.byCode[code]
				return shareOf(int(c.units), c.days*1000), c.days >= leastVisits
			}})
		if far == nil {
			return nil, cause
		}
		c := m.byCode[far.code]
		return far.report(audit.UnitsBilled, fmt.Sprintf("%.1f units of %s on the patient-days of Medicare Part B that have it (%s on %d days), %s, whose median is %.1f",
			far.value, far.code, c.units, c.days, far.compared(), far.norm.Median), far.of.working(far.value, unitsFloor, 1, " units"), lengthAction), ""
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
