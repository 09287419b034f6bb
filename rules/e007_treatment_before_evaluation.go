package rules

import (
	"fmt"
	"slices"

	"otaudit/audit"
)

// e007 finds treatment dated before the first evaluation of its episode.
func e007(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "E007", Name: "treatment-before-evaluation", Severity: audit.Warning, MaxSafety: audit.Manual,
		Purpose:  "Checks that no treatment of an episode of care is dated before its evaluation.",
		Cites:    []audit.Cite{manual(benefitManual, "ch.15 §220.1.2"), manual(benefitManual, "ch.15 §220.3 C")},
		Denial:   k.denial("plan_of_care_missing"),
		Scope:    audit.ScopeEpisode,
		Concerns: func(l *audit.Line) bool { return l.Proc != nil && !isEvaluation(l) }, Applies: onBillLines,
		Judge: func(p *audit.Pass, g *audit.Group) {
			evaluation := firstInitial(g.All)
			if evaluation == nil {
				notEvaluated(p, g.Lines, "evaluation: none of the episode in the log")
				return
			}
			early := linesBefore(g.Lines, evaluation)
			if len(early) == 0 {
				return
			}
			first := early[0]
			if slices.ContainsFunc(early, underEarlierPlan) {
				notEvaluated(p, early, "evaluation: may lie before the log begins")
				return
			}
			p.Report(audit.Report{
				Line: first, Field: audit.DateOfService, Also: []*audit.Line{evaluation}, PlanDate: planDate(evaluation),
				Message: fmt.Sprintf("treatment is dated %s before the first evaluation of the episode on record; %s before it",
					days(int(evaluation.Date(audit.DateOfService)-first.Date(audit.DateOfService))),
					count(len(firstOfDays(early)), "treatment day")),
				Action: "Front desk: look for an earlier evaluation that the log does not hold. Treating therapist: check the dates of the first visits.",
			})
		},
	}
}

// underEarlierPlan says whether the line names a plan that was there when it was furnished.
func underEarlierPlan(l *audit.Line) bool {
	return l.Has(audit.PlanOfCareDate) && l.Date(audit.PlanOfCareDate) <= l.Date(audit.DateOfService)
}

// firstInitial returns the first initial evaluation of any kind; nil if there is none.
func firstInitial(lines []*audit.Line) *audit.Line {
	for _, l := range lines {
		if opensEpisode(l) {
			return l
		}
	}
	return nil
}

// linesBefore gives the lines dated before one; they come in the order of their dates.
func linesBefore(lines []*audit.Line, one *audit.Line) []*audit.Line {
	for i, l := range lines {
		if !laterDay(l, one) {
			return lines[:i]
		}
	}
	return lines
}
