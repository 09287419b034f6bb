package rules

import "otaudit/audit"

// d009 finds billed visits without the total of treatment minutes, timed and untimed.
func d009(*kit) *audit.Rule {
	return &audit.Rule{
		ID: "D009", Name: "treatment-minutes-missing", Severity: audit.Error, MaxSafety: audit.Manual,
		Purpose: "Checks that the record of each billed visit gives the total of treatment minutes.",
		Cites:   []audit.Cite{manual(benefitManual, "ch.15 §220.3 E")},
		Payers:  audit.PooledUnits, Scope: audit.ScopeLog, Columns: audit.Fields(audit.TreatmentMinutes),
		Judge: func(p *audit.Pass, g *audit.Group) {
			stated := totals{field: audit.TreatmentMinutes}
			eachPatientDay(p, g, func(day *audit.Group) {
				eachBilledVisit(p, day, func(judged, visit []*audit.Line) { stated.add(p, judged, visit, visit) })
			})
			stated.count(g.All, underPool)
			stated.report(p, func(_ []*audit.Line, complete bool) audit.Report {
				r := audit.Report{
					Message: "the visit was billed; its total of treatment minutes is blank in the record supplied, and the minutes of the lines give none",
					Action:  "Treating therapist: find the total treatment time in the treatment note, or amend the note by the rules for late entries.",
				}
				if complete {
					r.Message = "the visit was billed; its total of treatment minutes is blank in the record supplied. The minutes of the lines add up to one, but the total is what the record must state"
					r.Action = "Treating therapist: state the total treatment time, timed and untimed, in the treatment note."
				}
				return r
			})
		},
	}
}
