package rules

import (
	"fmt"

	"otaudit/audit"
)

// e002 finds evaluations all of whose components reach a level above the billed one.
func e002(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "E002", Name: "evaluation-level-understated", Severity: audit.Info, MaxSafety: audit.Review,
		Purpose: "Checks that the level of an evaluation is not below what all of its documented components support.",
		Cites:   []audit.Cite{manual("CPT", "97165-97167, components of the level"), manual(claimsManual, "ch.5 §20.2")},
		Scope:   audit.ScopeSession, Concerns: anyLevel,
		Needs: audit.Fields(audit.EvalProfile, audit.EvalDeficits, audit.EvalDecision),
		Judge: eachLevel(func(p *audit.Pass, l *audit.Line) {
			levels := k.levelsOf(l)
			if levels.missing != "" {
				p.NotEvaluated(l, levels.missing)
				return
			}
			if levels.lowest <= levels.billed {
				return
			}
			p.Report(audit.Report{
				Line: l, Field: audit.Code, TableRows: levels.tableRows,
				Message: fmt.Sprintf("billed at %s; all three documented components support %s",
					levelWords(levels.billed), levelWords(levels.lowest)),
				Action: "Treating therapist: does the evaluation in the chart support the higher level?",
				Fix: fixOf("bill the level that all components support", audit.Review,
					[]audit.Edit{audit.SetEdit(l, audit.Code, levelCodes[levels.lowest-1])}),
			})
		}),
	}
}
