package rules

import (
	"fmt"

	"otaudit/audit"
)

// e005 finds two evaluation codes on one day, and an initial evaluation after an earlier one of the same episode.
// Both need the episode's lines, so that one scope serves them; the same code twice on a day is U010's.
func e005(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "E005", Name: "evaluation-repeated", Severity: audit.Error, MaxSafety: audit.Manual,
		Purpose: "Checks that a day has no more than one evaluation code and an episode of care no second initial evaluation.",
		Cites:   []audit.Cite{manual(benefitManual, "ch.15 §220.3 C"), manual(claimsManual, "ch.5 §20.2")},
		Denial:  k.denial("ncci_bundled"),
		Scope:   audit.ScopeEpisode, Needs: audit.Fields(audit.Code),
		Concerns: isEvaluation, Applies: onBillLines,
		Judge: func(p *audit.Pass, g *audit.Group) {
			evaluations := ownEvaluations(p, g.Lines, isOTEvaluation)
			var initial *audit.Line // the episode's first
			for i, l := range evaluations {
				newDay := i == 0 || laterDay(evaluations[i-1], l)
				if other := otherCodeOfDay(evaluations[:i], l); other != nil {
					reportEvaluationsOfDay(p, other, l)
				} else if newDay && initial != nil && isInitialOT(l) {
					reportSecondInitial(p, initial, l, k.denial("not_medically_necessary"))
				}
				if initial == nil && isInitialOT(l) {
					initial = l
				}
			}
		},
	}
}

// otherCodeOfDay gives an earlier line of the day with another evaluation code.
func otherCodeOfDay(earlier []*audit.Line, l *audit.Line) *audit.Line {
	for i := len(earlier) - 1; i >= 0 && !laterDay(earlier[i], l); i-- {
		if earlier[i].Proc.Code != l.Proc.Code {
			return earlier[i]
		}
	}
	return nil
}

func reportEvaluationsOfDay(p *audit.Pass, first, l *audit.Line) {
	p.Report(audit.Report{
		Line: l, Field: audit.Code, Also: []*audit.Line{first}, PlanDate: l.Canonical(audit.PlanOfCareDate),
		Message: fmt.Sprintf("%s and %s were billed on one day; one evaluation code describes the day's evaluation",
			first.Proc.Code, l.Proc.Code),
		Action: "Treating therapist: which of the two codes describes the evaluation that was furnished? Biller: bill that one alone.",
		Fix:    fixOf("keep the code that the note supports", audit.Manual, nil),
	})
}

// reportSecondInitial reports a warning only where the two evaluations share no diagnosis: a new condition may have its
// own evaluation.
func reportSecondInitial(p *audit.Pass, first, l *audit.Line, denial string) {
	r := audit.Report{
		Line: l, Field: audit.Code, Also: []*audit.Line{first}, PlanDate: l.Canonical(audit.PlanOfCareDate), Denial: denial,
		Message: fmt.Sprintf("an initial evaluation was billed %s after another one of the same episode of care",
			days(int(l.Date(audit.DateOfService)-first.Date(audit.DateOfService)))),
		Action: "Treating therapist: does the note name a new condition or a new referral, or was this a re-evaluation? Biller: bill 97168 if it was one and the note supports it.",
		Fix:    fixOf("bill a re-evaluation if the note supports one", audit.Manual, nil),
	}
	if l.Has(audit.Diagnoses) && first.Has(audit.Diagnoses) && !sharesDiagnosis(first, l) {
		r.Severity = audit.Warning
		r.Message += "; the diagnoses differ"
	}
	p.Report(r)
}

func sharesDiagnosis(a, b *audit.Line) bool {
	for _, x := range a.List(audit.Diagnoses) {
		for _, y := range b.List(audit.Diagnoses) {
			if x == y {
				return true
			}
		}
	}
	return false
}
