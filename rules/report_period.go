package rules

import (
	"slices"
	"strings"

	"otaudit/audit"
)

// reportPeriod is a stretch of treatment days between two progress reports.
type reportPeriod struct {
	days     [][]*audit.Line // the billed lines of each treatment day
	every    int             // treatment days within which a report is due
	reported bool            // a report ends it
	overdue  bool            // the report did not come within the days of grace
}

// reportGrace is how many days after the last treatment day of a period its report may be written.
const reportGrace = 7

// reportLines parts the lines into those whose payer has a default for progress reports and the others, which are counted
// as not evaluated.
func reportLines(p *audit.Pass, lines []*audit.Line) []*audit.Line {
	var due []*audit.Line
	for _, l := range lines {
		switch {
		case l.Terms.ReportEvery == 0:
			p.NotEvaluated(l, noDefault(l))
		case !notBilled(l):
			due = append(due, l)
		}
	}
	return due
}

// treatmentDays cuts lines into the lines of each date. The day of the evaluation is one of them.
func treatmentDays(lines []*audit.Line) [][]*audit.Line {
	var list [][]*audit.Line
	start := 0
	for i := range lines {
		if i+1 == len(lines) || laterDay(lines[i], lines[i+1]) {
			list = append(list, lines[start:i+1])
			start = i + 1
		}
	}
	return list
}

// reportDates gives the days on which a progress report was written, in order: as the column says, and the days of visits whose
// type is a progress note.
func reportDates(lines []*audit.Line) []audit.Date {
	var dates []audit.Date
	for _, l := range lines {
		if l.Has(audit.ProgressReportDate) {
			dates = append(dates, l.Date(audit.ProgressReportDate))
		}
		if isProgressVisit(l) {
			dates = append(dates, l.Date(audit.DateOfService))
		}
	}
	slices.Sort(dates)
	return slices.Compact(dates)
}

// isProgressVisit says whether the type of the visit is a progress note or report.
func isProgressVisit(l *audit.Line) bool {
	kind := l.Text(audit.VisitType)
	return strings.EqualFold(kind, "pn") || hasWords(kind, "progress note") || hasWords(kind, "progress report") ||
		strings.EqualFold(kind, "progress")
}

// reportPeriods cuts the treatment days into periods. A period ends with its report; the next begins with the first treatment
// day after it. A report belongs to a period if it comes before the end of the days of grace.
func reportPeriods(days [][]*audit.Line, reports []audit.Date, now audit.Date) []reportPeriod {
	var periods []reportPeriod
	for start := 0; start < len(days); {
		period := reportPeriod{every: days[start][0].Terms.ReportEvery}
		report, found := firstFrom(reports, dayOf(days[start]))
		end := len(days)
		if found {
			end = start + countUntil(days[start:], report)
			period.reported = true
		}
		if end-start > period.every {
			deadline := dayOf(days[start+period.every-1]) + reportGrace
			period.overdue = now > deadline && (!found || report > deadline)
		}
		period.days = days[start:end]
		periods = append(periods, period)
		start = end
	}
	return periods
}

func dayOf(lines []*audit.Line) audit.Date { return lines[0].Date(audit.DateOfService) }

func firstFrom(dates []audit.Date, day audit.Date) (audit.Date, bool) {
	for _, d := range dates {
		if d >= day {
			return d, true
		}
	}
	return 0, false
}

// countUntil says how many of the treatment days lie on the last day or before.
func countUntil(days [][]*audit.Line, last audit.Date) int {
	for i := range days {
		if dayOf(days[i]) > last {
			return i
		}
	}
	return len(days)
}
