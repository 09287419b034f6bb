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
	Tenths       bool // hours rounded to tenths: nothing in the column is read
	ClockIsHours bool // 1:15 is one hour and 15 minutes
}

// MinutesProblem says what is wrong with a column of minutes as a whole.
type MinutesProblem struct {
	Tenths     bool // hours rounded to tenths: a tenth is six minutes, so no minutes can be had from them
	LooksHours bool // the header says minutes, the values look like hours
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
	decimalText   = regexp.MustCompile(`^(\d{1,5})[.,](\d+)$`)
)

// DecideMinutes settles for a whole column whether 1:15 means hours and minutes, and whether hours are too coarse.
func DecideMinutes(values []CellValue, ctx MinutesContext) (MinutesForm, MinutesProblem) {
	form := MinutesForm{Hours: ctx.Hours}
	zeroHours, manyHours, tenths, finer := false, false, false, false
	var numbers []float64
	fractions := 0
	for _, v := range values {
		text, reading := Readable(v.Text)
		if reading != OK {
			continue
		}
		if m := clockLengthRE.FindStringSubmatch(text); m != nil && !v.Hint.Number {
			zeroHours = zeroHours || atoi(m[1]) == 0
			manyHours = manyHours || atoi(m[1]) > longestClockHours
			continue
		}
		if v.Hint.Number && v.Hint.Style.TimeLike() {
			continue
		}
		if number, err := strconv.ParseFloat(text, 64); err == nil {
			numbers = append(numbers, number)
		}
		if m := decimalText.FindStringSubmatch(text); m != nil {
			digits := strings.TrimRight(m[2], "0")
			if digits != "" {
				fractions++
			}
			finer = finer || len(m[2]) > 1
			tenths = tenths || len(m[2]) == 1 && digits != "" && digits != "5"
		}
	}
	form.ClockIsHours = zeroHours && !manyHours
	if ctx.Hours {
		form.Tenths = tenths && !finer
		return form, MinutesProblem{Tenths: form.Tenths}
	}
	return form, MinutesProblem{LooksHours: fractions > 0 && 2*fractions >= len(numbers) && median(numbers) <= LongestHoursMedian}
}

const (
	minutesExpected = "whole minutes such as 45, or 1h 15m"
	hoursExpected   = "hours that stand for whole minutes, such as 0.75"
)

// Parse reads one cell of the column as whole minutes.
func (f MinutesForm) Parse(text string, hint CellHint) (int32, Reading, string) {
	if !f.Hours {
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
	case f.Tenths:
		return 0, Bad, "hours with two decimals: tenths of an hour give no exact minutes"
	case f.Hours:
		if minutes, ok := minutesOfHours(text); ok {
			return minutes, OK, ""
		}
	default:
		if minutes, ok := plainWhole(withoutZeroFraction(text)); ok {
			return minutes, OK, ""
		}
	}
	return 0, Bad, expected
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

// minutesOfDayFraction reads a workbook number that is formatted as a time: a fraction of a day.
func minutesOfDayFraction(text string) (int32, bool) {
	days, err := strconv.ParseFloat(text, 64)
	if err != nil || days < 0 || days*24 >= longestClockHours+1 {
		return 0, false
	}
	seconds := math.Round(days * 24 * 60 * 60)
	return int32(seconds) / 60, math.Mod(seconds, 60) == 0
}

// minutesOfHours gives the only whole minute whose hours round to the written decimals. Whole and half hours are exact.
func minutesOfHours(text string) (int32, bool) {
	if whole, ok := plainWhole(text); ok && whole <= maxMinutes/60 {
		return whole * 60, true
	}
	m := decimalText.FindStringSubmatch(text)
	if m == nil || len(m[2]) > 15 {
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
	if nearest > maxMinutes || math.Round(nearest*scale/60) != numerator {
		return 0, false
	}
	return int32(nearest), true
}

// median is the lower middle of the numbers, 0 for none. The slice is sorted.
func median(numbers []float64) float64 {
	if len(numbers) == 0 {
		return 0
	}
	slices.Sort(numbers)
	return numbers[(len(numbers)-1)/2]
}
