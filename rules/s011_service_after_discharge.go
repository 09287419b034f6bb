package rules

import (
	"slices"

	"otaudit/audit"
)

// s011 finds treatment after the patient was discharged and before anything began the care anew.
func s011(*kit) *audit.Rule {
	return &audit.Rule{
		ID: "S011", Name: "service-after-discharge", Severity: audit.Warning,
		Purpose: "Checks that no treatment follows a discharge visit without a new evaluation or plan of care.",
		Cites:   []audit.Cite{manual(benefitManual, "ch.15 §220.1.2"), manual(benefitManual, "ch.15 §220.3 D")},
		Scope:   audit.ScopePatient, Columns: audit.Fields(audit.VisitType), Applies: onBillLines,
		Judge: func(p *audit.Pass, g *audit.Group) {
			parts(g.Lines, everyLine, sameDiscipline, func(lines []*audit.Line) {
				var discharge *audit.Line
				var after []*audit.Line
				tell := func() {
					if len(after) > 0 {
						reportAfterDischarge(p, discharge, after)
					}
					discharge, after = nil, nil
				}
				for _, l := range lines {
					switch {
					case discharge == nil || onOneDate(discharge, l):
					case beginsCare(l, discharge):
						tell()
					case isTreatment(l):
						after = append(after, l)
					}
					if audit.IsDischarge(l) && (discharge == nil || !onOneDate(discharge, l)) {
						tell()
						discharge = l
					}
				}
				tell()
			})
		},
	}
}

// beginsCare says whether a line after a discharge begins the care anew: an evaluation, or a plan of care that is as new.
func beginsCare(l, discharge *audit.Line) bool {
	on := discharge.Date(audit.DateOfService)
	return isEvaluation(l) || l.Has(audit.PlanOfCareDate) && l.Date(audit.PlanOfCareDate) >= on
}

func reportAfterDischarge(p *audit.Pass, discharge *audit.Line, after []*audit.Line) {
	p.Report(audit.Report{
		Line: after[0], Field: audit.VisitType, Also: append(slices.Clone(after[1:]), discharge),
		Message: count(len(after), "line") + " of treatment after the discharge visit, with no new evaluation or plan of care between",
		Working: "the discharge visit ends the plan of care; what begins a new one is an evaluation code or a plan of care dated on or after the discharge",
		Action:  "Treating therapist: was the patient discharged on that visit, or is its type wrong? If care began anew, the record needs an evaluation and a plan of care. Biller: hold the claims until it is settled.",
	})
}
