package value

import (
	"regexp"
	"strings"
	"unicode"
)

// StatusClass says what a status means for the line.
type StatusClass uint8

// The classes. Words of payment or office work are not words of a visit.
const (
	StatusUnknown   StatusClass = iota // no word that is known
	StatusKept                         // the visit took place
	StatusNotKept                      // cancelled, not attended, void, deleted, or a row of a ledger that is no charge: it is excluded
	StatusNotAVisit                    // paid, denied, open: the state of a claim, a payment or a note
)

var notKeptWords = wordSet(`cancel; cancelled; canceled; cancellation; late cancel; late cancelled; late canceled; late cancellation;
	same day cancel; same day cancellation; no show; noshow; did not show; rescheduled; reschedule; void; voided; deleted; inactive;
	do not bill; not kept; not attended; missed; absent; payment; insurance payment; patient payment; adjustment;
	contractual adjustment; write off; writeoff; refund`)

var keptWords = wordSet(`kept; completed; complete; arrived; attended; present; seen; show; showed; checked in; checked out; finished;
	visit completed; treated; charge; charges`)

var notAVisitWords = wordSet(`paid; unpaid; partially paid; denied; open; closed; billed; unbilled; pending; submitted; rejected; accepted;
	posted; approved; signed; unsigned; finalized; draft; locked; invoiced; adjusted; appealed; ready to bill; on hold`)

var cancelWithReason = regexp.MustCompile(`^(?:(?:late|same day|patient|client|clinic|therapist|provider) )?cancel(?:led|ed|lation)?(?: (?:by|due to|same day|late|on|less than|within|with|no charge|patient|client|clinic|therapist|provider).*)?$`)

func wordSet(list string) map[string]bool {
	set := make(map[string]bool)
	for phrase := range strings.SplitSeq(list, ";") {
		set[strings.Join(strings.Fields(phrase), " ")] = true
	}
	return set
}

// ClassifyStatus tells kept visits from those that were not kept, by whole phrases only.
func ClassifyStatus(text string) StatusClass {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	phrase := strings.Join(words, " ")
	switch {
	case notKeptWords[phrase], cancelWithReason.MatchString(phrase):
		return StatusNotKept
	case keptWords[phrase]:
		return StatusKept
	case notAVisitWords[phrase]:
		return StatusNotAVisit
	}
	return StatusUnknown
}

// ParseStatus reads a status column. A flag column gives the word of its header for a visit that was not kept, and an absent
// value for one that was.
func ParseStatus(text string, kind ColumnKind, flag string) (string, Reading, string) {
	if kind != KindStatusFlag && kind != KindKeptFlag {
		return ParseText(text)
	}
	yes, reading, why := ParseFlag(text)
	if reading == Bad {
		if class := ClassifyStatus(text); class == StatusKept || class == StatusNotKept {
			return TrimEdges(text), OK, ""
		}
	}
	switch {
	case reading != OK:
		return "", reading, why
	case kind == KindStatusFlag && yes:
		return flag, OK, ""
	case kind == KindKeptFlag && !yes:
		return "not kept", OK, ""
	case kind == KindKeptFlag:
		return "kept", OK, ""
	}
	return "", Absent, ""
}
