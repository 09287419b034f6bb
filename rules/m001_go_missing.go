package rules

import (
	"fmt"

	"otaudit/audit"
	"otaudit/rules/refdata"
)

// m001 finds therapy lines of an OT plan of care without GO.
func m001(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "M001", Name: "go-missing", Severity: audit.Error, MaxSafety: audit.Safe,
		Purpose: "Checks that a therapy code under an OT plan of care carries GO.",
		Cites:   []audit.Cite{manual(claimsManual, "ch.5 §20.1")},
		Denial:  k.denial("modifier_missing"),
		Payers:  audit.DisciplineModifiers, Scope: audit.ScopeSession, Concerns: k.isOTTherapyCode, Applies: nonZeroLines,
		Columns: audit.Fields(audit.Modifiers), KnownClean: modifiersSettled(hasDisciplineModifier),
		Judge: eachLine(func(p *audit.Pass, l *audit.Line) {
			switch {
			case !readableModifiers(p, l), hasDisciplineModifier(l):
				return
			case l.Terms.Downstream:
				p.NotEvaluated(l, addedLater)
				return
			}
			row := k.codeRow(l)
			r := audit.Report{
				Line: l, Field: audit.Modifiers,
				Message:   fmt.Sprintf("%s is a therapy code under an OT plan of care; the line carries no GO", row.Code),
				TableRows: []string{row.Row}, Unverified: row.Verified == refdata.Unverified,
				Fix: fixOf("add GO", audit.Safe, []audit.Edit{audit.ModifierEdit(l, "GO")}),
			}
			if !k.showsOT(l) {
				r.Fix.Safety = audit.Review
				r.Message += " (neither discipline nor credential is on the line, so that it was taken as OT)"
			}
			p.Report(r)
		}),
	}
}
