package rules

import "otaudit/audit"

// d005 finds billed visits without a signature date. Text that is no date ("on file") is something, not nothing.
func d005(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "D005", Name: "signature-missing", Severity: audit.Error, MaxSafety: audit.Manual,
		Purpose: "Checks that the note of each billed visit is signed.",
		Cites:   []audit.Cite{manual(benefitManual, "ch.15 §220.3 E")},
		Denial:  k.denial("documentation_missing"),
		Scope:   audit.ScopeDay, Columns: audit.Fields(audit.SignatureDate),
		Judge: func(p *audit.Pass, g *audit.Group) {
			eachBilledVisit(p, g, func(judged, visit []*audit.Line) {
				if onAnyLine(visit, audit.SignatureDate) {
					return
				}
				p.Report(audit.Report{
					Line: judged[0], Field: audit.SignatureDate, Also: alsoLines(judged),
					Message: "the visit was billed; no date of signature is in the record supplied",
					Action:  "Treating therapist: is the note in the chart signed by the person who furnished the service? A signature that is missing is attested, not dated back.",
				})
			})
		},
	}
}
