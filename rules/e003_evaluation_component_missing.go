package rules

import (
	"strings"

	"otaudit/audit"
)

// e003 finds evaluations of which a component that decides the level, or the plan of care, is blank in a mapped column.
func e003(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "E003", Name: "evaluation-component-missing", Severity: audit.Error, MaxSafety: audit.Manual,
		Purpose: "Checks that an evaluation documents profile and history, performance deficits, decision making and a plan of care.",
		Cites: []audit.Cite{manual("CPT", "97165-97167, components of the level"), manual(benefitManual, "ch.15 §220.3 C"),
			manual(benefitManual, "ch.15 §220.1.2")},
		Denial: k.denial("documentation_missing"),
		Scope:  audit.ScopeSession, Concerns: anyLevel,
		Judge: eachLevel(func(p *audit.Pass, l *audit.Line) {
			blank, field, unbound := blankComponents(l)
			switch {
			case len(blank) > 0:
				p.Report(audit.Report{
					Line: l, Field: field,
					Message: "an evaluation was billed; not in the record supplied: " + strings.Join(blank, ", "),
					Action:  "Treating therapist: does the evaluation in the chart hold what is missing here?",
				})
			case unbound != "":
				p.NotEvaluated(l, unbound)
			}
		}),
	}
}

// blankComponents names the components that are blank, the field of the first, and what keeps the rest from being
// judged. The plan of care counts only where its column is mapped: few logs of evaluations have one.
func blankComponents(l *audit.Line) (blank []string, first audit.Field, unbound string) {
	note := func(field audit.Field, words string) {
		if len(blank) == 0 {
			first = field
		}
		blank = append(blank, words)
	}
	for _, c := range levelComponents {
		switch l.State(c.field) {
		case audit.Blank:
			note(c.field, c.words)
		case audit.Unbound:
			if unbound == "" {
				unbound = audit.Missing(l, c.field)
			}
		}
	}
	if l.State(audit.PlanOfCareDate) == audit.Blank {
		note(audit.PlanOfCareDate, "plan of care")
	}
	return blank, first, unbound
}
