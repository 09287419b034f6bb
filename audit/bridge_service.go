package audit

// cross takes a service over the bridge.
func (b *bridge) cross(s *Service, logged bool) {
	before := amount{}
	if logged {
		before = b.toLogged(s)
		b.logToClaim(s, before)
	}
	b.toPayment(s)
}

// toLogged adds what the record supports and what was logged. A line's money is its charge in the log; of a log without charges it is
// that of the claim, by units.
func (b *bridge) toLogged(s *Service) (sum amount) {
	for _, l := range s.Logged {
		logged := amount{1, l.Units(), 0}
		logged.money, _ = loggedMoney(l)
		supported, judged := l.Supported()
		sum.lines, sum.units, sum.money = sum.lines+1, sum.units+logged.units, sum.money+logged.money
		b.at(1, logged)
		if !judged {
			b.because(0, reasonUnjudged, logged.units, logged.money)
			continue
		}
		a := amount{1, supported, logged.money}
		if logged.units > 0 {
			a.money = logged.money.Scale(int64(supported), int64(logged.units))
		}
		b.at(0, a)
		what := reasonAbove
		if supported > logged.units {
			what = reasonBelow
		}
		b.because(0, what, logged.units-supported, logged.money-a.money)
	}
	return sum
}

// logToClaim books what changed between the log and the claim.
func (b *bridge) logToClaim(s *Service, logged amount) {
	billed, _ := s.UnitsBilled()
	charge, _ := s.Charge()
	switch {
	case len(s.Billed) == 0 && s.Missing == "":
		b.because(1, reasonNotBilled, -logged.units, -logged.money)
		return
	case len(s.Billed) == 0:
		b.because(1, reasonOutside, -logged.units, -logged.money)
		return
	case len(s.Logged) == 0 && s.Missing == "":
		b.because(1, reasonNotLogged, billed, charge)
		return
	case len(s.Logged) == 0:
		b.because(1, reasonBeyondLog, billed, charge)
		return
	}
	change, moved := billed-logged.units, Cents(0)
	if logged.units > 0 {
		moved = logged.money.Scale(int64(change), int64(logged.units))
	}
	verdict, excess, lost := s.Verdict()
	switch verdict {
	case RightlyLowered:
		b.because(1, reasonRightlyLowered, change, moved)
	case WronglyLowered:
		wrong := moved
		if change != 0 {
			wrong = moved.Scale(int64(lost), int64(-change))
		}
		b.because(1, reasonWronglyLowered, -lost, wrong)
		b.because(1, reasonRightlyLowered, change+lost, moved-wrong)
	case RightlyRaised:
		b.because(1, reasonRaisedRight, change, moved)
	case WronglyRaised:
		wrong := moved.Scale(int64(excess), int64(change))
		b.because(1, reasonRaisedWrong, excess, wrong)
		b.because(1, reasonRaisedRight, change-excess, moved-wrong)
	case Lowered:
		b.because(1, reasonLowered, change, moved)
	case Raised:
		b.because(1, reasonRaised, change, moved)
	default: // the units are the same, or not known on a side
		moved = 0
		b.because(1, reasonNoUnits, change, 0)
	}
	if rest := charge - logged.money - moved; rest != 0 {
		what := reasonOtherCharge
		if logged.money == 0 {
			what = reasonNoCharge
		}
		b.because(1, what, 0, rest)
	}
}

// toPayment books what became of a billed service.
func (b *bridge) toPayment(s *Service) {
	if len(s.Billed) == 0 {
		return
	}
	billed, _ := s.UnitsBilled()
	charge, _ := s.Charge()
	b.at(2, amount{len(s.Billed), billed, charge})
	a := &s.Answer
	switch a.Outcome {
	case Denied:
		b.because(2, reasonDenied, -billed, -charge)
	case Reversed:
		b.because(2, reasonReversed, -billed, -charge)
	case ByClaim:
		b.because(2, reasonByClaim, -billed, -charge)
	case Unanswered:
		what := reasonUnanswered
		if s.NoAnswers != "" {
			what = reasonNotCovered
		}
		b.because(2, what, -billed, -charge)
	default:
		b.paid(s, billed, charge)
	}
}

// paid books the allowed and the paid amount of a service, once each; a second payment stands by itself.
func (b *bridge) paid(s *Service, billed Units, charge Cents) {
	a := &s.Answer
	units, allowed, once := a.Units.Units, a.Allowed, a.Paid-a.Twice
	if !a.Units.Known || a.Twice != 0 {
		units = billed
	}
	if a.Twice != 0 && a.Paid != 0 {
		allowed = allowed.Scale(int64(once), int64(a.Paid))
	}
	if !a.AllowedKnown {
		allowed = once
		b.because(2, reasonNotAllowedKnown, 0, allowed-charge)
	} else {
		cut := Cents(0)
		if units != billed && billed > 0 {
			cut = charge.Scale(int64(units-billed), int64(billed))
		}
		b.because(2, reasonFewerPaid, units-billed, cut)
		b.because(2, reasonFee, 0, allowed-charge-cut)
	}
	if !a.AllowedKnown {
		b.because(2, reasonFewerPaid, units-billed, 0)
	}
	b.at(3, amount{len(s.Billed), units, allowed})
	patient := Cents(0)
	for _, l := range a.Standing {
		for _, r := range l.Adjustments {
			if r.Group == patientGroup {
				patient += r.Amount
			}
		}
	}
	if a.Twice != 0 && a.Paid != 0 {
		patient = patient.Scale(int64(once), int64(a.Paid))
	}
	paid := a.Paid + a.Further
	b.because(3, reasonPatient, 0, a.Further-patient)
	b.because(3, reasonTwice, 0, a.Twice)
	b.because(3, reasonOtherPart, 0, paid-a.Further+patient-a.Twice-allowed)
	b.at(4, amount{len(s.Billed), units, paid})
}

// patientGroup is the group of adjustments that the patient or a further payer owes.
const patientGroup = "PR"
