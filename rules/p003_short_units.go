package rules

import (
	"fmt"

	"otaudit/audit"
)

// shortUnit is the average of minutes a unit below which short units are more than a note. A convention: by chance alone
// the average of the Medicare rule lies near 15.
const shortUnit = 14

// p003 finds timed units that average fewer minutes than a unit has.
func p003(*kit) *audit.Rule {
	return &audit.Rule{
		ID: "P003", Name: "short-units", Severity: audit.Warning,
		Purpose: "Checks that a therapist's timed units average 15 minutes or more.",
		Cites:   []audit.Cite{manual(claimsManual, "ch.5 §20.2")},
		Scope:   audit.ScopeMonth, Concerns: isOT, Applies: unitLines, Needs: audit.Fields(audit.Therapist),
		Judge: func(p *audit.Pass, g *audit.Group) {
			eachTherapist(p, g, func(t *therapistMonth) (*audit.Report, string) {
				if t.timedUnits < leastVisits {
					return nil, fmt.Sprintf("timed units: fewer than %d with minutes", leastVisits)
				}
				if t.timedMinutes >= 15*t.timedUnits {
					return nil, ""
				}
				r := &audit.Report{
					Field: audit.Minutes,
					Message: fmt.Sprintf("%d timed minutes for %d timed units of the therapist's month average below 15 minutes a unit",
						t.timedMinutes, t.timedUnits),
					Working: fmt.Sprintf("%d / %d = %s minutes a unit, cut after one decimal; below %d it is more than a note",
						t.timedMinutes, t.timedUnits, tenths(t.timedMinutes, t.timedUnits), shortUnit),
					Action: "Supervisor: are the minutes of all visits complete, and how does the treating therapist choose units? Biller: hold no claim for this alone.",
				}
				if t.timedMinutes >= shortUnit*t.timedUnits {
					r.Severity = audit.Info
				}
				return r, ""
			})
		},
	}
}

// tenths prints a quotient cut after one decimal, so that what is below a bound never looks equal to it.
func tenths(a, b int) string { return fmt.Sprintf("%d.%d", a/b, a*10/b%10) }
