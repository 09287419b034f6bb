package rules

import (
	"fmt"

	"otaudit/audit"
)

// u007 looks at the units as written.
func u007(*kit) *audit.Rule {
	return &audit.Rule{
		ID: "U007", Name: "units-not-whole", Severity: audit.Error, MaxSafety: audit.Manual,
		Purpose: "Checks that billed units are a whole number of zero or more, and not zero where something is charged.",
		Cites:   []audit.Cite{manual(claimsManual, "ch.5 §20.2")},
		Scope:   audit.ScopeSession, Columns: audit.Fields(audit.UnitsBilled),
		Judge: eachLine(func(p *audit.Pass, l *audit.Line) {
			if p.Proof && l.Lowered {
				return // what its charge becomes is settled when the correction is written
			}
			what, action := "", "Treating therapist: how many units were furnished? Biller: enter that whole number."
			charged := l.Money(audit.Charge) > 0
			switch {
			case l.Unreadable(audit.UnitsBilled):
				p.NotEvaluated(l, audit.Missing(l, audit.UnitsBilled))
			case !l.Has(audit.UnitsBilled) && !charged:
				if l.Int(audit.Minutes) <= 0 {
					p.NotEvaluated(l, audit.Missing(l, audit.UnitsBilled))
				}
			case l.Units() < 0:
				what = "the units are below zero"
			case !l.Units().Whole():
				what = fmt.Sprintf("%s units billed; units are whole numbers", l.Units())
			case l.Units() == 0 && charged:
				what, action = "0 units with a charge on the line", chargeOrUnits
				if !l.Has(audit.UnitsBilled) {
					what = "no units with a charge on the line"
				}
			}
			if what == "" {
				return
			}
			p.Report(audit.Report{Line: l, Field: audit.UnitsBilled, Message: what, Action: action,
				Billed: audit.Quantity{Units: l.Units(), Known: l.Has(audit.UnitsBilled)},
				Fix:    fixOf("enter the units that were furnished", audit.Manual, nil)})
		}),
	}
}

const chargeOrUnits = "Biller: was a unit furnished and left out, or should the charge be 0.00? Ask the treating therapist where the visit note does not tell."
