package reading

// MinutesScope says whether the minutes of a column belong to the line or repeat the visit's total.
type MinutesScope uint8

// The scopes. Without enough visits of several lines a column that never varies within one is undecided.
const (
	ScopeUndecided MinutesScope = iota
	ScopeLine
	ScopeVisit
)

const (
	scopeVisits  = 5  // visits of several lines that a visit total needs as evidence
	scopePercent = 95 // percent of them in which all lines agree

	// fewContradictions of two columns of minutes among rows that agree say nothing of the columns, however short the log:
	// they are findings of U012 and others about their visits, which a column left unread would hide.
	fewContradictions = 4
)

// LineOrVisit judges the minutes of a column, given the values of each visit line by line. In a visit total the value is the
// same on every line of nearly every visit; if it varies, or every visit has one line, it is the line's own.
func LineOrVisit(visits [][]int32) MinutesScope {
	several, constant := 0, 0
	for _, lines := range visits {
		if len(lines) < 2 {
			continue
		}
		several++
		if allEqual(lines) {
			constant++
		}
	}
	switch {
	case several == 0, constant < several && several < scopeVisits, 100*constant < scopePercent*several:
		return ScopeLine
	case several < scopeVisits:
		return ScopeUndecided
	}
	return ScopeVisit
}

func allEqual(values []int32) bool {
	for _, v := range values {
		if v != values[0] {
			return false
		}
	}
	return true
}

// ConstantWithinVisits judges a column that is bound to a visit's total: it must not differ between lines of one visit.
func ConstantWithinVisits(visits [][]int32) Shape {
	s := Shape{Reason: "the value is the same on all lines of a visit"}
	for _, lines := range visits {
		s.Of++
		if allEqual(lines) {
			s.Fit++
		}
	}
	s.Refused = !enough(s)
	if s.Refused {
		s.Reason = "the value differs between the lines of a visit: it is no visit total"
	}
	return s
}

// VisitTotals are the two totals of one visit in minutes.
type VisitTotals struct{ Timed, Treatment int32 }

// TimedWithinTreatment judges whether the total treatment minutes hold the timed minutes on nearly every visit. If not, the
// two columns may be swapped, and a profile has to say so.
func TimedWithinTreatment(visits []VisitTotals) Shape {
	s := Shape{Reason: "treatment minutes hold the timed minutes"}
	for _, v := range visits {
		s.Of++
		if v.Treatment >= v.Timed {
			s.Fit++
		}
	}
	if s.Ask = contradicted(s); s.Ask {
		s.Reason = "treatment minutes are below timed minutes on too many visits: are the two columns swapped?"
	}
	return s
}

// LineParts are the minutes of one line and the parts of it that an assistant had a hand in; absent parts are 0.
type LineParts struct{ Minutes, Assistant, Together int32 }

// PartsWithinMinutes judges whether assistant and together minutes are parts of the line's minutes.
func PartsWithinMinutes(lines []LineParts) Shape {
	s := Shape{Reason: "assistant and together minutes are part of the minutes"}
	for _, l := range lines {
		s.Of++
		if l.Assistant+l.Together <= l.Minutes {
			s.Fit++
		}
	}
	if s.Refused = contradicted(s); s.Refused {
		s.Ask = true
		s.Reason = "assistant and together minutes exceed the minutes on too many lines"
	}
	return s
}

// contradicted says whether two columns contradict each other: on many of the rows, or in a short log on all of several.
func contradicted(s Shape) bool {
	against := s.Of - s.Fit
	return !enough(s) && (against > fewContradictions || against == s.Of && against > 1)
}

func enough(s Shape) bool { return 100*s.Fit >= scopePercent*s.Of }
