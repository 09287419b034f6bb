package rules

import (
	"fmt"

	"otaudit/audit"
	"otaudit/rules/refdata"
)

// t001 finds lines beyond the threshold without the modifier that says that treatment is still necessary.
func t001(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "T001", Name: "kx-missing-above-threshold", Severity: audit.Error, MaxSafety: audit.Manual,
		Purpose: "Checks that lines beyond the year's threshold carry KX.",
		Cites:   thresholdCites,
		Denial:  k.denial("threshold_without_kx"),
		Payers:  audit.KXThreshold, Scope: audit.ScopePatient, Concerns: k.mayAccrue, Applies: accruingLines,
		Judge: func(p *audit.Pass, g *audit.Group) {
			if p.Proof {
				return // corrected units move the estimates of a day; KX is asked of the log as written
			}
			k.eachThresholdYear(p, g, func(y *thresholdYear) {
				for i, l := range y.lines {
					switch a := &y.sums[i]; {
					case l.Carries(audit.KX) || isNoticed(l):
					case a.due:
						p.Report(kxMissing(y, i))
					case !a.exact:
						p.NotEvaluated(l, noAmount)
					}
				}
			})
		},
	}
}

// isNoticed says whether the line is billed as not expected to be covered: KX would contradict that (see M010).
func isNoticed(l *audit.Line) bool {
	return l.Carries(audit.LiabilityNotice)
}

func kxMissing(y *thresholdYear, i int) audit.Report {
	a := &y.sums[i]
	message := fmt.Sprintf("the year's amounts come to %s with this line, above the threshold of %s, and KX is not on the line",
		a.after, y.limits.Amount)
	if a.after <= y.limits.Amount {
		message = fmt.Sprintf("another line of the claim lies above the threshold of %s, and KX is not on this one", y.limits.Amount)
	}
	return audit.Report{
		Line: y.lines[i], Field: audit.Modifiers, Scope: audit.ScopeYear, AtStake: true, Message: message, Working: y.working(i),
		TableRows: []string{y.limits.Row}, Unverified: a.unverified || y.limits.Verified == refdata.Unverified,
		Action: "Treating therapist: does the record show that treatment beyond the threshold was medically necessary? KX says so, and only you can. Biller: add KX and correct the claim only once that is confirmed.",
		Fix:    fixOf("ask the clinician whether KX applies", audit.Manual, nil),
	}
}
