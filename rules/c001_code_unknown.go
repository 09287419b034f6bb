package rules

import (
	"strings"

	"otaudit/audit"
)

// c001 finds codes that the code table does not hold on any date. Such a code is unknown, not wrong.
func c001(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "C001", Name: "code-unknown", Severity: audit.Warning, MaxSafety: audit.Manual,
		Purpose: "Checks that each procedure code is in the code table.",
		Cites:   []audit.Cite{manual(convention, "")},
		Scope:   audit.ScopeSession, Needs: audit.Fields(audit.Code), KnownClean: hasRow,
		Judge: eachLine(func(p *audit.Pass, l *audit.Line) {
			if l.Proc != nil || len(k.tables.CodeEver(l.Text(audit.Code))) > 0 {
				return
			}
			message := "the code is not in the code table, so that no other rule could look at what it needs"
			if near := k.tables.NearestCodes(l.Text(audit.Code)); len(near) > 0 {
				message += "; codes one typing slip away: " + strings.Join(near, ", ")
			}
			p.Report(audit.Report{
				Line: l, Field: audit.Code, Message: message,
				Action: "Which service does the note describe, and is the code one of the payer's?",
				Fix:    fixOf("check the code against the note", audit.Manual, nil),
			})
		}),
	}
}
