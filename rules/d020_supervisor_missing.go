package rules

import (
	"fmt"

	"otaudit/audit"
)

// d020 finds episodes with assistants in which no therapist is named anywhere, and notes single visits without one. The
// supervisor need not stand on each note: he is taken to be the clinician who wrote the plan or the report.
func d020(*kit) *audit.Rule {
	return &audit.Rule{
		ID: "D020", Name: "supervisor-missing", Severity: audit.Warning, MaxSafety: audit.Manual,
		Purpose: "Checks that an episode in which assistants treated names a therapist.",
		Cites:   []audit.Cite{manual(benefitManual, "ch.15 §220.3 E"), manual(benefitManual, "ch.15 §230.2")},
		Scope:   audit.ScopeEpisode, Needs: audit.Fields(audit.Credential), Columns: audit.Fields(audit.Supervisor),
		Applies: audit.NewPredicate(func(l *audit.Line) bool { return !notBilled(l) && (!l.Has(audit.Credential) || isAssistantLine(l)) }),
		Judge: func(p *audit.Pass, g *audit.Group) {
			var without [][]*audit.Line // the assistants' lines of visits that name no therapist
			for _, day := range treatmentDays(g.Lines) {
				all := linesOfDay(g.All, dayOf(day))
				eachBilledVisit(p, &audit.Group{Scope: audit.ScopeDay, Lines: day, All: all}, func(judged, visit []*audit.Line) {
					if !namesAnyTherapist(visit) {
						without = append(without, judged)
					}
				})
			}
			if len(without) > 0 {
				reportWithoutTherapist(p, without, namesAnyTherapist(g.All))
			}
		},
	}
}

// namesAnyTherapist says whether a line has a therapist's credential, a supervisor or minutes furnished together with one.
func namesAnyTherapist(lines []*audit.Line) bool {
	for _, l := range lines {
		if namesTherapist(l) || l.Fills(audit.Supervisor) || l.Int(audit.TogetherMinutes) > 0 {
			return true
		}
	}
	return false
}

func reportWithoutTherapist(p *audit.Pass, visits [][]*audit.Line, elsewhere bool) {
	first := visits[0][0]
	r := audit.Report{
		Line: first, Field: audit.Supervisor, PlanDate: planDate(first),
		Message: fmt.Sprintf("assistants treated, and no visit, plan or report of the episode in the record supplied names a therapist (%s)",
			count(len(visits), "visit")),
		Action: "Supervisor: which therapist wrote the plan of care and supervised these visits, and where does the record say so?",
	}
	if elsewhere {
		r.Severity = audit.Info
		r.Message = fmt.Sprintf("assistants treated on %s that name no therapist; the therapist named elsewhere in the episode is taken to be the supervisor",
			count(len(visits), "visit"))
		r.Action = "Nothing is due for Medicare. Front desk: some payers and states want the supervisor's name on each visit."
	}
	for _, visit := range visits[1:] {
		r.Also = append(r.Also, visit[0])
	}
	p.Report(r)
}
