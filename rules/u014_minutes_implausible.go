package rules

import (
	"fmt"

	"otaudit/audit"
)

// mostMinutes is the longest line that is taken without a question, in minutes.
const mostMinutes = 240

// u014 finds minutes that can hardly be meant. What other rules find of the day is then judged under the other reading too.
func u014(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "U014", Name: "minutes-implausible", Severity: audit.Warning, MaxSafety: audit.Manual,
		Purpose: "Checks that the minutes of a line are not above 240, below zero, or hours.",
		Cites:   []audit.Cite{manual(convention, "plausible minutes of one service")},
		Scope:   audit.ScopeSession, Needs: audit.Fields(audit.Minutes),
		Concerns: func(l *audit.Line) bool { return isTimed(l) || l.Has(audit.Minutes) },
		Judge: eachLine(func(p *audit.Pass, l *audit.Line) {
			minutes := l.Int(audit.Minutes)
			r := audit.Report{Line: l, Field: audit.Minutes, Fix: fixOf("enter the minutes that were documented", audit.Manual, nil),
				Action: "Treating therapist: how many minutes does the visit note give for the service? Biller or front desk: enter that number."}
			other := audit.Change{Line: l, Field: audit.Minutes, Blank: true}
			switch {
			case minutes < 0:
				r.Message = count(minutes, "minute") + " on the line, below zero"
				r.Doubt = &audit.Doubt{Otherwise: "the minutes of the line are not known", Changes: []audit.Change{other}}
			case minutes > mostMinutes && !k.mayBeLong(l):
				r.Message = fmt.Sprintf("%s on one line, above %d", count(minutes, "minute"), mostMinutes)
				r.Doubt = &audit.Doubt{Otherwise: "the minutes of the line are not known", Changes: []audit.Change{other}}
			case readsAsHours(l):
				r.Message = fmt.Sprintf("%s with %s billed: the number reads like hours, and %d minutes would support them",
					count(minutes, "minute"), unitsText(l.Units()), minutes*60)
				other.Blank, other.Value = false, int32(minutes*60)
				r.Doubt = &audit.Doubt{Otherwise: fmt.Sprintf("the number is %s", count(minutes, "hour")), Changes: []audit.Change{other}}
			default:
				return
			}
			p.Report(r)
		}),
	}
}

// mayBeLong says whether the service may take a morning: behavior analysis and work conditioning.
func (k *kit) mayBeLong(l *audit.Line) bool {
	switch l.Text(audit.Code) {
	case "97545", "97546":
		return true
	}
	row := k.codeRow(l)
	return row != nil && row.Kind == "aba"
}

// isDoubtful says whether the minutes of a 15-minute code may mean something else: no pattern is made of them.
func isDoubtful(l *audit.Line) bool {
	minutes := l.Int(audit.Minutes)
	return minutes < 0 || minutes > mostMinutes || readsAsHours(l)
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
