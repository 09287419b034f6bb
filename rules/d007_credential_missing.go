package rules

import "otaudit/audit"

// d007 finds billed visits on none of whose lines the professional identification of the clinician stands.
func d007(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "D007", Name: "credential-missing", Severity: audit.Error, MaxSafety: audit.Manual,
		Purpose: "Checks that the record of each billed visit holds the professional identification of the clinician.",
		Cites:   []audit.Cite{manual(benefitManual, "ch.15 §220.3 E")},
		Scope:   audit.ScopeDay, Columns: audit.Fields(audit.Credential),
		Judge: func(p *audit.Pass, g *audit.Group) {
			eachBilledVisit(p, g, func(judged, visit []*audit.Line) {
				if onAnyLine(visit, audit.Credential) {
					return
				}
				p.Report(audit.Report{
					Line: judged[0], Field: audit.Credential, Also: alsoLines(judged),
					Message: "the visit was billed; no professional identification is in the record supplied",
					Action:  "Front desk: does the signature of the note in the chart carry the credentials of the person who treated?",
				})
			})
		},
	}
}
