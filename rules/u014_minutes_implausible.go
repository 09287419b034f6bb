package rules

import (
	"fmt"

	"otaudit/audit"
)

// mostMinutes is the longest line that is taken without a question, in minutes.
const mostMinutes = 240

// u014 finds minutes that can hardly be meant.
func u014(*kit) *audit.Rule {
	return &audit.Rule{
		ID: "U014", Name: "minutes-implausible", Severity: audit.Warning, MaxSafety: audit.Manual,
		Purpose: "Checks that the minutes of a line are neither above 240 nor below 1 with units, and are not hours.",
		Cites:   []audit.Cite{manual(convention, "plausible minutes of one service")},
		Scope:   audit.ScopeSession, Needs: audit.Fields(audit.Minutes),
		Concerns: func(l *audit.Line) bool { return isTimed(l) || l.Has(audit.Minutes) },
		Judge: eachLine(func(p *audit.Pass, l *audit.Line) {
			minutes, billed := l.Int(audit.Minutes), l.Units()
			what := ""
			switch {
			case minutes < 0:
				what = count(minutes, "minute") + " on the line, below zero"
			case minutes > mostMinutes:
				what = fmt.Sprintf("%s on one line, above %d", count(minutes, "minute"), mostMinutes)
			case isTimed(l) && minutes < 1 && billed > 0:
				what = fmt.Sprintf("%s minutes with %s billed", l.Canonical(audit.Minutes), unitsText(billed))
			case readsAsHours(l):
				what = fmt.Sprintf("%s with %s billed: the number reads like hours", count(minutes, "minute"), unitsText(billed))
			default:
				return
			}
			p.Report(audit.Report{Line: l, Field: audit.Minutes, Message: what,
				Fix:    fixOf("enter the minutes that were documented", audit.Manual, nil),
				Action: "How many minutes does the treatment note give for the service?"})
		}),
	}
}

// readsAsHours says whether the minutes of a 15-minute code are the hours that its units would take: 1 with 4 units,
// 2 with 8, and a unit more or less. So many units need 38 minutes or more.
func readsAsHours(l *audit.Line) bool {
	minutes := l.Int(audit.Minutes)
	if !isPooled(l) || minutes < 1 || minutes > 4 || !l.Units().Whole() {
		return false
	}
	off := l.Units().Int() - 4*minutes
	return off >= -1 && off <= 1
}

// unitsText prints units with their noun.
func unitsText(u audit.Units) string {
	if u.Whole() {
		return count(u.Int(), "unit")
	}
	return u.String() + " units"
}
