package rules

import "otaudit/audit"

// d009 finds billed visits without the total of treatment minutes, timed and untimed.
func d009(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "D009", Name: "treatment-minutes-missing", Severity: audit.Error, MaxSafety: audit.Manual,
		Purpose: "Checks that the record of each billed visit gives the total of treatment minutes.",
		Cites:   []audit.Cite{manual(benefitManual, "ch.15 §220.3 E")},
		Denial:  k.denial("documentation_missing"),
		Payers:  audit.PooledUnits, Scope: audit.ScopeDay, Columns: audit.Fields(audit.TreatmentMinutes),
		KnownClean: func(l *audit.Line) bool {
			return (l.Fills(audit.TreatmentMinutes) || l.Fills(audit.Minutes)) && billingKnown(l)
		},
		Judge: func(p *audit.Pass, g *audit.Group) {
			eachBilledVisit(p, g, func(judged, visit []*audit.Line) {
				// Minutes on every line of the visit give the total by addition.
				if onAnyLine(visit, audit.TreatmentMinutes) || withoutMinutes(visit) == nil {
					return
				}
				p.Report(audit.Report{
					Line: judged[0], Field: audit.TreatmentMinutes, Also: alsoLines(judged),
					Message: "visit billed; no total of treatment minutes in the record supplied, and none can be added up",
					Action:  "Does the note in the chart give the total treatment time in minutes?",
				})
			})
		},
	}
}
