package audit

import (
	"slices"
	"strings"
)

// answerTo says beside a likely denial what the payers did with the lines of a finding: "hit: " where one was denied or reduced for a
// reason that the finding names as likely, else "miss: ", with the reason in words. Empty where no payer answered, or no denial is
// likely.
func (p *Pass) answerTo(likely string, lines ...*Line) string {
	if likely == "" || p.Rule.Reconciles() { // whose findings are about what the payer did
		return ""
	}
	missed := ""
	for _, l := range lines {
		if l.Service == nil || l.Service.Answer.Outcome == Unanswered {
			continue
		}
		a := &l.Service.Answer
		if said, hit := a.foretold(likely); hit {
			return "hit: " + said + p.inWords(a)
		} else if missed == "" {
			missed = "miss: " + said + p.inWords(a)
		}
	}
	return missed
}

// inWords are the plain words for the reasons of a denial, in parentheses.
func (p *Pass) inWords(a *Answer) string {
	if a.Outcome != Denied {
		return ""
	}
	if words := a.ReasonWords(p.words); words != "" {
		return " (" + words + ")"
	}
	return ""
}

// foretold says what the payer did, and whether it was for one of the likely reasons: "CO-16 N822 or CO-4", as Rule.Denial has them.
// Who bears the amount is the payer's choice and does not matter.
func (a *Answer) foretold(likely string) (said string, hit bool) {
	reasons, remarks := a.Reasons, a.Remarks
	said = "paid"
	switch a.Outcome {
	case Denied:
		said = strings.TrimSpace("denied " + a.ReasonText() + " " + strings.Join(a.Remarks, " "))
	case Reversed:
		said = "paid and taken back"
	case Paid:
		for _, standing := range a.Standing {
			reasons = append(reasons[:len(reasons):len(reasons)], standing.Adjustments...)
			remarks = append(remarks[:len(remarks):len(remarks)], standing.Remarks...)
		}
	}
	for _, one := range strings.Split(likely, " or ") {
		code, remark, _ := strings.Cut(one, " ")
		_, carc, _ := strings.Cut(code, "-")
		at := slices.IndexFunc(reasons, func(r Adjustment) bool { return r.CARC == carc })
		if at < 0 || remark != "" && !slices.Contains(remarks, remark) {
			continue
		}
		if a.Outcome == Paid {
			said = "reduced " + reasons[at].Group + "-" + carc
		}
		return said, true
	}
	return said, false
}
