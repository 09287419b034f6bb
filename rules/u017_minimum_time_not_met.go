package rules

import (
	"fmt"

	"otaudit/audit"
	"otaudit/rules/refdata"
)

// u017 finds minutes below those from which the first unit of a code is earned, for the few codes outside of the 15-minute pool
// that have such a minimum.
func u017(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "U017", Name: "minimum-time-not-met", Severity: audit.Error, MaxSafety: audit.Manual,
		Purpose: "Checks that the minutes of a line reach those from which its code may be billed.",
		Cites:   []audit.Cite{manual("CPT", "time: code definitions and the midpoint of the first unit")},
		Denial:  k.denial("units_not_supported"),
		Scope:   audit.ScopeSession, Needs: audit.Fields(audit.UnitsBilled, audit.Minutes), Applies: nonZeroLines,
		Concerns: func(l *audit.Line) bool {
			row := k.codeRow(l)
			return row != nil && k.minimumOf(row).minutes > 0
		},
		Judge: eachLine(func(p *audit.Pass, l *audit.Line) {
			row := k.codeRow(l)
			least := k.minimumOf(row)
			switch minutes := l.Int(audit.Minutes); {
			case l.Units() < 0:
			case minutes <= 0:
				p.NotEvaluated(l, "minutes: none on the line")
			case minutes < least.minutes:
				r := audit.Report{
					Line: l, Field: audit.Minutes, AtStake: true, TableRows: []string{row.Row}, Unverified: least.unverified,
					Message: fmt.Sprintf("%s on the line; %s may be billed from %d: %s missing", count(minutes, "minute"), row.Code, least.minutes,
						count(least.minutes-minutes, "minute")),
					Working: least.reading,
					Fix:     fixOf("bill the code only where its time is reached", audit.Manual, nil),
					Action:  "Treating therapist: does the record show more minutes than the line? Biller: if not, the code cannot be billed; void the line.",
				}
				if row.Code == "96125" {
					r.Severity, r.AtStake = audit.Warning, false
					r.Action = "Treating therapist: add the time of scoring, interpretation and report to the minutes of the visit. Biller: bill the code only if the sum reaches the minimum."
				}
				p.Report(r)
			}
		}),
	}
}

// minimum is the time from which a code may be billed, and where that comes from.
type minimum struct {
	minutes    int
	reading    string
	unverified bool
}

// minimumOf gives the minimum of a code; 0 minutes if it has none. Work conditioning (97545) has none that is published: only a
// profile can state it.
func (k *kit) minimumOf(row *refdata.CodeInfo) minimum {
	if minutes := k.MinimumMinutes[row.Code]; minutes > 0 {
		return minimum{minutes: minutes, reading: "the minimum is the one that the profile states"}
	}
	least := minimum{minutes: row.FirstUnitMinutes, unverified: row.TimeVerified == refdata.Unverified}
	switch row.Code {
	case "98979", "98980":
		least.reading = fmt.Sprintf("the code covers the first %d minutes of a calendar month and is billed once all of them are reached", row.FirstUnitMinutes)
	case "97550", "G0541":
		least.reading = fmt.Sprintf("the code covers the first %d minutes; CPT's midpoint rule counts it from %d", row.MinutesPerUnit, row.FirstUnitMinutes)
	case "96125":
		least.reading = fmt.Sprintf("the code covers an hour, the report included; CPT's midpoint rule counts it from %d minutes", row.FirstUnitMinutes)
	default:
		return minimum{}
	}
	return least
}
