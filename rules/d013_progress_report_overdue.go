package rules

import (
	"fmt"

	"otaudit/audit"
)

// d013 finds more treatment days than allowed since the last progress report.
func d013(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "D013", Name: "progress-report-overdue", Severity: audit.Error, MaxSafety: audit.Manual,
		Purpose: "Checks that a progress report was written within the treatment days that the payer allows.",
		Cites:   []audit.Cite{manual(benefitManual, "ch.15 §220.3 D")},
		Denial:  k.denial("report_missing"),
		Scope:   audit.ScopeEpisode, Columns: audit.Fields(audit.ProgressReportDate),
		Judge: func(p *audit.Pass, g *audit.Group) {
			due := reportLines(p, g.Lines)
			if len(due) == 0 {
				return
			}
			periods := reportPeriods(treatmentDays(due), reportDates(g.All), k.asOf(g.All))
			unreadable := unreadableReport(g.All)
			for i := range periods {
				switch period := &periods[i]; {
				case !period.overdue:
				case unreadable:
					for _, day := range period.days {
						notEvaluated(p, day, "progress_report_date: unreadable")
					}
				default:
					reportOverdue(p, period)
				}
			}
		},
	}
}

// unreadableReport says whether a cell of the column holds something else than a date: a report may stand behind it.
func unreadableReport(lines []*audit.Line) bool {
	for _, l := range lines {
		if l.Unreadable(audit.ProgressReportDate) {
			return true
		}
	}
	return false
}

// reportOverdue points at the first treatment day that is one too many.
func reportOverdue(p *audit.Pass, period *reportPeriod) {
	first, at := period.days[0][0], period.days[period.every][0]
	p.Report(audit.Report{
		Line: at, Field: audit.ProgressReportDate, Also: []*audit.Line{first}, PlanDate: planDate(at),
		TableRows: payerRow(at), Unverified: unverifiedTerms(at),
		Message: fmt.Sprintf("%d treatment days were billed without a progress report in the record supplied; one is due within %d, with %s of grace (the evaluation day is day 1)",
			len(period.days), period.every, days(reportGrace)),
		Action: "Treating therapist: look for a progress report of that time, or a re-evaluation or treatment notes that hold all that a report must hold. " +
			"A report that was not written in time is not to be dated back.",
	})
}
