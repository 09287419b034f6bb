package rules

import (
	"fmt"

	"otaudit/audit"
)

// u013 compares treatment minutes with the time between start and end. Times never stand in for minutes: they only
// bound them.
func u013(*kit) *audit.Rule {
	return &audit.Rule{
		ID: "U013", Name: "minutes-exceed-session", Severity: audit.Warning, MaxSafety: audit.Manual,
		Purpose: "Checks that the treatment minutes of a visit fit between its start and its end.",
		Cites:   []audit.Cite{manual(convention, "minutes of treatment lie inside the visit")},
		Scope:   audit.ScopeDay, Columns: audit.Fields(audit.StartTime, audit.EndTime),
		Judge: func(p *audit.Pass, g *audit.Group) {
			eachVisit(g.Lines, func(visit []*audit.Line) {
				length, cause := visitLength(visit)
				if cause != "" {
					notEvaluated(p, visit, cause)
					return
				}
				total, missing := stated(visit, audit.TreatmentMinutes)
				sum, unknown := timedSum(visit)
				switch {
				case missing == "" && total > length:
					reportTooLong(p, visit, audit.TreatmentMinutes, count(total, "treatment minute")+" stated", total-length, length)
				case sum > length:
					reportTooLong(p, visit, audit.Minutes, count(sum, "timed minute")+" on its lines", sum-length, length)
				case missing != "" && unknown != "":
					notEvaluated(p, visit, missing)
				}
			})
		},
	}
}

// visitLength gives the minutes from the first start to the last end of the visit's lines. A line without times might lie
// outside those of the others, so every line needs both.
func visitLength(visit []*audit.Line) (minutes int, cause string) {
	var from, to audit.Clock
	for i, l := range visit {
		for _, f := range [...]audit.Field{audit.StartTime, audit.EndTime} {
			if !l.Has(f) {
				return 0, audit.Missing(l, f)
			}
		}
		start, end := l.Clock(audit.StartTime), l.Clock(audit.EndTime)
		if end < start {
			return 0, "end_time: before start_time"
		}
		if i == 0 {
			from, to = start, end
		}
		from, to = min(from, start), max(to, end)
	}
	return int(to - from), ""
}

func reportTooLong(p *audit.Pass, visit []*audit.Line, f audit.Field, what string, over, length int) {
	at := firstWith(visit, f)
	p.Report(audit.Report{
		Line: at, Field: f, Also: without(visit, at),
		Message: fmt.Sprintf("%s; the visit lasts %s from start to end: difference of %s",
			what, count(length, "minute"), count(over, "minute")),
		Fix:    fixOf("correct the minutes or the times", audit.Manual, nil),
		Action: "Treating therapist: are the minutes or the times of the visit right? Front desk: correct the one that is wrong.",
	})
}
