package rules

import (
	"fmt"
	"strings"

	"otaudit/audit"
	"otaudit/rules/refdata"
)

// m003 finds discipline modifiers on codes that are not therapy codes.
func m003(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "M003", Name: "discipline-modifier-off-list", Severity: audit.Warning, MaxSafety: audit.Review,
		Purpose: "Checks that GO, GP and GN stand on codes of the therapy code list only.",
		Cites:   []audit.Cite{manual(claimsManual, "ch.5 §20")},
		Denial:  k.denial("modifier_invalid"),
		Payers:  audit.DisciplineModifiers, Scope: audit.ScopeSession, Columns: audit.Fields(audit.Modifiers),
		Concerns: func(l *audit.Line) bool {
			row := k.codeRow(l)
			return row != nil && row.Class == refdata.NotTherapy
		},
		Judge: eachLine(func(p *audit.Pass, l *audit.Line) {
			if !readableModifiers(p, l) || !hasDisciplineModifier(l) {
				return
			}
			row := k.codeRow(l)
			p.Report(audit.Report{
				Line: l, Field: audit.Modifiers,
				Message: fmt.Sprintf("%s is not on the therapy code list and was billed with %s",
					row.Code, strings.Join(disciplineModifiers(l), " and ")),
				Action:    "Biller: take the modifier off, unless the payer's own list wants it on this code.",
				TableRows: []string{row.Row}, Unverified: row.Verified == refdata.Unverified,
				Fix: fixOf("take the discipline modifier off", audit.Review,
					[]audit.Edit{modifiersEdit(l, isDisciplineModifier, "")}),
			})
		}),
	}
}
