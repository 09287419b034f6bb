package rules

import (
	"slices"

	"otaudit/audit"
)

// d014 finds progress reports that an assistant wrote, where no therapist wrote one in the period. The log names no author of
// a report; the persons of the visit of its day are the nearest it has. A supervisor's name makes no report the therapist's.
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
			k.judgeAuthors(p, due, k.asOf(g.All))
		},
	}
}

// author says who wrote a report, as far as the lines of its day show it.
type author uint8

const (
	authorUnknown author = iota
	authorTherapist
	authorAssistant
	authorCosigned // a therapist's credential stands beside the assistant's, and nothing shows that the therapist treated
)

// judgeAuthors judges each report by the period in which it lies: an assistant's report may stand beside the therapist's.
func (k *kit) judgeAuthors(p *audit.Pass, due []*audit.Line, now audit.Date) {
	treated := treatmentDays(due)
	var therapists, possible []audit.Date // reports that are a therapist's, and those that may be
	var unknown []notJudged
	reports := reportDates(due)
	authors := make([]author, len(reports))
	for i, report := range reports {
		day := linesOfDay(due, report)
		var cause string
		if len(day) == 0 {
			day, cause = naming(due, report), "progress report: no visit on its day"
		} else {
			authors[i], cause = authorOf(day)
		}
		switch authors[i] {
		case authorUnknown:
			unknown = append(unknown, notJudged{day[0], cause})
			possible = append(possible, report)
		case authorTherapist:
			therapists, possible = append(therapists, report), append(possible, report)
		}
	}
	for i, report := range reports {
		if authors[i] != authorAssistant && authors[i] != authorCosigned {
			continue
		}
		day := linesOfDay(due, report)
		switch {
		case reportedInTime(reportPeriods(treated, therapists, now), report):
		case reportedInTime(reportPeriods(treated, possible, now), report):
			unknown = append(unknown, notJudged{day[0], "progress report: another one of the period may be a therapist's"})
		default:
			reportAuthor(p, day, authors[i])
		}
	}
	countOnce(p, unknown)
}

// reportedInTime says whether the period in which a day lies got its report in time.
func reportedInTime(periods []reportPeriod, on audit.Date) bool {
	for i := range periods {
		if days := periods[i].days; dayOf(days[0]) <= on && on <= dayOf(days[len(days)-1]) {
			return periods[i].reported && !periods[i].overdue
		}
	}
	return false
}

// authorOf looks at the persons of a day: a therapist who treated can have written the report.
func authorOf(day []*audit.Line) (wrote author, cause string) {
	wrote = authorAssistant
	for _, l := range day {
		switch {
		case !l.Has(audit.Credential):
			cause = max(cause, audit.Missing(l, audit.Credential)) // whatever the order of the lines
		case audit.IsAssistant(l.Session) && namesTherapist(l) && l.Int(audit.TogetherMinutes) == 0 && !l.Has(audit.AssistantMinutes):
			wrote = authorCosigned
		case !onlyAssistant(l):
			return authorTherapist, ""
		}
	}
	if cause != "" {
		return authorUnknown, cause
	}
	return wrote, ""
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

// naming returns the lines that name the day of a report, of the first date on which one does.
func naming(lines []*audit.Line, report audit.Date) []*audit.Line {
	var found []*audit.Line
	for _, l := range lines {
		if l.Has(audit.ProgressReportDate) && l.Date(audit.ProgressReportDate) == report &&
			(found == nil || !laterDay(found[0], l)) {
			found = append(found, l)
		}
	}
	return found
}

func reportAuthor(p *audit.Pass, day []*audit.Line, wrote author) {
	at := day[0]
	r := audit.Report{
		Line: at, Field: audit.Credential, Also: without(day, at), PlanDate: planDate(at),
		TableRows: payerRow(at), Unverified: unverifiedTerms(at),
		Message: "a progress report on a day on which only an assistant is on record, and no report of a therapist in its period; a supervisor's name does not make it one",
		Action: "Supervisor: find who wrote and signed the report. An assistant may write parts of it; the therapist writes the progress report of each period, " +
			"and one that is missing is not to be dated back.",
	}
	if wrote == authorCosigned {
		r.Severity = audit.Warning
		r.Message = "a progress report on a day on which a therapist's credential stands beside the assistant's and nothing shows that the therapist treated; a report that the therapist only co-signed is not the therapist's"
	}
	p.Report(r)
}
