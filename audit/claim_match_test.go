package audit

import (
	"slices"
	"testing"
)

// billed makes a claim of lines with codes, each charged its number of dollars on a day.
func billed(control string, frequency Frequency, day Date, lines ...ClaimLine) *Claim {
	c := &Claim{Control: control, Frequency: frequency, Patient: Person{Last: "Testperson", First: "Alma"}}
	for i := range lines {
		l := lines[i]
		l.Claim = c
		if l.From == 0 {
			l.From = day
		}
		c.Charge += l.Charge
		c.Lines = append(c.Lines, &l)
	}
	return c
}

func answered(control string, status ClaimStatus, day Date, lines ...RemitLine) *Remit {
	r := &Remit{Control: control, Status: status, Patient: Person{Last: "TESTPERSON", First: "ALMA"}}
	for i := range lines {
		l := lines[i]
		l.Remit, l.BilledCode, l.From = r, l.Code, day
		r.Charge += l.Charge
		r.Lines = append(r.Lines, &l)
	}
	return r
}

const march9, march10 = Date(20521), Date(20522)

func TestMatchByLineNumber(t *testing.T) {
	claim := billed("C1", OriginalClaim, march9, ClaimLine{Control: "L1", Code: "97110", Charge: 100}, ClaimLine{Control: "L2", Code: "97110", Charge: 100})
	remit := answered("c1 ", ProcessedPrimary, march9, RemitLine{Control: "L2", Code: "97110", Charge: 60}, RemitLine{Control: "L2", Code: "97110", Charge: 40},
		RemitLine{Control: "L1", Code: "97530", Charge: 100})
	c := &Claims{Billed: []*Claim{claim}, Remits: []*Remit{remit}}
	c.Match()
	if remit.Billed != claim || len(claim.Lines[0].Paid) != 1 || len(claim.Lines[1].Paid) != 2 {
		t.Errorf("a split line and a changed code are not found by the line's number: %v, %v", claim.Lines[0].Paid, claim.Lines[1].Paid)
	}
}

func TestMatchWithoutLineNumber(t *testing.T) {
	claim := billed("C1", OriginalClaim, march9, ClaimLine{Code: "97110", Charge: 100}, ClaimLine{Code: "97110", Charge: 100}, ClaimLine{Code: "97530", Charge: 50})
	same := RemitLine{Code: "97110", Charge: 100}
	remit := answered("C1", ProcessedPrimary, march9, same, same, same, RemitLine{Code: "97530", Charge: 30}, RemitLine{Code: "97530", Charge: 20})
	c := &Claims{Billed: []*Claim{claim}, Remits: []*Remit{remit}}
	c.Match()
	if len(claim.Lines[0].Paid) != 1 || len(claim.Lines[1].Paid) != 1 || remit.Lines[2].Answers != nil {
		t.Error("two equal lines take two answers, one each, and leave the third")
	}
	if len(claim.Lines[2].Paid) != 2 {
		t.Error("the only line of a code takes both parts of its answer")
	}
}

func TestMatchReversalAndCorrection(t *testing.T) {
	claim := billed("C1", OriginalClaim, march9, ClaimLine{Code: "97110", Charge: 100})
	paid := RemitLine{Code: "97110", Charge: 100, Paid: 80}
	back := RemitLine{Code: "97110", Charge: -100, Paid: -80}
	c := &Claims{Billed: []*Claim{claim}, Remits: []*Remit{answered("C1", ProcessedPrimary, march9, paid), answered("C1", ReversedPayment, march9, back),
		answered("C1", ProcessedPrimary, march9, paid)}}
	c.Match()
	if got := claim.Lines[0].Paid; len(got) != 3 || !got[1].Reversal() {
		t.Errorf("payment, reversal and payment again are three answers: %d", len(got))
	}
}

// TestMatchOneNumberForAllClaims: some systems send the patient's account number as the number of each claim.
func TestMatchOneNumberForAllClaims(t *testing.T) {
	first := billed("ACCT", OriginalClaim, march9, ClaimLine{Code: "97110", Charge: 100})
	second := billed("ACCT", OriginalClaim, march10, ClaimLine{Code: "97110", Charge: 100})
	void := billed("ACCT", VoidClaim, march9, ClaimLine{Code: "97110", Charge: 100})
	remit := answered("ACCT", ProcessedPrimary, march10, RemitLine{Code: "97110", Charge: 100})
	other := answered("ACCT", ProcessedPrimary, march10+5, RemitLine{Code: "97110", Charge: 100})
	c := &Claims{Billed: []*Claim{first, second, void}, Remits: []*Remit{remit, other}}
	c.Match()
	if first.Withdrawn != Voided || second.Withdrawn != NotWithdrawn || void.Withdrawn != VoidItself {
		t.Errorf("the void takes back the claim of its date: %v %v %v", first.Withdrawn, second.Withdrawn, void.Withdrawn)
	}
	if remit.Billed != second || other.Billed != nil {
		t.Error("the answer belongs to the claim of its date, and one of another date to none")
	}
}

func TestMatchReplacement(t *testing.T) {
	original := billed("C1", OriginalClaim, march9, ClaimLine{Code: "97110", Charge: 200})
	replacement := billed("C1", ReplacementClaim, march9, ClaimLine{Code: "97110", Charge: 100})
	unknown := billed("C2", ReplacementClaim, march9, ClaimLine{Code: "97110", Charge: 100})
	remits := []*Remit{answered("C1", ProcessedPrimary, march9, RemitLine{Code: "97110", Charge: 200}), answered("C1", ProcessedPrimary, march9, RemitLine{Code: "97110", Charge: 100})}
	c := &Claims{Billed: []*Claim{original, replacement, unknown}, Remits: remits}
	c.Match()
	if original.Withdrawn != Replaced || replacement.Withdrawn != NotWithdrawn || unknown.Withdrawn != NotWithdrawn {
		t.Error("a replacement withdraws the claim of its number alone")
	}
	if remits[0].Billed != original || remits[1].Billed != replacement {
		t.Error("each is answered by the remittance of its charge")
	}
}

// TestMatchWithoutNumbers: the patient, the date, the code and the charge find a claim where they fit only one.
func TestMatchWithoutNumbers(t *testing.T) {
	first := billed("A", OriginalClaim, march9, ClaimLine{Code: "97110", Charge: 100})
	second := billed("B", OriginalClaim, march10, ClaimLine{Code: "97110", Charge: 100})
	twin := billed("C", OriginalClaim, march10, ClaimLine{Code: "97110", Charge: 100})
	remit := answered("000", ProcessedPrimary, march9, RemitLine{Code: "97110", Charge: 100})
	unsure := answered("001", ProcessedPrimary, march10, RemitLine{Code: "97110", Charge: 100})
	c := &Claims{Billed: []*Claim{first, second, twin}, Remits: []*Remit{remit, unsure}}
	c.Match()
	if remit.Billed != first || !slices.Contains(first.Lines[0].Paid, remit.Lines[0]) {
		t.Error("the line is found by what was billed")
	}
	if unsure.Billed != nil {
		t.Error("two claims fit: neither is taken")
	}
}
