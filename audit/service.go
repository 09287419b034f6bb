package audit

import "slices"

// Service is one service as it was logged, billed and answered. Mostly it is one line of each. Where several lines of one code of
// a patient and date cannot be told apart, or were billed on one line, they are one service, compared by their sums. Every line of
// the log and of the claims belongs to one service only.
type Service struct {
	Logged []*Line      // lines of the log, in the run's order; none if it was billed only, or the run has no log
	Billed []*ClaimLine // that stand; none if it was logged only
	Again  []*ClaimLine // the same service on other claims that stand: sent again, or to a further payer
	Before []*ClaimLine // the same service on claims that were replaced or voided
	// Answer is what the payers made of all of these.
	Answer Answer
	// Missing says why the log and the claims cannot be compared; NoAnswers why nothing can be said of an answer that is not there.
	// Empty if they can.
	Missing   string
	NoAnswers string
	// Alike says that equal lines of the patient and day were matched, and that this one is left over: which of them it is is not known.
	Alike bool

	sessions []*Session // of the logged lines
}

// Compared reports whether the service was both logged and billed.
func (s *Service) Compared() bool { return s != nil && len(s.sessions) > 0 && len(s.Billed) > 0 }

// First reports whether the line is the one on which the service as a whole is reported.
func (s *Service) First(l *Line) bool { return len(s.Logged) == 0 || s.Logged[0].Index == l.Index }

// AllowedAmount is what the payer allows for the line: as logged, else as it answered where the line is the whole of the service.
func (l *Line) AllowedAmount() (Cents, bool) {
	if l.Has(Allowed) {
		return l.Money(Allowed), true
	}
	s := l.Service
	if s == nil || len(s.sessions) != 1 || s.Answer.Outcome != Paid || !s.Answer.AllowedKnown || s.Answer.Twice != 0 {
		return 0, false
	}
	return s.Answer.Allowed, true
}

// UnitsLogged adds up the units of the lines of the log; false if one has none that can be read.
func (s *Service) UnitsLogged() (sum Units, known bool) {
	for _, l := range s.sessions {
		if !l.Has(UnitsBilled) {
			return 0, false
		}
		sum += l.Units()
	}
	return sum, true
}

// UnitsBilled adds up the units of the claim lines; false if one is not billed in units.
func (s *Service) UnitsBilled() (sum Units, known bool) {
	for _, l := range s.Billed {
		if !l.Units.Known || l.Measure != MeasureUnits {
			return 0, false
		}
		sum += l.Units.Units
	}
	return sum, true
}

// Supported adds up what the record supports; false if that is not known of every line. Before the rules about units have run
// nothing is known.
func (s *Service) Supported() (sum Units, known bool) {
	for _, l := range s.Logged {
		units, judged := l.Supported()
		if !judged {
			return 0, false
		}
		sum += units
	}
	return sum, len(s.Logged) > 0
}

// Charge adds up the charges of the claim lines that stand; false if one cannot be read.
func (s *Service) Charge() (sum Cents, known bool) {
	for _, l := range s.Billed {
		if !l.ChargeKnown {
			return 0, false
		}
		sum += l.Charge
	}
	return sum, len(s.Billed) > 0
}

// SentTwice gives a claim line that says the same again as another one to a payer of the same rank, although neither was denied but as a
// duplicate; nil if there is none. refused reports that the payer did deny it as one.
func (s *Service) SentTwice() (line *ClaimLine, refused bool) {
	asks := func(l *ClaimLine) bool {
		a := answerTo(l)
		return a.Outcome != Denied && a.Outcome != Reversed || a.refusedAsDuplicate()
	}
	for _, again := range s.Again {
		if asks(again) && slices.ContainsFunc(slices.Concat(s.Billed, s.Again), func(l *ClaimLine) bool {
			return l.Claim != again.Claim && rankOf(l) == rankOf(again) && asks(l)
		}) {
			a := answerTo(again)
			return again, a.refusedAsDuplicate()
		}
	}
	return nil, false
}

// rankOf says whether a claim went to a first, second or further payer.
func rankOf(l *ClaimLine) string {
	if len(l.Claim.Payers) == 0 || l.Claim.Payers[0].Sequence == "" {
		return firstPayer
	}
	return l.Claim.Payers[0].Sequence
}

const firstPayer = "P"

// The measures of SV103.
const (
	MeasureUnits   = "UN"
	MeasureMinutes = "MJ"
)

// UnitVerdict is what the minutes say of the units billed beside those logged.
type UnitVerdict uint8

// The verdicts.
const (
	UnitsUnknown  UnitVerdict = iota // the units of the log or of the claim are not known
	UnitsAsLogged                    // and the record supports as many, or more
	WronglyKept                      // billed as logged, above what the record supports
	Lowered                          // or raised, where nothing is known of what the record supports
	Raised
	RightlyLowered // to what the record supports, or still above it
	WronglyLowered // below what the record supports
	RightlyRaised  // to no more than the record supports
	WronglyRaised  // above what the record supports
)

// Verdict compares the units billed with those logged and those that the record supports. Excess is what is billed above the
// record, Lost what the record supports beyond what is billed, as far as the claim and not the log is the cause.
func (s *Service) Verdict() (v UnitVerdict, excess, lost Units) {
	logged, ok := s.UnitsLogged()
	billed, known := s.UnitsBilled()
	if !ok || !known {
		return UnitsUnknown, 0, 0
	}
	supported, judged := s.Supported()
	switch {
	case billed == logged && judged && supported < billed:
		return WronglyKept, billed - supported, 0
	case billed == logged:
		return UnitsAsLogged, 0, 0
	case !judged && billed < logged:
		return Lowered, 0, 0
	case !judged:
		return Raised, 0, 0
	case billed < logged && billed < supported:
		return WronglyLowered, 0, min(logged, supported) - billed
	case billed < logged:
		return RightlyLowered, billed - supported, 0
	case billed <= supported:
		return RightlyRaised, 0, 0
	}
	return WronglyRaised, billed - max(logged, supported), 0
}
