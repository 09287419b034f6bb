package rules

import (
	"fmt"

	"otaudit/audit"
	"otaudit/rules/refdata"
)

// m001 finds therapy lines without the modifier of their plan of care: GO of OT, GP of PT, GN of SLP.
func m001(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "M001", Name: "go-missing", Severity: audit.Error, MaxSafety: audit.Safe,
		Purpose: "Checks that a therapy code carries the modifier of its plan of care: GO under OT, GP under PT, GN under SLP.",
		Cites:   []audit.Cite{manual(claimsManual, "ch.5 §20.1")},
		Denial:  k.denial("modifier_missing"),
		Payers:  audit.DisciplineModifiers, Scope: audit.ScopeSession, Concerns: k.isTherapyCode, Applies: nonZeroLines,
		Columns: audit.Fields(audit.Modifiers),
		Judge: eachLine(func(p *audit.Pass, l *audit.Line) {
			switch {
			case !readableModifiers(p, l), hasDisciplineModifier(l):
				return
			case l.Terms.Downstream:
				p.NotEvaluated(l, addedLater)
				return
			}
			row, modifier := k.codeRow(l), l.Discipline.Modifier()
			r := audit.Report{
				Line: l, Field: audit.Modifiers,
				Message:   fmt.Sprintf("%s was billed as a therapy code under %s plan of care; the line carries no %s", row.Code, planOf(l.Discipline), modifier),
				TableRows: []string{row.Row}, Unverified: row.Verified == refdata.Unverified,
				Action: "Biller: add " + modifier + " before the claim goes out, or correct the claim if it has gone.",
				Fix:    fixOf("add "+modifier, audit.Safe, []audit.Edit{audit.ModifierEdit(l, modifier)}),
			}
			if !k.showsDiscipline(l) {
				r.Fix.Safety = audit.Review
				r.Message += takenAsOT
			}
			p.Report(r)
		}),
	}
}

// planOf names the plan of care of a discipline with its article: "an OT".
func planOf(d audit.Discipline) string {
	if d == audit.PT {
		return "a PT"
	}
	return "an " + d.String()
}
