package value

import (
	"time"

	"otaudit/audit"
)

// DateContext is what must be known beside the values to read a column of dates.
type DateContext struct {
	AsOf     audit.Date // the day of the audit; "future" is after it
	Birth    bool       // the column is birth_date
	Future   bool       // the column may hold days after the audit, as certification_end may
	Date1904 bool       // the workbook counts its days from 1904
	Sheet    DateOrder  // the order that the sheet's other dates show, from SheetDateOrder
	Profile  DateOrder  // the order that a flag or a profile fixes
	// YearFrom is the first of the twelve months in which dates without a year lie: 1 January of the year that a title
	// names, or a year before a given day of the audit. 0 means that nothing tells the year; they are then not read.
	YearFrom audit.Date
}

// DateProblem says what could not be decided in a column of dates.
type DateProblem struct {
	Mixed    bool // some values have a month-first reading only, others a day-first reading only
	Unread   bool // and neither kind prevails: values that have both readings are not read
	Zoned    bool // values carry a time zone, which is ignored
	Yearless bool // values have no year, and nothing tells it
}

// Ambiguous reports whether values are left unread because day and month could be either; finding I003 is then due.
func (p DateProblem) Ambiguous() bool { return p.Unread }

// DateForm is how the dates of one column are read. The zero value reads month first.
type DateForm struct {
	Order    DateOrder
	Basis    OrderBasis // what Order rests on
	Birth    bool
	Yearless int // distinct values without a year
	Serials  serialSystem

	bothKinds  bool // values with one reading are read whatever the order
	monthYears bool // Jun-26 names a month, not a day
	asOf       audit.Date
	yearFrom   audit.Date
	date1904   bool
}

// DecideDates settles for a whole column the order of day and month, whether Jun-26 is a day, and the meaning of day numbers in
// text. Day and month are always given an order; Basis says what it rests on.
func DecideDates(values []CellValue, ctx DateContext) (DateForm, DateProblem) {
	form := DateForm{Birth: ctx.Birth, asOf: ctx.AsOf, date1904: ctx.Date1904, yearFrom: ctx.YearFrom}
	var problem DateProblem
	var dates, ordered []writtenDate
	var serials []int
	for _, v := range values {
		text, reading := Readable(v.Text)
		if reading != OK || v.Hint.Number && !mayBeDigitDate(text) {
			continue
		}
		d := ReadWrittenDate(text)
		problem.Zoned = problem.Zoned || d.zoned
		switch d.Form {
		case notADate, noDate, spanOfDays:
			continue
		case SerialDate:
			serials = append(serials, d.serial)
			continue
		case OrderedDate:
			ordered = append(ordered, d)
		}
		if d.yearless {
			form.Yearless++
		}
		dates = append(dates, d)
	}
	form.monthYears = form.nameMonths(dates)
	counts := form.countOrders(ordered)
	form.decideOrder(counts, func(order DateOrder) []int { return form.daysOf(ordered, order) }, ctx)
	problem.Mixed = form.bothKinds
	problem.Unread = form.Order == MixedOrder && counts.either > 0
	problem.Yearless = form.Yearless > 0 && ctx.YearFrom == 0
	if len(dates) == 0 && len(serials) > 0 {
		form.Serials = decideSerials(serials, ctx)
	}
	return form, problem
}

// countOrders counts in which orders the values are days.
func (f DateForm) countOrders(dates []writtenDate) orderCounts {
	var n orderCounts
	first, last := map[int]bool{}, map[int]bool{}
	short := 0
	for _, d := range dates {
		asMonth, okMonth := f.Ordered(d, MonthFirst)
		asDay, okDay := f.Ordered(d, DayFirst)
		switch {
		case okMonth && !okDay:
			n.monthOnly++
		case okDay && !okMonth:
			n.dayOnly++
		case okMonth && okDay && asMonth != asDay:
			n.either++
		}
		if _, ok := f.Ordered(d, YearFirst); ok && d.ShortYear && !okMonth {
			short++
			first[d.first], last[d.year] = true, true
		}
	}
	n.yearFirst = !f.Birth && short > 0 && short == len(dates) && len(first) < len(last)
	return n
}

// daysOf returns the days that the values are in an order; those that are none are left out.
func (f DateForm) daysOf(dates []writtenDate, order DateOrder) []int {
	var days []int
	for _, d := range dates {
		day, ok := f.Ordered(d, order)
		if !ok {
			day, ok = f.Ordered(d, DayFirst) // the value that has this reading only
		}
		if ok {
			days = append(days, int(day))
		}
	}
	return days
}

// nameMonths reports whether the column's values such as Jun-26 are a month and a year, as a spreadsheet shows them: the
// number of each is a year near that of the audit.
func (f DateForm) nameMonths(dates []writtenDate) bool {
	found := false
	for _, d := range dates {
		if !d.mayBeMonth {
			continue
		}
		if age := f.asOf.Year() - (2000 + d.second); age < -1 || age > 5 {
			return false
		}
		found = true
	}
	return found
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
	if d.yearless && (f.yearFrom == 0 || d.mayBeMonth && f.monthYears) {
		return 0, Bad, "a date with its year, such as 6/15/2026"
	}
	switch d.Form {
	case noDate:
		return 0, Absent, ""
	case spanOfDays:
		return 0, Bad, "one day; the cell spans several"
	case FixedDate:
		if day, ok := f.calendarDay(d, d.year, d.first, d.second); ok {
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

func (f DateForm) parseOrdered(d writtenDate) (audit.Date, Reading, string) {
	asMonth, okMonth := f.Ordered(d, MonthFirst)
	asDay, okDay := f.Ordered(d, DayFirst)
	monthFirst := f.Order == MonthFirst || f.Order == OrderUnknown || f.Order == YearFirst && !d.ShortYear
	switch {
	case f.Order == YearFirst && d.ShortYear:
		if day, ok := f.Ordered(d, YearFirst); ok {
			return day, OK, ""
		}
		return 0, Bad, "a date with the year first, such as 2026-06-15"
	case monthFirst && okMonth, okMonth && okDay && asMonth == asDay, f.bothKinds && okMonth && !okDay:
		return asMonth, OK, ""
	case f.Order == DayFirst && okDay, f.bothKinds && okDay && !okMonth:
		return asDay, OK, ""
	case !okMonth && !okDay:
		if f.Birth && d.ShortYear {
			return 0, Bad, "a birth date with a four-digit year"
		}
		return 0, Bad, dateExpected
	case monthFirst:
		return 0, Bad, "a date with the month first, such as 6/15/2026"
	case f.Order == DayFirst:
		return 0, Bad, "a date with the day first, such as 15/6/2026"
	}
	return 0, Bad, "a date whose day and month cannot be either, such as 2026-06-15"
}

// Ordered reads the numbers in the given order.
func (f DateForm) Ordered(d writtenDate, order DateOrder) (audit.Date, bool) {
	switch order {
	case DayFirst:
		return f.calendarDay(d, d.year, d.second, d.first)
	case YearFirst:
		return f.calendarDay(d, d.first, d.second, d.year)
	}
	return f.calendarDay(d, d.year, d.first, d.second)
}

func (f DateForm) calendarDay(d writtenDate, year, month, day int) (audit.Date, bool) {
	if d.yearless {
		return f.dayWithoutYear(d, month, day)
	}
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

// dayWithoutYear reads month and day in the twelve months that the context gives. Without them a leap year stands in, so
// that the order can be decided before the year is known.
func (f DateForm) dayWithoutYear(d writtenDate, month, day int) (audit.Date, bool) {
	if f.yearFrom == 0 {
		return dayOf(2024, month, day)
	}
	first := f.yearFrom.Year()
	for year := first; year <= first+1; year++ {
		date, ok := dayOf(year, month, day)
		if ok && date >= f.yearFrom && date < f.yearFrom.AddYears(1) {
			return date, !d.hasWeekday || date.Time().Weekday() == d.weekday
		}
	}
	return 0, false
}

// mayBeDigitDate reports whether a number may be a day without separators.
func mayBeDigitDate(text string) bool { return allDigits(text) && (len(text) == 7 || len(text) == 8) }

// YearBefore returns the first day of the twelve months that end with a day, for DateContext.YearFrom.
func YearBefore(day audit.Date) audit.Date { return day.AddYears(-1) + 1 }

// YearOf returns the first day of a calendar year, for DateContext.YearFrom.
func YearOf(year int) audit.Date { return audit.DateOf(year, time.January, 1) }
