package rules

import (
	"fmt"

	"otaudit/audit"
	"otaudit/rules/units"
)

// u011 compares the visit's stated timed minutes with the sum of its lines.
func u011(*kit) *audit.Rule {
	return &audit.Rule{
		ID: "U011", Name: "timed-minutes-disagree", Severity: audit.Warning, MaxSafety: audit.Manual,
		Purpose: "Checks that the timed minutes a visit states are the sum of its timed lines.",
		Cites:   []audit.Cite{manual(benefitManual, "ch.15 §220.3 E")},
		Scope:   audit.ScopeDay, Columns: audit.Fields(audit.TimedMinutes, audit.Minutes),
		Applies: audit.NewPredicate(func(l *audit.Line) bool { return isTimed(l) || l.Int(audit.TimedMinutes) > 0 }),
		Judge: func(p *audit.Pass, g *audit.Group) {
			eachVisit(g.Lines, func(visit []*audit.Line) {
				total, cause := stated(visit, audit.TimedMinutes)
				sum, unknown := timedSum(visit)
				switch {
				case cause == "" && unknown == "":
				case cause == "" && sum > total: // the lines that are known are already more
				case cause != "":
					notEvaluated(p, visit, cause)
					return
				default:
					notEvaluated(p, visit, unknown)
					return
				}
				if total != sum {
					reportDisagreement(p, visit, total, sum)
				}
			})
		},
	}
}

func reportDisagreement(p *audit.Pass, visit []*audit.Line, total, sum int) {
	at := firstWith(visit, audit.TimedMinutes)
	smaller := min(total, sum)
	r := audit.Report{
		Line: at, Field: audit.TimedMinutes, Also: without(visit, at),
		Message: fmt.Sprintf("the visit states %s, its lines add up to %d: difference of %s; the smaller number, %d, decides",
			count(total, "timed minute"), sum, count(max(total, sum)-smaller, "minute"), smaller),
		Fix:    fixOf("correct the minutes that are wrong", audit.Manual, nil),
		Action: "Which of the two does the treatment note support?",
	}
	if isUnder(at, audit.UnitRuleCMS8) {
		r.Working = fmt.Sprintf("%d pooled minutes support %s, %d support %s",
			total, count(units.Supported(total), "unit"), sum, count(units.Supported(sum), "unit"))
	}
	p.Report(r)
}
