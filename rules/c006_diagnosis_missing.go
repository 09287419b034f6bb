package rules

import "otaudit/audit"

// c006 finds billed lines without a diagnosis in a mapped column.
func c006(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "C006", Name: "diagnosis-missing", Severity: audit.Warning, MaxSafety: audit.Manual,
		Purpose: "Checks that each billed line has a diagnosis.",
		Cites:   []audit.Cite{manual(benefitManual, "ch.15 §220.3 C"), manual(claimsManual, "ch.26 §10.4, items 21 and 24E")},
		Scope:   audit.ScopeSession, Columns: audit.Fields(audit.Diagnoses),
		Applies: onBillLines,
		Judge: eachLine(func(p *audit.Pass, l *audit.Line) {
			if l.State(audit.Diagnoses) != audit.Blank {
				return
			}
			p.Report(audit.Report{
				Line: l, Field: audit.Diagnoses, Message: "the line was billed; no diagnosis is in the record supplied",
				Action: "Biller: take the treating diagnosis from the plan of care.",
			})
		}),
	}
}
