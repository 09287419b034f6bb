package rules

import (
	"fmt"

	"otaudit/audit"
)

// t003 notes where a year passes the amount from which claims may be selected for review.
func t003(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "T003", Name: "review-threshold-reached", Severity: audit.Info,
		Purpose: "Checks that the year's amounts stay within the threshold for targeted review.",
		Cites:   thresholdCites,
		Payers:  audit.KXThreshold, Scope: audit.ScopePatient, Concerns: k.mayAccrue, Applies: accruingLines,
		Judge: func(p *audit.Pass, g *audit.Group) {
			k.eachThresholdYear(p, g, func(y *thresholdYear) { noteReview(p, y) })
		},
	}
}

// noteReview notes the first line of a year with which its amounts pass the threshold for review.
func noteReview(p *audit.Pass, y *thresholdYear) {
	for i, l := range y.lines {
		a := &y.sums[i]
		if a.after > y.limits.Review {
			p.Report(audit.Report{
				Line: l, Field: audit.DateOfService, Scope: audit.ScopeYear,
				Message: fmt.Sprintf("the year's amounts pass the review threshold of %s with this line; claims beyond it may be selected for targeted review",
					y.limits.Review),
				Working: y.working(i), TableRows: []string{y.limits.Row},
				Action: "Biller: hold ready for a review: evaluation, certified plan of care, progress reports, treatment notes, and what shows the need beyond the threshold",
			})
			return
		}
		if !a.exact {
			p.NotEvaluated(l, noAmount)
		}
	}
}
