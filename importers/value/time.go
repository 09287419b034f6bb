package value

import (
	"math"
	"regexp"
	"strconv"
	"strings"

	"otaudit/audit"
)

// TimeContext is what must be known beside the values to read a column of times.
type TimeContext struct {
	Known24 bool // a profile, or the canonical form of this program, says that hours run from 0 to 23
}

// TimeForm is how the times of one column are read.
type TimeForm struct {
	Clock24 bool // a time without AM or PM is meant on the 24-hour clock
}

// TimeReading is a time, or the two ends of a range written in one cell.
type TimeReading struct {
	Start, End audit.Clock
	HasEnd     bool
}

type halfDay uint8

const (
	noHalf halfDay = iota
	am
	pm
)

// writtenTime is a time of day before the column's clock is known.
type writtenTime struct {
	hour, minute int
	half         halfDay
	military     bool // four digits without a colon: the 24-hour clock by itself
	padded       bool // the hour has a leading zero
}

var (
	clockText    = regexp.MustCompile(`(?i)^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*([ap]\.?(?:m\.?)?)?$`)
	hourText     = regexp.MustCompile(`(?i)^(\d{1,2})\s*([ap]\.?(?:m\.?)?)$`)
	militaryText = regexp.MustCompile(`^(\d{1,2})(\d{2})$`)
	rangeDash    = regexp.MustCompile(`(?i)\s*(?:-|\x{2013}|\x{2014}|\bto\b)\s*`)
	dateBefore   = regexp.MustCompile(`^(\d{4}-\d{1,2}-\d{1,2}|\d{1,2}/\d{1,2}/\d{2,4})(?:T|\s+)(.*)$`)
	zoneAfter    = regexp.MustCompile(`(?i)\s*(?:z|utc|gmt|[ecmp][sd]t|[+-]\d{2}:\d{2})$`)
)

const minutesPerDay = 24 * 60

// DecideTimes finds out which clock a column uses. A time from 13:00 without AM or PM proves the 24-hour clock. Without one,
// hours with a leading zero count as its sign, unless an hour from 1 to 6 suggests an afternoon written in twelve hours.
func DecideTimes(values []CellValue, ctx TimeContext) TimeForm {
	marked, late, padded, small := false, false, false, false
	for _, v := range values {
		text, reading := Readable(v.Text)
		if reading != OK || v.Hint.Number {
			continue
		}
		for _, part := range TimeParts(text) {
			t, ok := ReadWrittenTime(part)
			switch {
			case !ok:
			case t.half != noHalf:
				marked = true
			default:
				late = late || t.hour >= 13
				padded = padded || t.padded && !t.military
				small = small || t.hour >= 1 && t.hour <= 6
			}
		}
	}
	return TimeForm{Clock24: ctx.Known24 || late || padded && !small && !marked}
}

// TimeParts separates the ends of a range; a single time is one part.
func TimeParts(text string) []string {
	text = withoutDate(text)
	ends := rangeDash.FindStringIndex(text)
	if ends == nil {
		return []string{text}
	}
	return []string{text[:ends[0]], text[ends[1]:]}
}

// withoutDate takes the day before a time off, and with it the zone behind: `2026-06-28T17:00:00Z`.
func withoutDate(text string) string {
	m := dateBefore.FindStringSubmatch(text)
	if m == nil {
		return text
	}
	return zoneAfter.ReplaceAllString(m[2], "")
}

func ReadWrittenTime(text string) (writtenTime, bool) {
	var t writtenTime
	if m := clockText.FindStringSubmatch(text); m != nil {
		t = writtenTime{hour: atoi(m[1]), minute: atoi(m[2]), half: halfOf(m[4]), padded: m[1][0] == '0' && len(m[1]) == 2}
		if m[3] > "59" {
			return t, false
		}
	} else if m := hourText.FindStringSubmatch(text); m != nil {
		t = writtenTime{hour: atoi(m[1]), half: halfOf(m[2])}
		if t.hour == 0 {
			return t, false
		}
	} else if m := militaryText.FindStringSubmatch(text); m != nil {
		t = writtenTime{hour: atoi(m[1]), minute: atoi(m[2]), military: len(text) == 4, padded: text[0] == '0'}
	} else {
		return t, false
	}
	return t, t.hour < 24 && t.minute < 60 && !(t.half == am && t.hour > 12)
}

func halfOf(text string) halfDay {
	switch {
	case text == "":
		return noHalf
	case text[0]|0x20 == 'a':
		return am
	}
	return pm
}

// readings gives the clock times that a written time may mean in a column.
func (t writtenTime) readings(clock24 bool) []audit.Clock {
	asWritten := audit.Clock(t.hour*60 + t.minute)
	switch {
	case t.half == am && t.hour == 12:
		return []audit.Clock{asWritten - 12*60}
	case t.half == pm && t.hour < 12:
		return []audit.Clock{asWritten + 12*60}
	case t.half != noHalf, clock24, t.military, t.hour == 0, t.hour > 12:
		return []audit.Clock{asWritten}
	case t.hour == 12:
		return []audit.Clock{asWritten - 12*60, asWritten}
	}
	return []audit.Clock{asWritten, asWritten + 12*60}
}

const (
	timeExpected     = "a time such as 9:05 AM or 13:30"
	timeHalfExpected = "a time with AM or PM: morning and afternoon cannot be told apart"
	longestSession   = 480 // minutes between the ends of a range
)

// Parse reads one cell of the column: a time, or a range of which exactly one reading lasts 1 to 480 minutes.
func (f TimeForm) Parse(text string, hint CellHint) (TimeReading, Reading, string) {
	text, reading := Readable(text)
	if reading != OK {
		return TimeReading{}, reading, expectedIf(reading, timeExpected)
	}
	if hint.Number {
		if clock, reading, ok := clockOfNumber(text, hint); ok {
			return TimeReading{Start: clock}, reading, expectedIf(reading, timeExpected)
		}
	}
	parts := TimeParts(text)
	first, ok := ReadWrittenTime(strings.TrimSpace(parts[0]))
	if !ok {
		return TimeReading{}, Bad, timeExpected
	}
	if len(parts) == 2 {
		return f.parseRange(first, parts[1])
	}
	clocks := first.readings(f.Clock24)
	if len(clocks) != 1 {
		return TimeReading{}, Bad, timeHalfExpected
	}
	return TimeReading{Start: clocks[0]}, OK, ""
}

func (f TimeForm) parseRange(first writtenTime, rest string) (TimeReading, Reading, string) {
	last, ok := ReadWrittenTime(strings.TrimSpace(rest))
	if !ok {
		return TimeReading{}, Bad, timeExpected
	}
	var found TimeReading
	fitting := 0
	for _, start := range first.readings(f.Clock24) {
		for _, end := range last.readings(f.Clock24) {
			if length := end - start; length >= 1 && length <= longestSession {
				found = TimeReading{Start: start, End: end, HasEnd: true}
				fitting++
			}
		}
	}
	if fitting != 1 {
		return TimeReading{}, Bad, "a range of times with one reading of 1 to 480 minutes, such as 9:00-9:45 AM"
	}
	return found, OK, ""
}

// clockOfNumber reads the fraction of a workbook's day number as a time; whole seconds are rounded, then cut to minutes.
// Plain numbers of three or four digits are left to the reading as text, because 1330 may be a time written without colon.
func clockOfNumber(text string, hint CellHint) (audit.Clock, Reading, bool) {
	number, err := strconv.ParseFloat(text, 64)
	if err != nil || !hint.Style.TimeLike() && number >= 1 {
		return 0, Bad, false
	}
	if number < 0 || number >= 1 && hint.Style == StyleDuration || number == 0 && !hint.Style.TimeLike() {
		return 0, Bad, true
	}
	seconds := math.Round((number - math.Floor(number)) * 24 * 60 * 60)
	return audit.Clock(int(seconds)/60) % minutesPerDay, OK, true
}

// AllMarked says whether every time of a column carries AM or PM.
func AllMarked(values []CellValue) bool {
	seen := false
	for _, v := range values {
		text, reading := Readable(v.Text)
		if reading == Absent {
			continue
		}
		t, ok := ReadWrittenTime(text)
		if !ok || t.half == noHalf {
			return false
		}
		seen = true
	}
	return seen
}
