package rules

import (
	"fmt"

	"otaudit/audit"
)

// u012 compares the timed minutes of a visit with its total treatment minutes, of which they are a part.
func u012(*kit) *audit.Rule {
	return &audit.Rule{
		ID: "U012", Name: "timed-exceed-treatment-minutes", Severity: audit.Error, MaxSafety: audit.Manual,
		Purpose: "Checks that the timed minutes of a visit are not above its total treatment minutes.",
		Cites:   []audit.Cite{manual(benefitManual, "ch.15 §220.3 E")},
		Scope:   audit.ScopeDay, Columns: audit.Fields(audit.TreatmentMinutes),
		Judge: func(p *audit.Pass, g *audit.Group) {
			eachVisit(g.Lines, func(visit []*audit.Line) {
				total, cause := stated(visit, audit.TreatmentMinutes)
				if cause != "" {
					notEvaluated(p, visit, cause)
					return
				}
				timed, missing := stated(visit, audit.TimedMinutes)
				sum, unknown := timedSum(visit)
				switch {
				case missing == "" && timed > total:
					reportTimedAbove(p, visit, "the visit states", timed, total)
				case sum > total:
					reportTimedAbove(p, visit, "the lines add up to", sum, total)
				case missing != "" && unknown != "":
					notEvaluated(p, visit, unknown)
				}
			})
		},
	}
}

func reportTimedAbove(p *audit.Pass, visit []*audit.Line, which string, timed, total int) {
	at := firstWith(visit, audit.TreatmentMinutes)
	p.Report(audit.Report{
		Line: at, Field: audit.TreatmentMinutes, Also: without(visit, at),
		Message: fmt.Sprintf("%s %s; the total treatment time is %s: difference of %s",
			which, count(timed, "timed minute"), count(total, "minute"), count(timed-total, "minute")),
		Fix:    fixOf("correct the minutes that are wrong", audit.Manual, nil),
		Action: "Treating therapist: which of the two totals does the visit note support? Biller: correct the other one, and the units if they rest on it.",
	})
}
