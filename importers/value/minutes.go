package value

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// MinutesContext is what must be known beside the values to read a column of minutes.
type MinutesContext struct {
	Hours bool // header, hint or profile says that the numbers are hours
}

// MinutesForm is how the minutes of one column are read.
type MinutesForm struct {
	Hours        bool // numbers are hours
	HoursShown   bool // the values show that, not the header: 0.25, 0.5, 1.25
	Tenths       bool // hours rounded to tenths: nothing in the column is read
	ClockIsHours bool // 1:15 is one hour and 15 minutes
	DayFractions bool // numbers are fractions of a day, as a spreadsheet stores 0:45 as 0.03125
}

// MinutesProblem says what is wrong with a column of minutes as a whole.
type MinutesProblem struct {
	Tenths     bool // hours rounded to tenths: a tenth is six minutes, so no minutes can be had from them
	LooksHours bool // the header says minutes, the values look like hours and not all of them can be read as hours
}

// The longest minutes that are taken for a number at all; rules judge what is plausible.
const maxMinutes = 99_999

// Hours of a clock-like text above this count are minutes and seconds: nobody is treated for nine hours.
const longestClockHours = 8

var (
	MinutesText   = regexp.MustCompile(`(?i)^(\d{1,5})(?:\.0+)?\s*(?:m|min|mins|minute|minutes|')\.?$`)
	HourMinText   = regexp.MustCompile(`(?i)^(\d{1,2})\s*(?:h|hr|hrs|hour|hours)\.?,?\s*(?:(\d{1,2})\s*(?:m|min|mins|minute|minutes)?\.?)?$`)
	hourUnitText  = regexp.MustCompile(`(?i)^(\d{1,2}\.\d+)\s*(?:h|hr|hrs|hour|hours)\.?$`)
	clockLengthRE = regexp.MustCompile(`^(\d{1,3}):([0-5]\d)(?::([0-5]\d))?$`)
	decimalText   = regexp.MustCompile(`^(\d{0,5})[.,](\d+)$`)
)

// minuteCounts is what the distinct values of a column show.
type minuteCounts struct {
	numbers               []float64
	zeroHours, manyHours  bool // clock texts with no hours, with more than anybody is treated
	tenths, finer         bool // decimals: tenths other than halves, more than one decimal
	fractions             int  // numbers that are not whole
	hours, ofDay, written bool // every number is whole minutes as hours, as a fraction of a day; a unit is written
}

func countMinutes(values []CellValue) minuteCounts {
	n := minuteCounts{hours: true, ofDay: true}
	for _, v := range values {
		text, reading := Readable(v.Text)
		if reading != OK || v.Hint.Number && v.Hint.Style.TimeLike() {
			continue
		}
		if m := clockLengthRE.FindStringSubmatch(text); m != nil && !v.Hint.Number {
			n.zeroHours = n.zeroHours || atoi(m[1]) == 0
			n.manyHours = n.manyHours || atoi(m[1]) > longestClockHours
			continue
		}
		number, err := strconv.ParseFloat(strings.Replace(text, ",", ".", 1), 64)
		if err != nil {
			n.written = n.written || MinutesText.MatchString(text)
			continue
		}
		n.numbers = append(n.numbers, number)
		_, asHours := minutesOfHours(text)
		_, asDay := minutesOfDayFraction(text)
		n.hours, n.ofDay = n.hours && asHours, n.ofDay && asDay
		if m := decimalText.FindStringSubmatch(text); m != nil {
			digits := strings.TrimRight(m[2], "0")
			if _, whole := nearlyWhole(text); digits != "" && !whole {
				n.fractions++
			}
			n.finer = n.finer || len(m[2]) > 1
			n.tenths = n.tenths || len(m[2]) == 1 && digits != "" && digits != "5"
		}
	}
	slices.Sort(n.numbers)
	return n
}

// DecideMinutes settles for a whole column whether 1:15 means hours and minutes, whether its numbers are hours or fractions of a
// day, and whether hours are too coarse.
func DecideMinutes(values []CellValue, ctx MinutesContext) (MinutesForm, MinutesProblem) {
	n := countMinutes(values)
	form := MinutesForm{Hours: ctx.Hours, ClockIsHours: n.zeroHours && !n.manyHours}
	middle := median(n.numbers)
	form.DayFractions = n.ofDay && n.fractions > 0 && middle > 0 && middle <= 1.0/24
	if form.DayFractions {
		form.Hours = false
		return form, MinutesProblem{}
	}
	tenths := n.tenths && !n.finer
	if ctx.Hours {
		form.Tenths = tenths
		return form, MinutesProblem{Tenths: tenths}
	}
	looksHours := n.fractions > 0 && middle <= LongestHoursMedian && !n.written
	switch {
	case !looksHours || 2*n.fractions < len(n.numbers) && largest(n.numbers) > LongestHoursMedian:
		return form, MinutesProblem{}
	case tenths:
		form.Hours, form.HoursShown, form.Tenths = true, true, true
		return form, MinutesProblem{LooksHours: true, Tenths: true}
	case n.hours && largest(n.numbers) <= longestClockHours:
		form.Hours, form.HoursShown = true, true
		return form, MinutesProblem{}
	}
	return form, MinutesProblem{LooksHours: true}
}

// largest is the last of sorted numbers, 0 for none.
func largest(sorted []float64) float64 {
	if len(sorted) == 0 {
		return 0
	}
	return sorted[len(sorted)-1]
}

const (
	minutesExpected = "whole minutes such as 45, or 1h 15m"
	hoursExpected   = "hours that stand for whole minutes, such as 0.75"
)

// Parse reads one cell of the column as whole minutes.
func (f MinutesForm) Parse(text string, hint CellHint) (int32, Reading, string) {
	if !f.Hours && !f.DayFractions {
		if minutes, ok := plainWhole(text); ok && !(hint.Number && hint.Style.TimeLike()) {
			return minutes, OK, ""
		}
	}
	text, reading := Readable(text)
	expected := minutesExpected
	if f.Hours {
		expected = hoursExpected
	}
	if reading != OK {
		return 0, reading, expectedIf(reading, expected)
	}
	if hint.Number && hint.Style.TimeLike() {
		if minutes, ok := minutesOfDayFraction(text); ok {
			return minutes, OK, ""
		}
		return 0, Bad, expected
	}
	if minutes, ok := f.withUnit(text); ok {
		return minutes, OK, ""
	}
	if m := clockLengthRE.FindStringSubmatch(text); m != nil {
		if minutes, ok := f.ofClock(atoi(m[1]), atoi(m[2]), m[3]); ok {
			return minutes, OK, ""
		}
		return 0, Bad, "minutes: hours and minutes, or minutes and seconds, cannot be told apart"
	}
	switch {
	case f.DayFractions:
		if minutes, ok := minutesOfDayFraction(text); ok {
			return minutes, OK, ""
		}
	case f.Tenths:
		return 0, Bad, "hours with two decimals: tenths of an hour give no exact minutes"
	case f.Hours:
		if minutes, ok := minutesOfHours(text); ok {
			return minutes, OK, ""
		}
	default:
		if minutes, ok := nearlyWhole(text); ok {
			return minutes, OK, ""
		}
	}
	return 0, Bad, expected
}

// aSecond is how far, in minutes, a number may lie from a whole minute and still be that minute: what dates that a
// spreadsheet has subtracted leave, as in 38.9999999909.
const aSecond = 1.0 / 60

// nearlyWhole reads a number within a second of a whole minute.
func nearlyWhole(text string) (int32, bool) {
	if minutes, ok := plainWhole(withoutZeroFraction(text)); ok {
		return minutes, true
	}
	if !decimalText.MatchString(text) {
		return 0, false
	}
	number, err := strconv.ParseFloat(strings.Replace(text, ",", ".", 1), 64)
	return wholeMinute(number, err == nil)
}

// wholeMinute gives the whole minute within a second of a number of minutes.
func wholeMinute(minutes float64, ok bool) (int32, bool) {
	nearest := math.Round(minutes)
	if !ok || nearest < 0 || nearest > maxMinutes || math.Abs(minutes-nearest) > aSecond*(1+1e-9) {
		return 0, false
	}
	return int32(nearest), true
}

// plainWhole reads one to five digits; it is the common path and allocates nothing.
func plainWhole(text string) (int32, bool) {
	if len(text) == 0 || len(text) > 5 {
		return 0, false
	}
	var n int32
	for i := 0; i < len(text); i++ {
		if !IsDigit(text[i]) {
			return 0, false
		}
		n = n*10 + int32(text[i]-'0')
	}
	return n, true
}

// withUnit reads values that name their unit, whatever the column holds.
func (f MinutesForm) withUnit(text string) (int32, bool) {
	if m := MinutesText.FindStringSubmatch(text); m != nil {
		return int32(atoi(m[1])), true
	}
	if m := hourUnitText.FindStringSubmatch(text); m != nil && !f.Tenths {
		return minutesOfHours(m[1])
	}
	m := HourMinText.FindStringSubmatch(text)
	if m == nil {
		return 0, false
	}
	minutes := atoi(m[2])
	return int32(atoi(m[1])*60 + minutes), minutes < 60
}

// ofClock reads a text with colons. Three parts can only be hours, minutes and seconds.
func (f MinutesForm) ofClock(first, second int, seconds string) (int32, bool) {
	switch {
	case seconds != "":
		return int32(first*60 + second), atoi(seconds) == 0 && first <= longestClockHours
	case first > longestClockHours:
		return int32(first), second == 0
	}
	return int32(first*60 + second), f.ClockIsHours
}

// minutesOfDayFraction reads a number that counts days, as workbooks store times: 0.03125 is 45 minutes.
func minutesOfDayFraction(text string) (int32, bool) {
	days, err := strconv.ParseFloat(text, 64)
	if err != nil || days < 0 || days*24 >= longestClockHours+1 {
		return 0, false
	}
	return wholeMinute(days*24*60, true)
}

// minutesOfHours gives the only whole minute whose hours round to the written decimals. Whole and half hours are exact.
func minutesOfHours(text string) (int32, bool) {
	if whole, ok := plainWhole(text); ok && whole <= maxMinutes/60 {
		return whole * 60, true
	}
	m := decimalText.FindStringSubmatch(text)
	if m == nil || len(m[1]+m[2]) > 15 {
		return 0, false
	}
	digits := m[2]
	if len(digits) == 1 {
		digits += "0" // the column has two decimals, or the tenth is .0 or .5
	}
	scale := math.Pow10(len(digits))
	numerator, err := strconv.ParseFloat(m[1]+digits, 64)
	if err != nil {
		return 0, false
	}
	nearest := math.Round(numerator * 60 / scale)
	if nearest <= maxMinutes && math.Round(nearest*scale/60) == numerator {
		return int32(nearest), true
	}
	return wholeMinute(numerator*60/scale, len(m[2]) > 2)
}

// median is the lower middle of sorted numbers, 0 for none.
func median(numbers []float64) float64 {
	if len(numbers) == 0 {
		return 0
	}
	return numbers[(len(numbers)-1)/2]
}
