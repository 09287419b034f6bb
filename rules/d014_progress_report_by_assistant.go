package rules

import (
	"slices"

	"otaudit/audit"
)

// d014 finds progress reports on whose day only an assistant is on record. The log names no author of the report; the visit of
// its day is the nearest it has.
func d014(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "D014", Name: "progress-report-by-assistant", Severity: audit.Error, MaxSafety: audit.Manual,
		Purpose: "Checks that progress reports were not written by an assistant alone.",
		Cites:   []audit.Cite{manual(benefitManual, "ch.15 §220.3 D")},
		Denial:  k.denial("report_missing"),
		Scope:   audit.ScopeEpisode, Columns: audit.Fields(audit.ProgressReportDate, audit.Credential),
		Judge: func(p *audit.Pass, g *audit.Group) {
			due := reportLines(p, g.Lines)
			if len(due) == 0 {
				return
			}
			treated := treatmentDays(due)
			var unknown []notJudged
			for _, report := range reportDates(due) {
				if day := dayOn(treated, report); len(day) == 0 {
					unknown = append(unknown, notJudged{naming(due, report), "progress report: no visit on its day"})
				} else if missing := judgeAuthor(p, day); missing != "" {
					unknown = append(unknown, notJudged{day[0], missing})
				}
			}
			countOnce(p, unknown)
		},
	}
}

// notJudged is a line that could not be judged, and why.
type notJudged struct {
	line  *audit.Line
	cause string
}

// countOnce counts each line once, with its first cause: a line may be there for its own day and for a report it names.
func countOnce(p *audit.Pass, unknown []notJudged) {
	for i, u := range unknown {
		if !slices.ContainsFunc(unknown[:i], func(o notJudged) bool { return o.line == u.line }) {
			p.NotEvaluated(u.line, u.cause)
		}
	}
}

// naming gives the first line that names the day of a report.
func naming(lines []*audit.Line, report audit.Date) *audit.Line {
	for _, l := range lines {
		if l.Has(audit.ProgressReportDate) && l.Date(audit.ProgressReportDate) == report {
			return l
		}
	}
	return lines[0]
}

// dayOn gives the lines of one date; none if it is no treatment day.
func dayOn(treated [][]*audit.Line, on audit.Date) []*audit.Line {
	for _, day := range treated {
		if dayOf(day) == on {
			return day
		}
	}
	return nil
}

// judgeAuthor reports a day with assistants only and no supervisor named, or says what is missing to tell.
func judgeAuthor(p *audit.Pass, day []*audit.Line) (missing string) {
	for _, l := range day {
		if !l.Has(audit.Credential) {
			return audit.Missing(l, audit.Credential)
		}
		if !onlyAssistant(l) || l.Has(audit.Supervisor) {
			return ""
		}
	}
	p.Report(audit.Report{
		Line: day[0], Field: audit.Credential, Also: alsoLines(day), PlanDate: planDate(day[0]),
		TableRows: payerRow(day[0]), Unverified: unverifiedTerms(day[0]),
		Message: "progress report on a day on which only an assistant is on record",
		Action:  "Which clinician wrote and signed the progress report?",
	})
	return ""
}
