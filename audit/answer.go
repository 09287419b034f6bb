package audit

import (
	"cmp"
	"slices"
)

// Outcome is what became of a billed service with its first payer.
type Outcome uint8

// The outcomes.
const (
	Unanswered Outcome = iota
	ByClaim            // the payer paid the claim as a whole and named no line
	Denied             // nothing paid, nothing allowed
	Paid               // or allowed and left to the patient
	Reversed           // paid, taken back, and not paid again
)

// Answer is the final state of what payers said of a service: payments that were taken back are folded with their reversals.
type Answer struct {
	Outcome      Outcome
	Standing     []*RemitLine // answers of the first payer that were not taken back
	Reversals    []*RemitLine // what took a payment back, be the payment in the run or not
	Reasons      []Adjustment // of a denial: those of the line, else of the claim
	Remarks      []string
	Allowed      Cents
	AllowedKnown bool
	Paid         Cents // by the first payer
	Further      Cents // by others
	Units        Quantity
	Code         string // paid, where the payer changed it; else empty
	Twice        Cents  // paid a second time
}

// onward are answers that are not the first payer's, and void those that decide nothing.
var (
	onward = map[ClaimStatus]bool{ProcessedSecondary: true, ProcessedTertiary: true, ProcessedSecondaryForwarded: true, ProcessedTertiaryForwarded: true}
	empty  = map[ClaimStatus]bool{NotOurClaim: true, Predetermination: true}
)

// answerTo works out what payers made of claim lines that are one service.
func answerTo(lines ...*ClaimLine) (a Answer) {
	var first, further []*RemitLine
	for _, l := range lines {
		for _, paid := range l.Paid {
			switch {
			case empty[paid.Remit.Status]:
			case onward[paid.Remit.Status]:
				further = append(further, paid)
			default:
				first = append(first, paid)
			}
		}
	}
	a.Standing, a.Reversals = withoutReversed(first)
	for _, paid := range a.Standing {
		a.Paid += paid.Paid
	}
	others, _ := withoutReversed(further)
	for _, paid := range others {
		a.Further += paid.Paid
	}
	if len(first) == 0 && len(further) > 0 { // the run has the answer of a further payer only
		a.Standing, a.Paid, a.Further = others, a.Further, 0
	}
	a.conclude(lines)
	return a
}

// withoutReversed takes out each payment that was taken back, whose reversal has the same amounts below zero. The reversals are given
// back too: one may take a payment back that is not in the run.
func withoutReversed(answers []*RemitLine) (standing, reversals []*RemitLine) {
	for _, paid := range answers {
		if paid.Reversal() {
			reversals = append(reversals, paid)
		} else {
			standing = append(standing, paid)
		}
	}
	slices.SortFunc(standing, func(x, y *RemitLine) int {
		return cmp.Or(cmp.Compare(paidOn(x), paidOn(y)), x.At.Compare(y.At))
	})
	for _, r := range reversals {
		taken := slices.IndexFunc(standing, func(l *RemitLine) bool { return l.Paid == -r.Paid && l.Charge == -r.Charge })
		if taken >= 0 {
			standing = slices.Delete(standing, taken, taken+1)
		}
	}
	return standing, reversals
}

func paidOn(l *RemitLine) Date {
	if l.Remit.Payment == nil {
		return 0
	}
	return l.Remit.Payment.Date
}

// conclude says what the standing answers come to.
func (a *Answer) conclude(lines []*ClaimLine) {
	a.AllowedKnown = len(a.Standing) > 0
	denied := len(a.Standing) > 0
	a.Units.Known = unitsStated(a.Standing)
	for _, paid := range a.Standing {
		denied = denied && paid.Denied()
		a.AllowedKnown = a.AllowedKnown && paid.AllowedKnown
		a.Allowed += paid.Allowed
		a.Units.Units += paid.Units.Units
		if paid.BilledCode != "" && paid.Code != paid.BilledCode {
			a.Code = paid.Code
		}
	}
	switch {
	case denied:
		a.Outcome, a.Allowed, a.AllowedKnown = Denied, 0, true
		last := a.Standing[len(a.Standing)-1]
		a.Reasons, a.Remarks = last.Adjustments, last.Remarks
		if len(a.Reasons) == 0 {
			a.Reasons = last.Remit.Adjustments
		}
		if len(a.Remarks) == 0 {
			a.Remarks = last.Remit.Remarks
		}
	case len(a.Standing) > 0:
		a.Outcome = Paid
		a.Twice = paidTwice(a.Standing, lines)
	case len(a.Reversals) > 0:
		a.Outcome = Reversed
		last := a.Reversals[len(a.Reversals)-1]
		a.Reasons, a.Remarks = last.Adjustments, last.Remarks
	default:
		a.byClaim(lines)
	}
}

// unitsStated reports whether the answers speak of the units that were billed: a payer that states none is read as one unit each, as
// the guide demands.
func unitsStated(standing []*RemitLine) bool {
	billed, paid, asked := Units(0), Units(0), Units(0)
	lines := map[*ClaimLine]bool{}
	for _, l := range standing {
		if billed, paid = billed+l.BilledUnits.Units, paid+l.Units.Units; l.Answers == nil {
			return false
		}
		if !lines[l.Answers] {
			lines[l.Answers] = true
			asked += l.Answers.Units.Units
		}
	}
	return len(standing) > 0 && (billed == asked || paid == asked)
}

// byClaim looks for answers that name no line.
func (a *Answer) byClaim(lines []*ClaimLine) {
	for _, l := range lines {
		for _, r := range l.Claim.Answers {
			switch {
			case len(r.Lines) > 0 || empty[r.Status] || r.Status == ReversedPayment:
			case r.Status == DeniedClaim || r.Paid == 0 && r.PatientResponsibility == 0 && r.Charge > 0:
				a.Outcome, a.AllowedKnown = Denied, true
				a.Reasons, a.Remarks = r.Adjustments, r.Remarks
			default:
				a.Outcome = ByClaim
			}
		}
	}
}

// paidTwice gives what the payer paid beyond once: two remittances pay the charge of the service in full, and neither was taken
// back. A line that the payer split is paid in parts.
func paidTwice(standing []*RemitLine, lines []*ClaimLine) Cents {
	var most Cents // the charge of one submission
	for _, l := range lines {
		most = max(most, l.Charge)
	}
	var once, charged, paid Cents
	remits := map[*Remit]Cents{}
	for _, l := range standing {
		if l.Paid <= 0 {
			continue
		}
		remits[l.Remit] += l.Paid
		charged, paid = charged+l.Charge, paid+l.Paid
	}
	for _, sum := range remits {
		once = max(once, sum)
	}
	if len(remits) < 2 || charged <= most {
		return 0
	}
	return paid - once
}

// Reason is the adjustment of a denial that weighs most, beside the contractual one if there is another: its amount.
func (a *Answer) Reason() (Adjustment, bool) {
	var main Adjustment
	found := false
	for _, r := range a.Reasons {
		better := max(r.Amount, -r.Amount) > max(main.Amount, -main.Amount)
		if !found || main.CARC == contractual && r.CARC != contractual || better && (r.CARC != contractual || main.CARC == contractual) {
			main, found = r, true
		}
	}
	return main, found
}

// refusedAsDuplicate reports a denial because the payer has the service already.
func (a *Answer) refusedAsDuplicate() bool {
	return a.Outcome == Denied && slices.ContainsFunc(a.Reasons, func(r Adjustment) bool { return r.CARC == duplicate })
}

const duplicate = "18"

// contractual is the reason code of the difference between the charge and the fee agreed on.
const contractual = "45"
