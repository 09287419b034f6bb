package value

import (
	"math"
	"strconv"
	"time"

	"otaudit/audit"
)

// serialSystem is how the day numbers of a text column are read.
type serialSystem uint8

const (
	serialUnread serialSystem = iota // not all values are day numbers
	SerialTwoReadings
	serial1900
	serial1904
)

// decideSerials settles the date system as day and month are settled: a day number that lies in the time a log may cover
// under one system only decides for the column.
func decideSerials(serials []int, ctx DateContext) serialSystem {
	earliest := audit.DateOf(2000, time.January, 1)
	if ctx.Birth {
		earliest = audit.DateOf(FirstYear, time.January, 1)
	}
	latest := ctx.AsOf
	if ctx.Future {
		latest = latest.AddYears(1)
	}
	fits := func(serial int, date1904 bool) bool {
		day, ok := serialDay(serial, date1904)
		return ok && day >= earliest && day <= latest
	}
	var only1900, only1904 bool
	for _, serial := range serials {
		in1900, in1904 := fits(serial, false), fits(serial, true)
		only1900 = only1900 || in1900 && !in1904
		only1904 = only1904 || in1904 && !in1900
	}
	switch {
	case only1900 && !only1904:
		return serial1900
	case only1904 && !only1900:
		return serial1904
	default:
		return SerialTwoReadings
	}
}

// parseNumber reads a number of a workbook as a day number. Numbers of seven and eight digits are left to the reading as
// text: they may be days without separators.
func (f DateForm) parseNumber(text string, hint CellHint) (audit.Date, Reading, bool) {
	number, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return 0, Bad, false
	}
	if allDigits(text) && (len(text) == 7 || len(text) == 8) {
		return 0, Bad, false
	}
	serial := math.Floor(number)
	if serial == 0 {
		return 0, Absent, true
	}
	if serial < 0 || serial > math.MaxInt32/2 {
		return 0, Bad, true
	}
	day, ok := serialDay(int(serial), f.date1904)
	// A plain number may be 61526 for 6/15/26: beyond all planning it is not taken for a day.
	if !ok || day.Year() > lastYear || hint.Style <= StylePlain && day > f.asOf.AddYears(plainSerialYears) {
		return 0, Bad, true
	}
	return day, OK, true
}

// plainSerialYears is how far after the audit a number without a date format is still taken for a day.
const plainSerialYears = 5

func (f DateForm) parseSerial(serial int) (audit.Date, Reading, string) {
	if f.Serials == serial1900 || f.Serials == serial1904 {
		if day, ok := serialDay(serial, f.Serials == serial1904); ok {
			return day, OK, ""
		}
	}
	if f.Serials == SerialTwoReadings {
		return 0, Bad, "a date; the day number has two readings, one in the 1900 and one in the 1904 date system"
	}
	return 0, Bad, dateExpected
}

// serialDay converts the day number of a workbook. Day 60 of the 1900 system is 29 February 1900, which never was.
func serialDay(serial int, date1904 bool) (audit.Date, bool) {
	switch {
	case date1904:
		return audit.DateOf(1904, time.January, 1+serial), serial > 0
	case serial > 60:
		return audit.DateOf(1899, time.December, 30+serial), true
	default:
		return audit.DateOf(1899, time.December, 31+serial), serial > 0 && serial < 60
	}
}
