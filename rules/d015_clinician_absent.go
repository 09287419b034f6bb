package rules

import "otaudit/audit"

// d015 finds report periods in which no clinician treated.
func d015(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "D015", Name: "clinician-absent", Severity: audit.Warning, MaxSafety: audit.Manual,
		Purpose: "Checks that a clinician took part in treatment at least once in each progress report period.",
		Cites:   []audit.Cite{manual(benefitManual, "ch.15 §220.3 D")},
		Scope:   audit.ScopeEpisode, Columns: audit.Fields(audit.ProgressReportDate, audit.Credential),
		Judge: func(p *audit.Pass, g *audit.Group) {
			due := reportLines(p, g.Lines)
			if len(due) == 0 {
				return
			}
			for _, period := range reportPeriods(treatmentDays(due), reportDates(g.All), k.asOf(g.All)) {
				for _, part := range closedParts(&period) {
					judgePresence(p, part)
				}
			}
		},
	}
}

// closedParts gives the stretches that count as whole periods: one that a report ended, or full lengths of one that had no
// report in time. What is left at the end may still get its clinician.
func closedParts(period *reportPeriod) [][][]*audit.Line {
	if period.reported && !period.overdue {
		return [][][]*audit.Line{period.days}
	}
	var parts [][][]*audit.Line
	for rest := period.days; len(rest) >= period.every; rest = rest[period.every:] {
		parts = append(parts, rest[:period.every])
	}
	return parts
}

func judgePresence(p *audit.Pass, part [][]*audit.Line) {
	unknown := ""
	for _, day := range part {
		for _, l := range day {
			switch {
			case !l.Has(audit.Credential):
				unknown = max(unknown, audit.Missing(l, audit.Credential)) // whatever the order of the lines
			case !onlyAssistant(l):
				return
			}
		}
	}
	if unknown != "" {
		for _, day := range part {
			notEvaluated(p, day, unknown)
		}
		return
	}
	first := part[0][0]
	r := audit.Report{
		Line: first, Field: audit.Credential, PlanDate: planDate(first), TableRows: payerRow(first),
		Unverified: unverifiedTerms(first),
		Message:    "a progress report period of " + count(len(part), "treatment day") + " was billed with assistants only on record; a clinician has to take part in the treatment at least once in it",
		Action:     "Supervisor: on which visit of the period did a therapist take part in the treatment, and does the note of that visit say so?",
	}
	for _, day := range part[1:] {
		r.Also = append(r.Also, day[0])
	}
	p.Report(r)
}
