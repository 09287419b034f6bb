package rules

import (
	"fmt"

	"otaudit/audit"
)

// e001 finds evaluations billed at a level that a documented component does not reach.
func e001(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "E001", Name: "evaluation-level-unsupported", Severity: audit.Error, MaxSafety: audit.Review,
		Purpose: "Checks that the level of an evaluation is not above what all of its documented components support.",
		Cites:   []audit.Cite{manual("CPT", "97165-97167, components of the level"), manual(claimsManual, "ch.5 §20.2")},
		Denial:  k.denial("level_not_supported"),
		Scope:   audit.ScopeSession, Concerns: anyLevel,
		Judge: eachLevel(func(p *audit.Pass, l *audit.Line) {
			levels := k.levelsOf(l)
			switch {
			case levels.known > 0 && levels.highest < levels.billed:
				reportLevelAbove(p, l, &levels)
			case levels.missing != "":
				p.NotEvaluated(l, levels.missing)
			}
		}),
	}
}

// reportLevelAbove proposes the supported code only if all components are known: else it is but an upper limit.
func reportLevelAbove(p *audit.Pass, l *audit.Line, levels *levels) {
	var edits []audit.Edit
	title := "bill the level that all components support"
	if levels.known == len(levelComponents) && levels.highest > 0 {
		edits = []audit.Edit{audit.SetEdit(l, audit.Code, levelCodes[levels.highest-1])}
	}
	p.Report(audit.Report{
		Line: l, Field: audit.Code, TableRows: levels.tableRows,
		Message: fmt.Sprintf("billed at %s; by the documented %s %s is supported: the lowest component decides",
			levelWords(levels.billed), levels.deciding, levelWords(levels.highest)),
		Action: "Treating therapist: does the evaluation in the chart document more than the record supplied? Biller: bill the level that it supports.",
		Fix:    fixOf(title, audit.Review, edits),
	})
}
