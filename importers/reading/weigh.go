package reading

import (
	"math"
	"regexp"
	"strings"

	"otaudit/audit"
	"otaudit/importers/value"
)

// What values are worth at most: how much they tell this field from others. Any text may be a description; a column of
// procedure codes is nothing else.
const (
	telling    = 40 // procedure codes, diagnoses, NPIs, modifiers
	clear      = 30 // words of a visit, known payers, times with AM and PM, credentials
	suggestive = 15 // dates, amounts with cents, names as Last, First
	compatible = 8  // small whole numbers, any text in a text field
)

// fullTrust is how many values are needed before they count in full; with one the header counts more.
const fullTrust = 6

// weigh adds what the values of a column are worth for a field. It returns why they refuse it; empty if they do not.
func (r *reader) weigh(k *candidate, col int) (refused string) {
	c := &r.Columns[col]
	if !c.Read || c.Prose {
		return ""
	}
	s := ShapeOf(k.field, c.Column, r.context(k.match.Kind == value.KindHours))
	worth, special := r.worth(k, col, &s)
	if s.Of > 0 && !s.Holds() {
		return s.Reason
	}
	if k.words == 0 && (s.Of == 0 || 100*s.Fit < 90*s.Of || worth < suggestive && !special) {
		return s.Reason
	}
	if s.Of > 0 {
		trust := math.Min(1, float64(s.Of+1)/fullTrust)
		if k.words == 0 {
			trust = math.Max(trust, 0.8)
		}
		k.values = int(float64(worth) * trust * float64(s.Fit) / float64(s.Of))
		if worth >= suggestive && k.values > 0 {
			k.reasons = append(k.reasons, s.Reason)
		}
	}
	return ""
}

var (
	lastFirst  = regexp.MustCompile(`^\p{L}[\p{L}' .-]*,\s*\p{L}[\p{L}' .-]*$`)
	fewWords   = regexp.MustCompile(`^\p{L}[\p{L}'.-]*(?: \p{L}[\p{L}'.-]*){1,3}$`)
	twoDigits  = regexp.MustCompile(`^\d{2}(?:\D|$)`)
	withCents  = regexp.MustCompile(`^\(?-?\$|\.\d\d\)?$`)
	visitKinds = regexp.MustCompile(`(?i)\b(eval|initial|daily|progress|discharge|treat|re-?eval|follow|recert|visit|note|ie|dn|pn|dc|ds|re)`)
	hourMinute = regexp.MustCompile(`^\d{1,2}:\d{2}`)
)

// worth returns how much the values tell the field from others, and may judge the shape anew where the field has none of its
// own; special values may stand without a header although they are worth little by themselves.
func (r *reader) worth(k *candidate, col int, s *Shape) (worth int, special bool) {
	c := &r.Columns[col]
	share := func(what string, fits func(v value.CellValue) bool) Shape { return countShape(c.Column, what, fits) }
	text := func(v value.CellValue) string { return value.TrimEdges(v.Text) }
	known := k.words >= wordsKnown
	switch k.field {
	case audit.Code:
		return telling, false
	case audit.Diagnoses, audit.NPI:
		return telling, false
	case audit.Modifiers:
		if k.words == 0 { // numbers alone may be anything
			letters := share("modifiers with letters", func(v value.CellValue) bool {
				return strings.ContainsAny(strings.ToUpper(v.Text), "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
			})
			if 2*letters.Fit < letters.Of {
				*s = Shape{Of: letters.Of, Reason: letters.Reason}
			}
		}
		return clear, false
	case audit.Status:
		if k.match.Kind != value.KindPlain {
			return compatible, false
		}
		words := share("words of a visit (kept, cancelled, no show)", func(v value.CellValue) bool {
			class := value.ClassifyStatus(v.Text)
			return class == value.StatusKept || class == value.StatusNotKept
		})
		if notKept := share("visits not kept", func(v value.CellValue) bool { return value.ClassifyStatus(v.Text) == value.StatusNotKept }); notKept.Fit > 0 {
			// beside words of office work a void line matters all the same
			words = share("words of a visit or of office work", func(v value.CellValue) bool { return value.ClassifyStatus(v.Text) != value.StatusUnknown })
		}
		if k.match.Needs == "visit-words" || !known {
			*s = words
		}
		return clear, false
	case audit.Payer:
		if r.KnownPayer != nil {
			payers := share("names of payers", func(v value.CellValue) bool { return r.KnownPayer(v.Text) })
			if 2*payers.Fit >= payers.Of && payers.Of > 0 {
				s.Reason = payers.Reason
				return clear, true
			}
		}
		if k.words <= wordsSeldom {
			*s = Shape{Of: s.Of, Reason: "no known payers"}
		}
		return compatible, false
	case audit.Therapist, audit.Supervisor, audit.Assistant:
		if k.match.Kind != value.KindPlain {
			return compatible, false
		}
		people := share("names with a therapy credential", func(v value.CellValue) bool { return value.CredentialsOfName(v.Text) != nil })
		if 2*people.Fit >= people.Of && people.Of > 0 {
			if k.words == 0 && k.field == audit.Therapist {
				*s = people
			}
			s.Reason = people.Reason
			return clear, true
		}
		if k.field != audit.Therapist || known {
			return compatible, false
		}
		names := share("names", func(v value.CellValue) bool { return looksLikeName(text(v)) })
		if k.words == 0 {
			*s = names
		}
		return compatible, true
	case audit.PatientName:
		people := share("names with a therapy credential", func(v value.CellValue) bool { return value.CredentialsOfName(v.Text) != nil })
		if 2*people.Fit >= people.Of && people.Of > 0 && !known {
			*s = Shape{Of: people.Of, Reason: people.Reason}
			return 0, false
		}
		names := share("names", func(v value.CellValue) bool { return looksLikeName(text(v)) || value.CredentialsOfName(v.Text) != nil })
		if !known && k.match.Pair == "" {
			numbers := share("numbers or dates", func(v value.CellValue) bool { return strings.ContainsAny(v.Text, "0123456789") })
			if k.words == 0 || 2*numbers.Fit > numbers.Of {
				*s = names
			}
		}
		if 10*names.Fit >= 9*names.Of && names.Of > 0 {
			s.Reason = names.Reason
			return suggestive, true
		}
		return compatible, false
	case audit.PatientID:
		if k.words == 0 { // keys that repeat as names do are weighed by the relations
			digits := share("keys", func(v value.CellValue) bool {
				t := text(v)
				return len(t) >= 3 && strings.ContainsAny(t, "0123456789") && !strings.ContainsAny(t, ":/ $.,") && value.ReadWrittenDate(t).Form == 0
			})
			*s = digits
			return compatible, true
		}
		if k.words >= wordsKnown { // letters alone are keys too, where the header says so
			s.Fit, s.Refused = s.Of, false
		}
		if !known && len(c.Values) >= fullTrust && len(c.Values) == c.Total-c.Blank {
			*s = Shape{Of: s.Of, Reason: "a key of its own on every row"}
		}
		return compatible, false
	case audit.PlaceOfService:
		places := share("texts that begin with a two-digit code", func(v value.CellValue) bool {
			return twoDigits.MatchString(text(v)) || len(text(v)) == 1 && text(v) != "0"
		})
		if !known || k.match.Needs != "" {
			*s = places
		}
		return suggestive, false
	case audit.Charge, audit.Allowed:
		form := value.DecideNumbers(c.CellValues())
		money := share("amounts of money", func(v value.CellValue) bool {
			_, reading, _ := form.ParseMoney(v.Text, v.Hint)
			return reading == value.OK
		})
		if !known {
			*s = money
			cents := share("amounts with cents or dollars", func(v value.CellValue) bool { return withCents.MatchString(text(v)) })
			codes := ShapeOf(audit.Code, c.Column, r.context(false))
			switch {
			case codes.Of > 0 && codes.Fit == codes.Of:
				*s = Shape{Of: codes.Of, Reason: "they are procedure codes"}
			case 2*cents.Fit >= cents.Of:
				return suggestive, k.words > 0
			}
			if k.words == 0 {
				return 0, false
			}
		} else if cents := share("amounts with cents or dollars", func(v value.CellValue) bool { return withCents.MatchString(text(v)) }); 2*cents.Fit >= cents.Of {
			return suggestive, false
		}
		return compatible, false
	case audit.StartTime, audit.EndTime:
		times := share("times", looksLikeTime)
		if !known || k.match.Needs != "" {
			*s = times
		}
		if value.AllMarked(c.CellValues()) && times.Of > 0 {
			s.Reason = "all values have AM or PM"
			return clear, true
		}
		if times.Of > 0 && times.Fit == times.Of && r.laterThanSix(c) {
			return suggestive, true
		}
		return compatible, false
	case audit.Credential:
		tokens := share("credentials", func(v value.CellValue) bool {
			_, reading, _ := value.ParseCredential(v.Text)
			return reading == value.OK
		})
		if !known {
			*s = tokens
		}
		return suggestive, false
	case audit.Minutes, audit.TimedMinutes, audit.TreatmentMinutes:
		if dollars := share("amounts of dollars", func(v value.CellValue) bool {
			return strings.Contains(v.Text, "$") || k.words <= wordsSeldom && withCents.MatchString(text(v))
		}); dollars.Of > 0 && 2*dollars.Fit > dollars.Of {
			*s = Shape{Of: dollars.Of, Reason: dollars.Reason}
			return 0, false
		}
		if minuteUnits(c.CellValues()) {
			s.Reason = "all values are written as minutes"
			return clear, true
		}
		if k.words == 0 && !plainMinutes(c) {
			*s = Shape{Of: s.Of, Reason: "no plain minutes"}
		}
		return compatible, true
	case audit.UnitsBilled:
		if dollars := share("amounts of dollars", func(v value.CellValue) bool { return strings.Contains(v.Text, "$") }); dollars.Of > 0 && 2*dollars.Fit > dollars.Of {
			*s = Shape{Of: dollars.Of, Reason: dollars.Reason}
			return 0, false
		}
		return compatible, true
	case audit.VisitType:
		if !known {
			*s = share("kinds of visits", func(v value.CellValue) bool { return visitKinds.MatchString(v.Text) })
		}
		return suggestive, false
	case audit.GroupSize:
		return compatible, false
	}
	if k.field.Kind() == audit.Day {
		if k.words == 0 { // without a header a bare number is no date, but for one of eight digits
			*s = share("written as dates", func(v value.CellValue) bool { return writtenAsDate(v) })
		}
		return suggestive, false
	}
	if k.match.Needs == "encounter" {
		*s = share("keys with a digit that are no dates", func(v value.CellValue) bool {
			form := value.ReadWrittenDate(text(v)).Form
			return strings.ContainsAny(v.Text, "0123456789") && form != value.FixedDate && form != value.OrderedDate &&
				v.Hint.Style != value.StyleDate && v.Hint.Style != value.StyleDateTime
		})
		if s.Fit < s.Of {
			s.Refused = true
		}
	}
	return compatible, false
}

// writtenAsDate reports a cell that is a date by its form, not only by its number.
func writtenAsDate(v value.CellValue) bool {
	if v.Hint.Number {
		return v.Hint.Style == value.StyleDate || v.Hint.Style == value.StyleDateTime
	}
	text := value.TrimEdges(v.Text)
	return value.ReadWrittenDate(text).IsDay() && (len(text) == 8 || strings.ContainsAny(text, "/.-, "))
}

// looksLikeName reports a text as names of persons are written: Last, First or two to four words, without digits.
func looksLikeName(text string) bool {
	if len(text) > 60 || strings.ContainsAny(text, "0123456789$%:") {
		return false
	}
	return lastFirst.MatchString(text) || fewWords.MatchString(text)
}

func looksLikeTime(v value.CellValue) bool {
	if v.Hint.Number && v.Hint.Style.TimeLike() {
		return true
	}
	text, _ := value.Readable(v.Text)
	_, ok := value.ReadWrittenTime(value.TimeParts(text)[0])
	return ok
}

// laterThanSix reports times of day rather than lengths: most of them from seven in the morning on.
func (r *reader) laterThanSix(c *Column) bool {
	late, of := 0, 0
	for v, n := range c.Values {
		text := value.TrimEdges(v.Text)
		if !hourMinute.MatchString(text) && !(v.Hint.Number && v.Hint.Style.TimeLike()) {
			continue
		}
		of += n
		hour, _, _ := strings.Cut(text, ":")
		if h := strings.TrimLeft(hour, "0"); len(h) == 2 || len(h) == 1 && h >= "7" {
			late += n
		}
	}
	return of > 0 && 2*late > of
}

func minuteUnits(values []value.CellValue) bool {
	seen := false
	for _, v := range values {
		text, reading := value.Readable(v.Text)
		if reading == value.Absent {
			continue
		}
		if !value.MinutesText.MatchString(text) && !value.HourMinText.MatchString(text) {
			return false
		}
		seen = true
	}
	return seen
}

// plainMinutes reports whole numbers of which most are minutes as therapists log them.
func plainMinutes(c *Column) bool {
	fit, of := 0, 0
	for v, n := range c.Values {
		of += n
		if m, reading, _ := value.ParseCount(v.Text); reading == value.OK && (m == 0 || m >= 5 && m <= shapeMaxMinutes) {
			fit += n
		}
	}
	return of > 0 && 10*fit >= 9*of
}
