package rules

import (
	"fmt"

	"otaudit/audit"
)

// routineKX is the share of lines, in percent, from which KX is called routine. A convention.
const routineKX = 95

// p005 finds KX on nearly all lines.
func p005(*kit) *audit.Rule {
	return &audit.Rule{
		ID: "P005", Name: "routine-kx", Severity: audit.Warning,
		Purpose: "Checks that KX is not on nearly all of a therapist's lines.",
		Cites:   thresholdCites,
		Payers:  audit.KXThreshold, Scope: audit.ScopeMonth, Concerns: isOT, Applies: unitLines, Needs: audit.Fields(audit.Therapist),
		Columns: audit.Fields(audit.Modifiers),
		Judge: func(p *audit.Pass, g *audit.Group) {
			eachTherapist(p, g, func(t *therapistMonth) (*audit.Report, string) {
				if t.thresholds < leastVisits {
					return nil, fmt.Sprintf("lines: fewer than %d for payers with the threshold", leastVisits)
				}
				if t.kx*100 < t.thresholds*routineKX {
					return nil, ""
				}
				return &audit.Report{
					Field:   audit.Modifiers,
					Message: fmt.Sprintf("KX is on %s of the therapist's lines for payers with the threshold", percentOf(t.kx, t.thresholds)),
					Working: fmt.Sprintf("named from %d %% of %d lines or more", routineKX, leastVisits),
					Action:  "Biller: is KX set for each patient, or by a default of the billing system? Supervisor: the record must show the need for each patient beyond the threshold.",
				}, ""
			})
		},
	}
}
