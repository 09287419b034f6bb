package value

import (
	"math"
	"strconv"
	"time"

	"otaudit/audit"
)

// DateOrder is the order of day and month in a column.
type DateOrder uint8

// The orders. MixedOrder means that the column holds values of both kinds, so that only decisive ones are read.
const (
	OrderUnknown DateOrder = iota
	MonthFirst
	DayFirst
	MixedOrder
	YearFirst // of dates with two digits for the year; those with four say it themselves
)

// String names the order for people.
func (o DateOrder) String() string {
	return [...]string{"undecided", "month first", "day first", "mixed", "year first"}[o]
}

// DateContext is what must be known beside the values to read a column of dates.
type DateContext struct {
	AsOf     audit.Date // the day of the audit; "future" is after it
	Birth    bool       // the column is birth_date
	Future   bool       // the column may hold days after the audit, as certification_end may
	Date1904 bool       // the workbook counts its days from 1904
	Sheet    DateOrder  // the order of the sheet's decided date columns, from SheetDateOrder
	Profile  DateOrder  // the order that a profile fixes
}

// DateProblem says what could not be decided in a column of dates.
type DateProblem struct {
	Undecided bool // nothing tells day and month apart
	Mixed     bool // some values are month-first, others day-first
	Zoned     bool // values carry a time zone, which is ignored
}

// Ambiguous says that finding I003 is due.
func (p DateProblem) Ambiguous() bool { return p.Undecided || p.Mixed }

type serialSystem uint8

const (
	serialUnread serialSystem = iota // not all values are day numbers
	SerialTwoReadings
	serial1900
	serial1904
)

// DateForm is how the dates of one column are read.
type DateForm struct {
	Order    DateOrder
	Own      bool // the column's own values decided the order, so that it may decide for others
	Birth    bool
	asOf     audit.Date
	date1904 bool
	Serials  serialSystem
}

// SheetDateOrder is the order on which the sheet's columns agree that decided theirs by their own values.
func SheetDateOrder(forms ...DateForm) DateOrder {
	order := OrderUnknown
	for _, f := range forms {
		switch {
		case !f.Own || f.Order == OrderUnknown:
		case order == OrderUnknown:
			order = f.Order
		case order != f.Order:
			return OrderUnknown
		}
	}
	if order == MixedOrder {
		return OrderUnknown
	}
	return order
}

// DecideDates settles the order of day and month, and the meaning of day numbers in text, for a whole column.
func DecideDates(values []CellValue, ctx DateContext) (DateForm, DateProblem) {
	form := DateForm{Birth: ctx.Birth, asOf: ctx.AsOf, date1904: ctx.Date1904}
	var problem DateProblem
	var onlyMonthFirst, onlyDayFirst, ambiguous int
	var serials []int
	others := 0
	for _, v := range values {
		text, reading := Readable(v.Text)
		if reading != OK || v.Hint.Number {
			continue
		}
		d := ReadWrittenDate(text)
		problem.Zoned = problem.Zoned || d.zoned
		switch d.Form {
		case SerialDate:
			serials = append(serials, d.serial)
			continue
		case OrderedDate:
			asMonth, okMonth := form.Ordered(d, MonthFirst)
			asDay, okDay := form.Ordered(d, DayFirst)
			switch {
			case okMonth && !okDay:
				onlyMonthFirst++
			case okDay && !okMonth:
				onlyDayFirst++
			case okMonth && okDay && asMonth != asDay:
				ambiguous++
			}
		}
		if d.Form != noDate {
			others++
		}
	}
	switch {
	case ctx.Profile != OrderUnknown:
		form.Order = ctx.Profile
	case onlyMonthFirst > 0 && onlyDayFirst > 0:
		form.Order, form.Own, problem.Mixed = MixedOrder, true, true
	case onlyMonthFirst > 0:
		form.Order, form.Own = MonthFirst, true
	case onlyDayFirst > 0:
		form.Order, form.Own = DayFirst, true
	default:
		form.Order = ctx.Sheet
		problem.Undecided = form.Order == OrderUnknown && ambiguous > 0
	}
	if others == 0 && len(serials) > 0 {
		form.Serials = decideSerials(serials, ctx)
	}
	return form, problem
}

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

const dateExpected = "a date such as 6/15/2026 or 2026-06-15"

// Parse reads one date of the column. The text returned with Bad says what was expected.
func (f DateForm) Parse(text string, hint CellHint) (audit.Date, Reading, string) {
	text, reading := Readable(text)
	if reading == Absent {
		return 0, Absent, ""
	}
	if reading == Bad {
		return 0, Bad, dateExpected
	}
	if hint.Number {
		if day, reading, ok := f.parseNumber(text, hint); ok {
			return day, reading, expectedIf(reading, dateExpected)
		}
	}
	d := ReadWrittenDate(text)
	switch d.Form {
	case noDate:
		return 0, Absent, ""
	case FixedDate:
		if day, ok := f.calendarDay(d, d.first, d.second); ok {
			return day, OK, ""
		}
		if f.Birth && d.ShortYear {
			return 0, Bad, "a birth date with a four-digit year"
		}
	case OrderedDate:
		return f.parseOrdered(d)
	case SerialDate:
		return f.parseSerial(d.serial)
	}
	return 0, Bad, dateExpected
}

// expectedIf gives the form expected for a bad value and nothing for others.
func expectedIf(reading Reading, expected string) string {
	if reading == Bad {
		return expected
	}
	return ""
}

// parseNumber reads a number of a workbook as a day number. Numbers of eight digits are left to the reading as text.
func (f DateForm) parseNumber(text string, hint CellHint) (audit.Date, Reading, bool) {
	number, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return 0, Bad, false
	}
	if digitDate.MatchString(text) {
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

func (f DateForm) parseOrdered(d writtenDate) (audit.Date, Reading, string) {
	asMonth, okMonth := f.Ordered(d, MonthFirst)
	asDay, okDay := f.Ordered(d, DayFirst)
	switch {
	case f.Order == YearFirst:
		if date, ok := f.Ordered(d, YearFirst); ok {
			return date, OK, ""
		}
		return 0, Bad, "a date with the year first, such as 26-06-15"
	case f.Order == MonthFirst && okMonth, okMonth && okDay && asMonth == asDay, f.Order == MixedOrder && okMonth && !okDay:
		return asMonth, OK, ""
	case f.Order == DayFirst && okDay, f.Order == MixedOrder && okDay && !okMonth:
		return asDay, OK, ""
	case !okMonth && !okDay:
		if f.Birth && d.ShortYear {
			return 0, Bad, "a birth date with a four-digit year"
		}
		return 0, Bad, dateExpected
	case f.Order == MonthFirst:
		return 0, Bad, "a date with the month first, such as 6/15/2026"
	case f.Order == DayFirst:
		return 0, Bad, "a date with the day first, such as 15/6/2026"
	}
	return 0, Bad, "a date whose day and month can be told apart, such as 2026-06-15, or formats.date in a profile"
}

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

// Ordered reads the two numbers in the given order.
func (f DateForm) Ordered(d writtenDate, order DateOrder) (audit.Date, bool) {
	switch {
	case order == YearFirst && d.ShortYear:
		d.first, d.year = d.year, d.first
		return f.calendarDay(d, d.second, d.first)
	case order == YearFirst:
		return 0, false
	case order == DayFirst:
		return f.calendarDay(d, d.second, d.first)
	}
	return f.calendarDay(d, d.first, d.second)
}

func (f DateForm) calendarDay(d writtenDate, month, day int) (audit.Date, bool) {
	year := d.year
	if d.ShortYear {
		year += 2000
		if f.Birth {
			// Both 1926 and 2026 may be meant unless the year of this century is still to come.
			if year <= f.asOf.Year() {
				return 0, false
			}
			year -= 100
		}
	}
	date, ok := dayOf(year, month, day)
	if !ok || d.hasWeekday && date.Time().Weekday() != d.weekday {
		return 0, false
	}
	return date, true
}
