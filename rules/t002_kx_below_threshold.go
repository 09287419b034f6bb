package rules

import (
	"fmt"

	"otaudit/audit"
)

// wellBelow is the part of the threshold, in percent, under which KX is called early. KX shortly before the threshold is
// common care, since amounts of other providers arrive late.
const wellBelow = 80

// t002 finds KX on lines that lie well below the threshold.
func t002(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "T002", Name: "kx-below-threshold", Severity: audit.Warning, MaxSafety: audit.Manual,
		Purpose: "Checks that KX is not used well below the year's threshold.",
		Cites:   thresholdCites,
		Payers:  audit.KXThreshold, Scope: audit.ScopePatient, Concerns: k.mayAccrue, Applies: accruingLines,
		Judge: func(p *audit.Pass, g *audit.Group) {
			k.eachThresholdYear(p, g, func(y *thresholdYear) { reportEarlyKX(p, y) })
		},
	}
}

// reportEarlyKX reports the lines of a year that carry KX well below its threshold, once.
func reportEarlyKX(p *audit.Pass, y *thresholdYear) {
	var early []*audit.Line
	last := 0
	for i, l := range y.lines {
		switch a := &y.sums[i]; {
		case !l.Carries(audit.KX) || a.due || a.after*100 >= y.limits.Amount*wellBelow:
		case !a.exact:
			p.NotEvaluated(l, noAmount)
		default:
			early, last = append(early, l), i
		}
	}
	if early == nil {
		return
	}
	p.Report(audit.Report{
		Line: early[0], Field: audit.Modifiers, Scope: audit.ScopeYear, Also: early[1:],
		Message: fmt.Sprintf("KX is on %s of the year; at the last of them %s %s, below %d %% of the threshold of %s",
			count(len(early), "line"), y.sumOfWhat(), y.sums[last].after, wellBelow, y.limits.Amount),
		Working: "at the last of these lines: " + y.working(last), TableRows: []string{y.limits.Row},
		Action: "Biller: is KX set by routine, or did other providers use part of the threshold? Their amounts can be given with --opening.",
		Fix:    fixOf("ask whether KX was due", audit.Manual, nil),
	})
}
