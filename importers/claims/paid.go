package claims

import (
	"fmt"
	"strings"

	"otaudit/audit"
)

// paidLoops is where the reading of an 835 is.
type paidLoops struct {
	open    bool
	payment *audit.Payment // nil before BPR
	balance audit.Cents    // what the claims and adjustments so far come to
	remit   *audit.Remit
	line    *audit.RemitLine
	unequal bool // a line of the claim does not add up
	inexact bool // an amount could not be read: sums are not compared
}

// knownPaid are the segments of an 835 that have no meaning here. Those that have are in takePaid.
var knownPaid = idSet("CUR", "REF", "DTM", "N1", "N2", "N3", "N4", "PER", "RDM", "LX", "TS3", "TS2", "NM1", "QTY", "AMT", "LQ", "MIA", "TRN", "NTE")

// takePaid takes one segment of an 835; false if its id is not known.
func (f *file) takePaid() bool {
	p, s := &f.paid, f.segment
	switch s.ID {
	case "BPR":
		f.closePayment()
		p.payment = &audit.Payment{At: f.at(), Method: f.text(s.Element(4))}
		p.payment.Amount = f.amount(2)
		if s.Is(3, "D") {
			p.payment.Amount = -p.payment.Amount
		}
		p.payment.Date, _ = day(s.Element(16))
		f.Claims.Payments = append(f.Claims.Payments, p.payment)
	case "TRN":
		if p.payment != nil && p.remit == nil {
			p.payment.Trace = own(s.Element(2))
		}
	case "N1":
		f.party()
	case "CLP":
		f.remitStarts()
	case "NM1":
		f.remitNames()
	case "CAS":
		f.adjustments()
	case "MOA", "MIA":
		f.claimRemarks()
	case "SVC":
		f.paidLineStarts()
	case "DTM":
		f.paidOn()
	case "REF":
		if p.line != nil && s.Is(1, "6R") {
			p.line.Control = own(s.Element(2))
		}
	case "AMT":
		if p.line != nil && s.Is(1, "B6") {
			p.line.Allowed, p.line.AllowedKnown = f.cents(2, audit.Allowed.String(), true)
		}
	case "LQ":
		if p.line != nil && s.Is(1, "HE") {
			if remark := f.reason(2); remark != "" {
				p.line.Remarks = f.list(append(p.line.Remarks[:len(p.line.Remarks):len(p.line.Remarks)], remark))
			}
		}
	case "PLB":
		f.providerAdjustments()
	default:
		return knownPaid[s.ID]
	}
	return true
}

// ofPayment is the payment at hand; where its BPR is missing, which is said, one of which nothing is known.
func (f *file) ofPayment() *audit.Payment {
	p := &f.paid
	if p.payment == nil {
		p.payment, p.inexact = &audit.Payment{At: f.at()}, true
		f.Claims.Payments = append(f.Claims.Payments, p.payment)
		f.notice(audit.Notice{Rule: "I010", Cell: f.at(), Message: f.segment.ID + " without a BPR before it: the amount of the payment is not known"}, "BPR")
	}
	return p.payment
}

// amount is cents of an element that must be there; if it cannot be read, the sums of the payment are not compared.
func (f *file) amount(element int) audit.Cents {
	n, ok := f.cents(element, audit.Charge.String(), true)
	f.paid.inexact = f.paid.inexact || !ok
	return n
}

// party takes payer and payee of the payment (N1).
func (f *file) party() {
	p, s := &f.paid, f.segment
	switch {
	case p.payment == nil || p.remit != nil:
	case s.Is(1, "PR"):
		p.payment.Payer = f.text(s.Element(2))
	case s.Is(1, "PE"):
		p.payment.Payee = audit.Provider{Last: f.text(s.Element(2))}
		if s.Is(3, "XX") {
			p.payment.Payee.NPI = f.text(s.Element(4))
		}
	}
}

// remitStarts begins what the payer says of one claim (CLP).
func (f *file) remitStarts() {
	f.closeRemit()
	p, s := &f.paid, f.segment
	r := f.made.remits.next()
	*r = audit.Remit{At: f.at(), Payment: f.ofPayment(), Control: own(s.Element(1)), Status: audit.ClaimStatus(f.text(s.Element(2))),
		PayerControl: own(s.Element(7)), Place: f.text(s.Element(8)), Frequency: audit.Frequency(f.text(s.Element(9)))}
	r.Charge, r.Paid = f.amount(3), f.amount(4)
	r.PatientResponsibility, _ = f.cents(5, audit.Charge.String(), false)
	if r.Control == "" {
		f.unreadable(1, audit.ClaimID.String(), "the number that the provider gave the claim")
	}
	p.balance += r.Paid
	p.remit, p.line = r, nil
	f.Claims.Remits = append(f.Claims.Remits, r)
}

// remitNames takes the patient and the rendering provider of a claim (NM1).
func (f *file) remitNames() {
	p, s := &f.paid, f.segment
	switch {
	case p.remit == nil || p.line != nil:
	case s.Is(1, "QC"):
		f.person(&p.remit.Patient)
	case s.Is(1, "82"):
		p.remit.Rendering = f.provider(f.providerNamed())
	}
}

// adjustments takes up to six reasons of one group (CAS): of the line at hand, else of the claim.
func (f *file) adjustments() {
	p, s := &f.paid, f.segment
	if p.remit == nil {
		return
	}
	to := &p.remit.Adjustments
	if p.line != nil {
		to = &p.line.Adjustments
	}
	group := f.upper(s.Element(1))
	if len(group) > 2 {
		f.unreadable(1, "", "a group code such as CO")
		group = ""
	}
	for n := 2; n <= 17; n += 3 {
		reason := f.reason(n)
		if reason == "" && len(s.Element(n)) == 0 {
			continue
		}
		*to = f.made.adjustments.add(*to, audit.Adjustment{At: f.at(), Group: group, CARC: reason, Amount: f.amount(n + 1), Units: f.units(n+2, audit.UnitsBilled.String())})
	}
}

// reason takes a reason or remark code, which is printed wherever a payer's reasons are: nothing else may stand in its place.
func (f *file) reason(element int) string {
	value := f.segment.Element(element)
	if len(value) == 0 {
		return ""
	}
	code := f.upper(value)
	if !reasonForm(code) { // the amount beside it counts all the same
		f.unreadable(element, "", "a reason code such as 45, B7 or N115")
		return ""
	}
	return code
}

// reasonForm reports whether a text is at most two letters and one to four digits.
func reasonForm(code string) bool {
	digits := strings.TrimLeft(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
	return len(code)-len(digits) <= 2 && len(digits) >= 1 && len(digits) <= 4 && strings.Trim(digits, "0123456789") == ""
}

// claimRemarks takes the remark codes of a claim (MOA03 to 07, MIA05 and 20 to 23).
func (f *file) claimRemarks() {
	p, s := &f.paid, f.segment
	if p.remit == nil {
		return
	}
	elements := []int{3, 4, 5, 6, 7}
	if s.ID == "MIA" {
		elements = []int{5, 20, 21, 22, 23}
	}
	for _, n := range elements {
		if remark := f.reason(n); remark != "" {
			p.remit.Remarks = append(p.remit.Remarks, remark)
		}
	}
}

// paidLineStarts begins a service line (SVC).
func (f *file) paidLineStarts() {
	f.closePaidLine()
	p, s := &f.paid, f.segment
	if p.remit == nil {
		f.notice(audit.Notice{Rule: "I001", Cell: f.at(), Message: "SVC stands outside of any claim: the service line is not read"}, "SVC")
		return
	}
	l := f.made.remitLines.next()
	*l = audit.RemitLine{Remit: p.remit, At: f.at(), From: p.remit.From, To: p.remit.To, Charge: f.amount(2), Paid: f.amount(3), Units: f.units(5, audit.UnitsBilled.String())}
	l.Code, l.Modifiers = f.procedure(s.Element(1))
	if l.Code == "" {
		f.unreadable(1, audit.Code.String(), "a procedure such as HC:97530:GO")
	}
	if len(s.Element(5)) == 0 {
		l.Units = audit.Some(1) // the guide: a missing quantity is one
	}
	l.BilledCode, l.BilledMods, l.BilledUnits = l.Code, l.Modifiers, l.Units
	if code, modifiers := f.procedure(s.Element(6)); code != "" {
		l.BilledCode, l.BilledMods = code, modifiers
	}
	if len(s.Element(7)) > 0 {
		l.BilledUnits = f.units(7, audit.UnitsBilled.String())
	}
	p.line = l
	p.remit.Lines = f.made.ofRemits.add(p.remit.Lines, l)
}

// paidOn takes dates of service: of a line 472, or from 150 to 151; of a claim from 232 to 233.
func (f *file) paidOn() {
	p, s := &f.paid, f.segment
	if p.remit == nil {
		return
	}
	kind := string(s.Element(1))
	switch kind {
	case "472", "150", "151", "232", "233":
	default:
		return
	}
	d, ok := day(s.Element(2))
	switch {
	case !ok:
		f.unreadable(2, audit.DateOfService.String(), "a date such as 20260309")
	case p.line == nil && kind == "232":
		p.remit.From, p.remit.To = d, max(d, p.remit.To)
	case p.line == nil && kind == "233":
		p.remit.To = d
	case p.line == nil:
	case kind == "472":
		p.line.From, p.line.To = d, d
	case kind == "150":
		p.line.From, p.line.To = d, max(d, p.line.To)
	case kind == "151":
		p.line.To = d
	}
}

// providerAdjustments takes money beyond single claims (PLB): pairs of a reason and an amount.
func (f *file) providerAdjustments() {
	f.closeRemit()
	p, s := &f.paid, f.segment
	for n := 3; n <= 13; n += 2 {
		reason := f.upper(s.Component(n, 1))
		if len(reason) > 2 {
			f.unreadable(n, "", "a reason such as WO")
			reason = "?"
		}
		if reason == "" {
			continue
		}
		a := audit.ProviderAdjustment{At: f.at(), Payment: f.ofPayment(), Reason: reason, Ref: own(s.Component(n, 2)), Amount: f.amount(n + 1)}
		p.balance -= a.Amount
		f.Claims.Adjustments = append(f.Claims.Adjustments, a)
	}
}

func sumOf(adjustments []audit.Adjustment) (sum audit.Cents) {
	for i := range adjustments {
		sum += adjustments[i].Amount
	}
	return sum
}

// closePaidLine ends a service line: charge less adjustments is what was paid. What was allowed follows where it is not said.
func (f *file) closePaidLine() {
	p := &f.paid
	l := p.line
	if l == nil {
		return
	}
	p.line = nil
	if due := l.Charge - sumOf(l.Adjustments); due != l.Paid {
		p.unequal = true
		f.unbalanced(l.At, "SVC", "the service line: charge %s less adjustments %s is not the payment of %s", l.Charge, l.Charge-due, l.Paid)
	}
	if !l.AllowedKnown {
		l.Allowed, l.AllowedKnown = allowedOf(l)
	}
}

// allowedOf is what the payer allowed, from the payment and the adjustments: what the patient owes (deductible, coinsurance,
// copayment) and what sequestration takes off is allowed too. It is not known where another payer paid before.
func allowedOf(l *audit.RemitLine) (audit.Cents, bool) {
	allowed := l.Paid
	for _, a := range l.Adjustments {
		switch {
		case a.CARC == "23":
			return 0, false
		case a.Group == "PR" && (a.CARC == "1" || a.CARC == "2" || a.CARC == "3" || a.CARC == "66"), a.CARC == "253":
			allowed += a.Amount
		}
	}
	return allowed, true
}

// closeRemit ends a claim: its charge less all adjustments is what was paid.
func (f *file) closeRemit() {
	f.closePaidLine()
	r := f.paid.remit
	if r == nil {
		return
	}
	adjusted := sumOf(r.Adjustments)
	for _, l := range r.Lines {
		adjusted += sumOf(l.Adjustments)
	}
	if due := r.Charge - adjusted; due != r.Paid && !f.paid.unequal { // that of a line was said

		f.unbalanced(r.At, "CLP", "the claim: charge %s less adjustments %s is not the payment of %s", r.Charge, adjusted, r.Paid)
	}
	if r.Status == audit.ReversedPayment && r.Charge > 0 {
		f.notice(audit.Notice{Rule: "I010", Cell: r.At, Message: "a reversal (status 22) whose amounts are not negative"}, "CLP, element 2")
	}
	f.paid.remit, f.paid.unequal = nil, false
}

// closePayment ends a payment: what the claims come to, less the adjustments beyond them, is the check.
func (f *file) closePayment() {
	f.closeRemit()
	p := &f.paid
	if p.payment != nil && p.balance != p.payment.Amount && !p.inexact {
		f.unbalanced(p.payment.At, "BPR", "the payment of %s is not the sum of its claims less provider adjustments, %s", p.payment.Amount, p.balance)
	}
	p.payment, p.balance, p.inexact = nil, 0, false
}

// unbalanced says that a sum does not add up, unless an amount in it could not be read.
func (f *file) unbalanced(at audit.Ref, id, format string, amounts ...any) {
	if f.paid.inexact {
		return
	}
	f.notice(audit.Notice{Rule: "I010", Cell: at, Message: fmt.Sprintf(format, amounts...)}, id+" and what it sums up")
}
