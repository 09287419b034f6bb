package rules

import (
	"fmt"

	"otaudit/audit"
)

// u007 looks at the units as written. A line that a correction lowered to 0 is not asked again.
func u007(*kit) *audit.Rule {
	return &audit.Rule{
		ID: "U007", Name: "units-not-whole", Severity: audit.Error, MaxSafety: audit.Manual,
		Purpose: "Checks that billed units are a whole number above zero.",
		Cites:   []audit.Cite{manual(claimsManual, "ch.5 §20.2")},
		Scope:   audit.ScopeSession, Columns: audit.Fields(audit.UnitsBilled),
		Judge: eachLine(func(p *audit.Pass, l *audit.Line) {
			if p.Proof && l.Lowered {
				return
			}
			what := ""
			switch {
			case l.Unreadable(audit.UnitsBilled):
				p.NotEvaluated(l, audit.Missing(l, audit.UnitsBilled))
			case l.Units() < 0:
				what = "the units are below zero"
			case !l.Units().Whole():
				what = fmt.Sprintf("%s units billed; units are whole numbers", l.Units())
			case l.Units() == 0:
				what = judgeNoUnits(p, l)
			}
			if what == "" {
				return
			}
			p.Report(audit.Report{Line: l, Field: audit.UnitsBilled, Message: what,
				Billed: audit.Quantity{Units: l.Units(), Known: l.Has(audit.UnitsBilled)},
				Fix:    fixOf("enter the units that were furnished", audit.Manual, nil)})
		}),
	}
}

// judgeNoUnits says what is wrong with a line of 0 units, or of a blank cell. Minutes without units are right where
// the minutes only joined the pool of the day; a charge without units never is.
func judgeNoUnits(p *audit.Pass, l *audit.Line) string {
	written := "0 units"
	if !l.Has(audit.UnitsBilled) {
		written = "no units"
	}
	switch {
	case l.Has(audit.Charge) && l.Money(audit.Charge) > 0:
		return written + " with a charge on the line"
	case l.Int(audit.Minutes) > 0:
		return ""
	case !l.Has(audit.UnitsBilled):
		p.NotEvaluated(l, audit.Missing(l, audit.UnitsBilled))
		return ""
	case l.State(audit.Minutes) == audit.Unbound, l.Unreadable(audit.Minutes):
		p.NotEvaluated(l, audit.Missing(l, audit.Minutes))
		return ""
	}
	return written + " and no minutes on the line"
}
