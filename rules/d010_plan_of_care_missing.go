package rules

import "otaudit/audit"

// d010 finds episodes with treatment and no plan of care. A certified plan is a plan, whatever its own date.
func d010(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "D010", Name: "plan-of-care-missing", Severity: audit.Error, MaxSafety: audit.Manual,
		Purpose: "Checks that each episode of care with treatment has a plan of care.",
		Cites:   []audit.Cite{manual(benefitManual, "ch.15 §220.1.2")},
		Denial:  k.denial("plan_of_care_missing"),
		Scope:   audit.ScopeEpisode, Columns: audit.Fields(audit.PlanOfCareDate),
		Judge: func(p *audit.Pass, g *audit.Group) {
			first := firstTreatment(g.Lines)
			if first == nil || onAnyLine(g.All, audit.PlanOfCareDate) || onAnyLine(g.All, audit.CertificationDate) ||
				onAnyLine(g.All, audit.CertificationEnd) {
				return
			}
			p.Report(audit.Report{
				Line: first, Field: audit.PlanOfCareDate,
				Message: "treatment was billed; no plan of care is in the record supplied for the episode",
				Action:  "Front desk: find the plan of care in the chart. Treating therapist: was it established before treatment began?",
			})
		},
	}
}
