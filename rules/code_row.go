package rules

import (
	"otaudit/audit"
	"otaudit/rules/refdata"
)

// codeRow gives the row of the code table for the line's code on its date; nil if there is none.
func (k *kit) codeRow(l *audit.Line) *refdata.CodeInfo {
	if l.Proc == nil {
		return nil
	}
	row, _ := l.Proc.Row.(*refdata.CodeInfo)
	return row
}

// hasRow says whether the code table holds the line's code on its date.
func hasRow(l *audit.Line) bool { return l.Proc != nil }

// limitedByDay says whether the code's own definition limits its units in a day.
func limitedByDay(row *refdata.CodeInfo) bool { return row.MaxUnits > 0 && row.UnitPeriod == "day" }

// onceADay says whether a second line of the code on a day is a question of its own, which U010 asks: evaluations, the
// group code, and timed codes that open a series such as 97129.
func onceADay(row *refdata.CodeInfo) bool {
	return limitedByDay(row) && row.MaxUnits == 1 && (row.Timed || row.Kind == "evaluation" || row.Kind == "group")
}
