package rules

import (
	"strings"

	"otaudit/audit"
	"otaudit/rules/refdata"
)

// c002 finds codes that the table holds, but not on the date of service: deleted before, or not yet valid.
func c002(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "C002", Name: "code-not-in-force", Severity: audit.Error, MaxSafety: audit.Manual,
		Purpose: "Checks that each procedure code was valid on the date of service.",
		Cites:   []audit.Cite{manual("45 CFR", "162.1000"), manual("45 CFR", "162.1002")},
		Denial:  k.denial("code_invalid_on_date"),
		Scope:   audit.ScopeSession, Needs: audit.Fields(audit.Code),
		Judge: eachLine(func(p *audit.Pass, l *audit.Line) {
			if l.Proc != nil {
				return
			}
			rows := k.tables.CodeEver(l.Text(audit.Code))
			if len(rows) == 0 {
				return
			}
			row, message := outOfForce(rows, l.Date(audit.DateOfService))
			p.Report(audit.Report{
				Line: l, Field: audit.Code, AtStake: true, Message: message,
				TableRows: []string{row.Row}, Unverified: row.Verified == refdata.Unverified,
				Action: "Biller: bill the code that was valid on the date of service. Treating therapist: choose among the newer codes by what the note shows.",
				Fix:    fixOf("bill the code that was valid on the date of service", audit.Manual, nil),
			})
		}),
	}
}

// outOfForce picks the row that ended last before the day, else the one that begins first after it, and says so. The
// message names the month of the table, never the day of the service.
func outOfForce(rows []*refdata.CodeInfo, on audit.Date) (*refdata.CodeInfo, string) {
	var ended *refdata.CodeInfo
	for _, row := range rows {
		if row.Window.HasTo && row.Window.To < on {
			ended = row
		}
	}
	if ended != nil {
		message := "the code was valid until " + monthOf(ended.Window.To) + " only, and the service is later"
		if len(ended.Successors) > 0 {
			message += "; codes after it: " + strings.Join(ended.Successors, ", ")
		}
		return ended, message
	}
	return rows[0], "the code is valid from " + monthOf(rows[0].Window.From) + " on, and the service is earlier"
}

// monthOf prints month and year: "December 2016".
func monthOf(d audit.Date) string { return d.Time().Format("January 2006") }
