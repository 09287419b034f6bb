package audit

import (
	"slices"
	"strings"
)

// billedByRemits makes claims of the remittances that answer none of the run: a payer says what was billed before it says what it
// pays. One control number of a patient and a first day is one claim, however often it is answered. A reversal alone makes none:
// what it takes back was answered before.
func (c *Claims) billedByRemits() (made []*Claim) {
	type number struct {
		control, patient string
		from             Date
	}
	if !slices.ContainsFunc(c.Remits, func(r *Remit) bool { return r.Billed == nil }) {
		return nil
	}
	known, billed := map[number]*Claim{}, map[lineKey]bool{}
	for _, claim := range c.Billed {
		for _, l := range claim.Lines {
			for _, patient := range personKeys(&claim.Patient) {
				billed[lineKey{patient: patient, code: l.Code, date: l.From}] = true
			}
		}
	}
	inRun := func(r *Remit) bool {
		return slices.ContainsFunc(r.Lines, func(l *RemitLine) bool {
			return slices.ContainsFunc(personKeys(&r.Patient), func(patient string) bool { return billed[lineKey{patient: patient, code: l.BilledCode, date: l.From}] })
		})
	}
	var open []*Remit
	for _, r := range c.Remits {
		if r.Billed != nil || inRun(r) { // an answer that fits several claims is to one of them
			continue
		}
		open = append(open, r)
		key := number{control: controlKey(r.Control), patient: strings.Join(personKeys(&r.Patient), "|")}
		if len(r.Lines) > 0 {
			key.from = r.Lines[0].From
		}
		if r.Status == ReversedPayment || known[key] != nil {
			continue
		}
		claim := claimOf(r)
		known[key] = claim
		made = append(made, claim)
	}
	derived := Claims{Billed: made, Remits: open}
	derived.answer()
	return made
}

// claimOf is a claim as the payer's answer has it.
func claimOf(r *Remit) *Claim {
	claim := &Claim{At: r.At, Control: r.Control, Frequency: OriginalClaim, Charge: r.Charge, Place: r.Place, Patient: r.Patient, Subscriber: r.Patient,
		Rendering: r.Rendering, FromRemit: true}
	if r.Payment != nil {
		payer := ClaimPayer{Name: r.Payment.Payer, Sequence: "P"}
		if onward[r.Status] {
			payer.Sequence = "S"
		}
		claim.Payers, claim.Billing = []ClaimPayer{payer}, &r.Payment.Payee
	}
	for i, l := range r.Lines {
		claim.Lines = append(claim.Lines, &ClaimLine{Claim: claim, At: l.At, Number: i + 1, Control: l.Control, From: l.From, To: l.To, Code: l.BilledCode,
			Modifiers: l.BilledMods, Units: l.BilledUnits, Measure: MeasureUnits, Charge: l.Charge, ChargeKnown: true, Place: r.Place, Rendering: r.Rendering})
	}
	return claim
}
