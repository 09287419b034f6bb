package rules

import (
	"fmt"

	"otaudit/audit"
)

// c004 finds lines whose own wording names another code of a group that is easily confused.
func c004(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "C004", Name: "code-label-mismatch", Severity: audit.Warning, MaxSafety: audit.Manual,
		Purpose: "Checks that the log's own wording for a line fits the code that was billed.",
		Cites:   []audit.Cite{manual(convention, "")},
		Scope:   audit.ScopeSession, Needs: audit.Fields(audit.Description),
		Concerns: func(l *audit.Line) bool { return l.Proc != nil && confusions[l.Proc.Code] != nil },
		Judge: eachLine(func(p *audit.Pass, l *audit.Line) {
			other := readsAs(l.Proc.Code, l.Text(audit.Description))
			if other == "" {
				return
			}
			// The cell pointed at is the code's: the wording itself is not repeated in any report.
			p.Report(audit.Report{
				Line: l, Field: audit.Code, TableRows: []string{"codes.csv " + l.Proc.Code, "codes.csv " + other},
				Message: fmt.Sprintf("%s was billed; the log's own wording of the line fits %s", l.Proc.Code, other),
				Action:  fmt.Sprintf("Treating therapist: which of the two services, %s or %s, does the note describe? Biller: bill that one, or correct the wording.", l.Proc.Code, other),
				Fix:     fixOf("bring code and wording together by the note", audit.Manual, nil),
			})
		}),
	}
}
