package rules

import (
	"slices"

	"otaudit/audit"
)

// d020 finds visits of an assistant for which no supervising therapist is named.
func d020(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "D020", Name: "supervisor-missing", Severity: audit.Warning, MaxSafety: audit.Manual,
		Purpose: "Checks that each billed visit furnished by an assistant names the supervising therapist.",
		Cites:   []audit.Cite{manual(benefitManual, "ch.15 §230.2")},
		Denial:  k.denial("provider_not_eligible"),
		Scope:   audit.ScopeDay, Needs: audit.Fields(audit.Credential), Columns: audit.Fields(audit.Supervisor), KnownClean: states(audit.Supervisor),
		Applies: audit.NewPredicate(func(l *audit.Line) bool { return !l.Has(audit.Credential) || isAssistantLine(l) }),
		Judge: func(p *audit.Pass, g *audit.Group) {
			eachBilledVisit(p, g, func(judged, visit []*audit.Line) {
				if onAnyLine(visit, audit.Supervisor) || slices.ContainsFunc(visit, namesTherapist) {
					return
				}
				p.Report(audit.Report{
					Line: judged[0], Field: audit.Supervisor, Also: alsoLines(judged),
					Message: "an assistant is on the line; no supervising therapist in the record supplied",
					Action:  "Which therapist supervised the visit, and where is it noted?",
				})
			})
		},
	}
}
