package rules

import (
	"fmt"

	"otaudit/audit"
	"otaudit/rules/refdata"
)

// leastEvaluations is how many initial evaluations a month must hold for their levels to be compared. A convention.
const leastEvaluations = 5

// p007 finds a share of the highest level of evaluation far above that of the other therapists.
func p007(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "P007", Name: "high-complexity-skew", Severity: audit.Warning,
		Purpose: "Checks that the share of 97167 among a therapist's evaluations is not far above that of other therapists.",
		Cites:   patternCites,
		Scope:   audit.ScopeMonth, Concerns: isOTInitial, Applies: unitLines, Needs: audit.Fields(audit.Therapist),
		Judge: func(p *audit.Pass, g *audit.Group) {
			var s *spread
			eachAmongPeers(p, g, func(m *peerMonth, t *therapistMonth) (*audit.Report, string) {
				if t.evaluations < leastEvaluations {
					return nil, fmt.Sprintf("evaluations: fewer than %d in the month", leastEvaluations)
				}
				if s == nil {
					all := evaluationSpread(m)
					s = &all
				}
				if s.n-1 < leastPeers {
					return nil, fmt.Sprintf("peers: fewer than %d with %d evaluations", leastPeers, leastEvaluations)
				}
				share := shareOf(t.high, t.evaluations)
				if s.score(share, shareFloor) < outlying {
					return nil, ""
				}
				return &audit.Report{
					Field: audit.Code,
					Message: fmt.Sprintf("97167 is %s of the therapist's evaluations of the month, the median of all therapists is %.1f %%",
						percentOf(t.high, t.evaluations), s.median*100),
					Working: s.working(share, shareFloor, 100, " %"),
					Action:  levelAction,
				}, ""
			}, k.evaluationsByNorms(g))
		},
	}
}

const levelAction = "Supervisor: read a sample of these evaluations. Do the documented components support the level (see E001)?"

// evaluationsByNorms compares the share of the highest level with that of the state.
func (k *kit) evaluationsByNorms(g *audit.Group) func(int32) (*audit.Report, string) {
	return func(therapist int32) (*audit.Report, string) {
		far, m, cause := k.againstNorms(g, therapist, &normTest{measure: refdata.HighEvaluation, floor: shareFloor, upOnly: true,
			codes: func(*medicareMonth) []string { return []string{"97167"} },
			value: func(m *medicareMonth, _ string) (float64, bool) {
				return shareOf(m.high, m.evaluations), m.evaluations >= leastEvaluations
			}})
		if cause == fewMedicare {
			cause = fmt.Sprintf("evaluations: fewer than %d of Medicare Part B in the month, which the norms are of", leastEvaluations)
		}
		if far == nil {
			return nil, cause
		}
		return far.report(audit.Code, fmt.Sprintf("97167 is %s of the therapist's evaluations of the month for Medicare Part B, %s, whose median is %.1f %%",
			percentOf(m.high, m.evaluations), far.compared(), far.norm.Median*100), far.of.working(far.value, shareFloor, 100, " %"), levelAction), ""
	}
}

// isOTInitial says whether the line is one of OT with the code of an initial evaluation.
func isOTInitial(l *audit.Line) bool { return isOT(l) && isInitialEvaluation(l) }

func evaluationSpread(m *peerMonth) spread {
	var values []float64
	for _, t := range m.qualified {
		if t.evaluations >= leastEvaluations {
			values = append(values, shareOf(t.high, t.evaluations))
		}
	}
	return spreadOf(values)
}
