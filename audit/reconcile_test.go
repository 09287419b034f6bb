package audit

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// book makes lines of a log and of claims for the tests of the reconciliation.
type testBook struct {
	layout   *Layout
	sessions []*Session
	claims   Claims
}

func newTestBook() *testBook {
	return &testBook{layout: &Layout{Sheet: "log.csv", Symbols: NewSymbols(), Slots: make([]Slot, 1)}, claims: Claims{Compared: true}}
}

// testLine is a line of the log or of a claim.
type testLine struct {
	patient, code, modifiers, payer string
	day, units                      int
}

func (b *testBook) log(l testLine) *Session {
	s := &Session{Layout: b.layout, Row: int32(len(b.sessions) + 2)}
	symbols := b.layout.Symbols
	s.Set(PatientID, symbols.Intern(l.patient))
	s.Set(DateOfService, int32(march9)+int32(l.day))
	s.Set(Code, symbols.Intern(l.code))
	s.Set(UnitsBilled, int32(WholeUnits(l.units)))
	if l.modifiers != "" {
		s.Set(Modifiers, symbols.InternList([]string{l.modifiers}))
	}
	if l.payer != "" {
		s.Set(Payer, symbols.Intern(l.payer))
	}
	b.sessions = append(b.sessions, s)
	return s
}

// claim adds a claim with lines of one patient.
func (b *testBook) claim(lines ...testLine) *Claim {
	n := len(b.claims.Billed)
	c := &Claim{Control: fmt.Sprint("C", n), Frequency: OriginalClaim, Record: lines[0].patient, Payers: []ClaimPayer{{Name: lines[0].payer, Sequence: "P"}}}
	for i, l := range lines {
		s := &Session{Layout: b.layout, Row: int32(1000 + 100*n + i)}
		claimed := &ClaimLine{Claim: c, At: Ref{Sheet: "sent.837", Row: int32(100*n + i)}, From: march9 + Date(l.day), To: march9 + Date(l.day), Code: l.code,
			Units: Some(l.units), Measure: MeasureUnits, Charge: Cents(4000 * l.units), ChargeKnown: true, Session: s}
		if l.modifiers != "" {
			claimed.Modifiers = []string{l.modifiers}
		}
		c.Lines = append(c.Lines, claimed)
	}
	b.claims.Billed = append(b.claims.Billed, c)
	return c
}

// answer has a payer answer a line of a claim with an amount; 0 denies it.
func answerOf(l *ClaimLine, status ClaimStatus, paid Cents, day Date) *RemitLine {
	r := &Remit{At: Ref{Sheet: "paid.835", Row: int32(day)}, Status: status, Payment: &Payment{Date: day}}
	charge := l.Charge
	if status == ReversedPayment {
		charge = -charge
	}
	line := &RemitLine{Remit: r, At: r.At, Code: l.Code, BilledCode: l.Code, Units: l.Units, Charge: charge, Paid: paid, Allowed: paid, AllowedKnown: true, Answers: l}
	if paid == 0 {
		line.Adjustments = []Adjustment{{Group: "CO", CARC: "50", Amount: charge}}
	}
	r.Lines = []*RemitLine{line}
	l.Paid = append(l.Paid, line)
	return line
}

func (b *testBook) reconcile() *reconciliation { return reconcile(b.sessions, &b.claims) }

// service gives the one service of a line.
func service(t *testing.T, r *reconciliation, s *Session) *Service {
	t.Helper()
	found := r.of[s]
	if found == nil {
		t.Fatal("the line has no service")
	}
	return found
}

func TestLinesOfOneCodeBilledTogether(t *testing.T) {
	b := newTestBook()
	two, one := b.log(testLine{patient: "P", code: "97530", units: 2}), b.log(testLine{patient: "P", code: "97530", units: 1})
	b.claim(testLine{patient: "P", code: "97530", units: 3})
	r := b.reconcile()
	s := service(t, r, two)
	logged, _ := s.UnitsLogged()
	billed, _ := s.UnitsBilled()
	if s != service(t, r, one) || logged != billed || len(s.sessions) != 2 {
		t.Errorf("two lines billed on one are one service: %s logged, %s billed", logged, billed)
	}
}

func TestOneLineBilledOnTwo(t *testing.T) {
	b := newTestBook()
	line := b.log(testLine{patient: "P", code: "97530", units: 3})
	b.claim(testLine{patient: "P", code: "97530", units: 2, modifiers: "CO"}, testLine{patient: "P", code: "97530", units: 1})
	if s := service(t, b.reconcile(), line); len(s.Billed) != 2 {
		t.Errorf("a line split for its modifiers is one service of %d claim lines", len(s.Billed))
	}
}

func TestEqualLinesOfWhichOneWasBilled(t *testing.T) {
	b := newTestBook()
	l := testLine{patient: "P", code: "97530", units: 2}
	b.log(l)
	second := b.log(l)
	b.claim(l)
	r := b.reconcile()
	if s := service(t, r, second); s.Compared() || !s.Alike || s.Missing != "" {
		t.Errorf("of two equal lines one is left, and which it is is not known: %+v", s)
	}
}

func TestResubmissionsFold(t *testing.T) {
	l := testLine{patient: "P", code: "97530", units: 2}
	b := newTestBook()
	line := b.log(l)
	first, again := b.claim(l), b.claim(l)
	answerOf(first.Lines[0], DeniedClaim, 0, march10)
	answerOf(again.Lines[0], ProcessedPrimary, 6000, march10+20)
	r := b.reconcile()
	s := service(t, r, line)
	if len(s.Billed) != 1 || s.Billed[0].Claim != again || len(s.Again) != 1 || sentTwice(s) || s.Answer.Outcome != Paid || len(r.unlogged) != 0 {
		t.Errorf("a claim that was denied and sent again is paid: %+v", s)
	}

	b = newTestBook()
	line = b.log(l)
	b.claim(l)
	b.claim(l)
	if s := service(t, b.reconcile(), line); !sentTwice(s) {
		t.Error("one service on two claims, neither denied, was sent twice")
	}

	b = newTestBook()
	b.log(l)
	b.log(l)
	b.claim(l)
	b.claim(l)
	r = b.reconcile()
	for _, s := range r.services {
		if len(s.Again) > 0 {
			t.Error("two visits of a day, each with its claim, are no resubmission")
		}
	}
}

func sentTwice(s *Service) bool {
	again, _ := s.SentTwice()
	return again != nil
}

func TestAnswers(t *testing.T) {
	l := testLine{patient: "P", code: "97530", units: 2}
	type step struct {
		status ClaimStatus
		paid   Cents
	}
	for _, c := range []struct {
		name  string
		steps []step
		want  Outcome
		paid  Cents
		twice Cents
	}{
		{"none", nil, Unanswered, 0, 0},
		{"paid", []step{{ProcessedPrimary, 6000}}, Paid, 6000, 0},
		{"denied", []step{{DeniedClaim, 0}}, Denied, 0, 0},
		{"reversed", []step{{ProcessedPrimary, 6000}, {ReversedPayment, -6000}}, Reversed, 0, 0},
		{"reversed and corrected", []step{{ProcessedPrimary, 6000}, {ReversedPayment, -6000}, {ProcessedPrimary, 5000}}, Paid, 5000, 0},
		{"reversed and paid the same again", []step{{ProcessedPrimary, 6000}, {ReversedPayment, -6000}, {ProcessedPrimary, 6000}}, Paid, 6000, 0},
		{"reversed, the payment in no file", []step{{ReversedPayment, -6000}}, Reversed, 0, 0},
		{"denied, then paid", []step{{DeniedClaim, 0}, {ProcessedPrimary, 6000}}, Paid, 6000, 0},
		{"paid, the second time denied", []step{{ProcessedPrimary, 6000}, {DeniedClaim, 0}}, Paid, 6000, 0},
		{"paid twice", []step{{ProcessedPrimary, 6000}, {ProcessedPrimary, 6000}}, Paid, 12000, 6000},
		{"secondary", []step{{ProcessedPrimary, 6000}, {ProcessedSecondary, 1500}}, Paid, 6000, 0},
		{"not theirs", []step{{NotOurClaim, 0}}, Unanswered, 0, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, backwards := range []bool{false, true} {
				b := newTestBook()
				b.log(l)
				line := b.claim(l).Lines[0]
				for i, s := range c.steps {
					answerOf(line, s.status, s.paid, march10+Date(i))
				}
				if backwards {
					slices.Reverse(line.Paid)
				}
				a := service(t, b.reconcile(), b.sessions[0]).Answer
				if a.Outcome != c.want || a.Paid != c.paid || a.Twice != c.twice {
					t.Errorf("backwards %v: outcome %d, paid %s, twice %s", backwards, a.Outcome, a.Paid, a.Twice)
				}
			}
		})
	}
}

// TestOtherPeriod: claims of April say nothing of a log of March, and a file that ends within the month nothing of what is later.
func TestOtherPeriod(t *testing.T) {
	march := newTestBook()
	for day := range 20 {
		for p := range 5 {
			march.log(testLine{patient: fmt.Sprint(p), code: "97530", units: 2, day: day})
			march.claim(testLine{patient: fmt.Sprint(p), code: "97530", units: 2, day: day + 40})
		}
	}
	for _, s := range march.reconcile().services {
		if s.Missing == "" {
			t.Fatal("a line of another period than the claims is judged")
		}
	}

	half := newTestBook()
	var dropped, later *Session
	for day := range 20 {
		for p := range 5 {
			line := testLine{patient: fmt.Sprint(p), code: "97530", units: 2, day: day}
			s := half.log(line)
			switch {
			case day == 4 && p == 3:
				dropped = s
			case day < 10:
				half.claim(line)
			default:
				later = s
			}
		}
	}
	r := half.reconcile()
	if s := service(t, r, dropped); s.Missing != "" {
		t.Errorf("a line dropped among others that were billed is not judged: %s", s.Missing)
	}
	if s := service(t, r, later); s.Missing != "claims: "+otherPeriod {
		t.Errorf("a line after the end of the claims is judged: %q", s.Missing)
	}
}

func TestOtherPayer(t *testing.T) {
	b := newTestBook()
	var other *Session
	for day := range 5 {
		l := testLine{patient: "P", code: "97530", units: 2, day: day, payer: "Medicare"}
		b.log(l)
		b.claim(l)
		other = b.log(testLine{patient: "Q", code: "97530", units: 2, day: day, payer: "Self-pay"})
	}
	if s := service(t, b.reconcile(), other); s.Missing != "claims: "+otherGroup {
		t.Errorf("a line of a payer without claims is judged: %q", s.Missing)
	}
}

func TestCodeChanged(t *testing.T) {
	b := newTestBook()
	changed := b.log(testLine{patient: "P", code: "97140", units: 1})
	b.log(testLine{patient: "P", code: "97530", units: 2})
	b.claim(testLine{patient: "P", code: "97110", units: 1}, testLine{patient: "P", code: "97530", units: 2})
	if s := service(t, b.reconcile(), changed); !s.Compared() || s.Billed[0].Code != "97110" {
		t.Error("the only lines left of a day are one service under two codes")
	}

	b = newTestBook()
	unsure := b.log(testLine{patient: "P", code: "97140", units: 1})
	b.claim(testLine{patient: "P", code: "97110", units: 1}, testLine{patient: "P", code: "97112", units: 1})
	if s := service(t, b.reconcile(), unsure); s.Missing != severalFit {
		t.Errorf("two lines fit equally: neither is taken (%+v)", s)
	}
}

// TestMatchingIsOptimal compares the matching of a cell with the best of all: no other makes more pairs that are alike in all three
// of units, modifiers and charge, nor of those more pairs alike in two, and so on. Every line is in one service.
func TestMatchingIsOptimal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := newTestBook()
		line := func(label string) testLine {
			return testLine{patient: "P", code: "97530", units: rapid.IntRange(1, 3).Draw(t, label+" units"), modifiers: rapid.SampledFrom([]string{"", "CO"}).Draw(t, label+" modifiers")}
		}
		var claimed []testLine
		for range rapid.IntRange(0, 5).Draw(t, "logged") {
			b.log(line("log"))
		}
		for range rapid.IntRange(1, 5).Draw(t, "billed") {
			claimed = append(claimed, line("claim"))
		}
		b.claim(claimed...) // of one claim: nothing is sent again
		r := b.reconcile()
		seen, pairs := map[any]int{}, [4]int{}
		for _, s := range r.services {
			for _, session := range s.sessions {
				seen[session]++
			}
			for _, l := range slices.Concat(s.Billed, s.Again, s.Before) {
				seen[l]++
			}
			if len(s.sessions) == 1 && len(s.Billed) == 1 {
				pairs[alikeness(s.sessions[0], s.Billed[0])]++
			}
		}
		if len(seen) != len(b.sessions)+len(claimed) {
			t.Fatalf("%d of %d lines are in a service", len(seen), len(b.sessions)+len(claimed))
		}
		for _, n := range seen {
			if n > 1 {
				t.Fatal("a line is in several services")
			}
		}
		best := bestPairs(b.sessions, b.claims.Billed[0].Lines, [4]int{})
		if pairs[1] != best[1] || pairs[2] != best[2] || pairs[3] != best[3] { // what is left is one pair, or one service of several
			t.Fatalf("pairs by likeness %v, the best are %v", pairs, best)
		}
	})
}

// alikeness counts the leading parts that are equal; the log of the tests has no charges, so that 2 is all.
func alikeness(s *Session, l *ClaimLine) int {
	n := 0
	for n < len(likenesses) {
		by := likenesses[len(likenesses)-1-n]
		if by.logged(s) != by.billed(l) {
			break
		}
		n++
	}
	return n
}

// bestPairs tries every one-to-one matching and gives the counts of the best: by pairs alike in all, then in fewer.
func bestPairs(logged []*Session, billed []*ClaimLine, counts [4]int) [4]int {
	if len(logged) == 0 {
		return counts
	}
	best := bestPairs(logged[1:], billed, counts)
	for i, l := range billed {
		with := counts
		with[alikeness(logged[0], l)]++
		rest := slices.Delete(slices.Clone(billed), i, i+1)
		if got := bestPairs(logged[1:], rest, with); better(got, best) {
			best = got
		}
	}
	return best
}

func better(a, b [4]int) bool {
	for i := len(a) - 1; i >= 0; i-- {
		if a[i] != b[i] {
			return a[i] > b[i]
		}
	}
	return false
}

// TestReconciliationKnowsNoOrder: the order of the lines and of the claims changes nothing.
func TestReconciliationKnowsNoOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := newTestBook()
		codes := []string{"97530", "97110", "97140"}
		line := func(label string) testLine {
			return testLine{patient: rapid.SampledFrom([]string{"P", "Q"}).Draw(t, label), code: rapid.SampledFrom(codes).Draw(t, label), units: rapid.IntRange(1, 2).Draw(t, label), day: rapid.IntRange(0, 2).Draw(t, label)}
		}
		for range rapid.IntRange(0, 8).Draw(t, "logged") {
			b.log(line("log"))
		}
		for range rapid.IntRange(1, 8).Draw(t, "claims") {
			c := b.claim(line("claim"))
			if rapid.Bool().Draw(t, "answered") {
				answerOf(c.Lines[0], ProcessedPrimary, Cents(rapid.SampledFrom([]int{0, 3000}).Draw(t, "paid")), march10)
			}
		}
		before := servicesText(b.reconcile())
		b.sessions, b.claims.Billed = rapid.Permutation(b.sessions).Draw(t, "log"), rapid.Permutation(b.claims.Billed).Draw(t, "claims")
		if after := servicesText(b.reconcile()); !slices.Equal(before, after) {
			t.Fatalf("in another order\n%v\ninstead of\n%v", after, before)
		}
	})
}

func servicesText(r *reconciliation) (list []string) {
	for _, s := range r.services {
		text := fmt.Sprintf("missing %q %q alike %v outcome %d:", s.Missing, s.NoAnswers, s.Alike, s.Answer.Outcome)
		var parts []string
		for _, session := range s.sessions {
			parts = append(parts, fmt.Sprint("log ", session.Row))
		}
		for _, l := range s.Billed {
			parts = append(parts, fmt.Sprint("claim ", l.At.Row))
		}
		for _, l := range s.Again {
			parts = append(parts, fmt.Sprint("again ", l.At.Row))
		}
		slices.Sort(parts)
		list = append(list, text+fmt.Sprint(parts))
	}
	slices.Sort(list)
	return list
}
