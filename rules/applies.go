package rules

import "otaudit/audit"

// The tests that several rules share: what they say of a line is worked out once for all of them.
var (
	onBillLines   = audit.NewPredicate(func(l *audit.Line) bool { return !notBilled(l) })
	nonZeroLines  = audit.NewPredicate(func(l *audit.Line) bool { return !zeroUnits(l) })
	unitLines     = audit.NewPredicate(func(l *audit.Line) bool { return l.Units() > 0 })
	accruingLines = audit.NewPredicate(accrues)
)

// zeroUnits says whether the line states that it bills no unit: such a line carries minutes into the pool.
func zeroUnits(l *audit.Line) bool { return l.Has(audit.UnitsBilled) && l.Units() == 0 }

// isOT says whether the line is one of OT.
func isOT(l *audit.Line) bool { return l.Discipline == audit.OT }
