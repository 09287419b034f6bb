package value

import (
	"slices"
	"strings"
	"testing"

	"otaudit/audit"
	"otaudit/importers/importtest"
)

var (
	monthFirstColumn = TextValues("1/31/2026")
	dayFirstColumn   = TextValues("31/1/2026")
)

var dateCases = [][]valueCase{
	cells(194, "2026-06-15", "2026-06-15", "2026/06/15", "20260615", " 2026-06-15 "),
	{{imp: 194, cell: number("20260615", StylePlain), want: "2026-06-15"}},
	cells(195, "2026-06-28", "2026-06-28T17:00:00.0000000", "2026-06-28 17:00", "2026-06-28T17:00:00Z"),
	beside(monthFirstColumn, cells(196, "2026-06-15", "6/15/2026", "06-15-26", "6.15.2026", "6/15/2026 5:00 PM")),
	beside(dayFirstColumn, cells(197, "2026-06-15", "15/6/2026", "15.06.2026")),
	beside(monthFirstColumn, cells(198, "2026-01-05", "1/5/2026")),
	beside(TextValues("2/3/2026", "12/12/2026"), cells(199, "2026-01-05", "1/5/2026")),
	cells(200, "2026-06-15", "Jun 15, 2026", "15 June 2026", "15-Jun-26", "Mon, 6/15/2026", "June 15 2026", "Monday 15 June 2026", "2026-Jun-15", "Jun 15th, 2026",
		"15JUN2026", "Monday, June 15, 2026", "Mon 6/15/2026", "Mon. 6/15/26", "6/15/2026 (Mon)", "6/15/2026 Monday", "June 15, 2026 9:00 AM", "6.15.26"),
	beside(monthFirstColumn, cells(201, wantBad, "Tue, 6/15/2026")),
	{{imp: 202, cell: number("46188", StyleDate), want: "2026-06-15"}, {imp: 202, cell: number("46188.375", StyleDateTime), want: "2026-06-15"},
		{imp: 202, cell: number("46188", StylePlain), want: "2026-06-15"}, {imp: 202, cell: number("60", StyleDate), want: wantBad},
		{imp: 206, cell: number("61526", StylePlain), want: wantBad}, {imp: 206, cell: number("6152026", StylePlain), want: "2026-06-15"}, {imp: 206, cell: number("12152026", StylePlain), want: "2026-12-15"},
		{imp: 207, cell: number("0", StyleDate), want: wantAbsent}},
	cells(204, "2026-06-15", "46188"),
	cells(205, wantBad, "44000"),
	cells(206, wantBad, "2/30/2026", "1/32/2026", "6/15", "Jun-26", "6/15-6/19/2026", "061526", "6/15.2026", "1/5/0026"),
	cells(206, "2026-06-15", "06152026", "6152026", "6/15/2026 - 6/15/2026", "06/15/2026-06/15/2026", "6/15/2026 \u2013 6/15/26", "6/15/2026 to 06/15/2026",
		"2026-06-15 - 2026-06-15", "6/15/2026 9:00 AM - 6/15/2026 9:45 AM", "6/15/2026 9:00 AM - 9:45 AM"),
	cells(206, wantBad, "6/15/2026 - 6/19/2026", "06/15/2026-06/19/2026", "6/15/2026 thru 6/15/2027", "13322026", "99999999"),
	cells(207, wantAbsent, "00000000"),
	beside(monthFirstColumn, cells(206, wantBad, "46188", "2/30/2026", "6/15")),
	cells(207, wantAbsent, "00/00/0000", "0001-01-01", "1/0/1900", "pending", "not signed", "Pending", "1/1/0001 12:00:00 AM"),
	cells(208, wantBad, "on file", "yes", "signed", "see chart"),
}

func TestDates(t *testing.T) {
	runCases(t, dateCases, func(column []CellValue, cell CellValue) (string, Reading, string) {
		form, _ := DecideDates(column, DateContext{AsOf: importtest.AsOf})
		day, reading, why := form.Parse(cell.Text, cell.Hint)
		return day.String(), reading, why
	})
}

var birthCases = [][]valueCase{
	beside(monthFirstColumn, cells(192, "1958-07-04", "7/4/58", "7/4/1958")),
	beside(monthFirstColumn, cells(192, "1927-07-04", "7/4/27")),
	beside(monthFirstColumn, cells(192, wantBad, "7/4/26", "7/4/09")),
}

func TestTwoDigitYears(t *testing.T) {
	runCases(t, birthCases, func(column []CellValue, cell CellValue) (string, Reading, string) {
		form, _ := DecideDates(column, DateContext{AsOf: importtest.AsOf, Birth: true})
		day, reading, why := form.Parse(cell.Text, cell.Hint)
		return day.String(), reading, why
	})
	form, _ := DecideDates(monthFirstColumn, DateContext{AsOf: importtest.AsOf})
	if day, reading, _ := form.Parse("6/15/99", CellHint{}); reading != OK || day.Year() != 2099 {
		t.Errorf("IMP-192: 6/15/99 outside birth_date is %v, want a day of 2099", day)
	}
}

// daysFrom13To22 are ten values of a month-first column.
var daysFrom13To22 = strings.Fields("1/13/2026 1/14/2026 1/15/2026 1/16/2026 1/17/2026 1/18/2026 1/19/2026 1/20/2026 1/21/2026 1/22/2026")

func TestDateOrderIsDecidedByColumn(t *testing.T) {
	tests := []struct {
		name    string
		column  []string
		ctx     DateContext
		order   DateOrder
		basis   OrderBasis
		problem DateProblem
		want    map[string]string
	}{
		{"only month-first values", []string{"1/31/2026", "1/5/2026"}, DateContext{}, MonthFirst, OrderShown, DateProblem{},
			map[string]string{"1/5/2026": "2026-01-05", "31/1/2026": wantBad}},
		{"only day-first values", []string{"30/1/2026", "31/1/2026", "1/5/2026"}, DateContext{}, DayFirst, OrderShown, DateProblem{},
			map[string]string{"1/5/2026": "2026-05-01"}},
		{"the sheet decides", []string{"1/5/2026"}, DateContext{Sheet: DayFirst}, DayFirst, OrderOfSheet, DateProblem{},
			map[string]string{"1/5/2026": "2026-05-01"}},
		{"own values win over the sheet", []string{"1/31/2026"}, DateContext{Sheet: DayFirst}, MonthFirst, OrderShown, DateProblem{},
			map[string]string{"1/5/2026": "2026-01-05"}},
		{"both kinds", []string{"1/31/2026", "31/1/2026", "1/5/2026"}, DateContext{}, MixedOrder, OrderShown, DateProblem{Mixed: true, Unread: true},
			map[string]string{"1/31/2026": "2026-01-31", "31/1/2026": "2026-01-31", "1/5/2026": wantBad, "5/5/2026": "2026-05-05"}},
		{"one slip among many", append(daysFrom13To22, "1/5/2026", "31/1/2026"), DateContext{}, MonthFirst, OrderShown, DateProblem{Mixed: true},
			map[string]string{"1/5/2026": "2026-01-05", "31/1/2026": "2026-01-31"}},
		{"nothing decides", []string{"1/5/2026", "5/5/2026"}, DateContext{}, MonthFirst, OrderAssumed, DateProblem{},
			map[string]string{"1/5/2026": "2026-01-05", "5/5/2026": "2026-05-05", "2026-01-05": "2026-01-05"}},
		{"one day above 12, the others then far apart", []string{"9/6/2026", "10/6/2026", "11/6/2026", "12/6/2026", "13/6/2026"}, DateContext{},
			DayFirst, OrderShown, DateProblem{}, map[string]string{"9/6/2026": "2026-06-09"}},
		{"one day above 12 is a slip", []string{"6/9/2026", "6/10/2026", "6/11/2026", "6/12/2026", "13/6/2026"}, DateContext{},
			MonthFirst, OrderAssumed, DateProblem{Mixed: true}, map[string]string{"6/9/2026": "2026-06-09", "13/6/2026": "2026-06-13"}},
		{"one day alone", []string{"16/6/2026"}, DateContext{}, DayFirst, OrderShown, DateProblem{}, map[string]string{"16/6/2026": "2026-06-16"}},
		{"short years first", []string{"26-06-15", "26-06-16", "26-07-01"}, DateContext{}, YearFirst, OrderShown, DateProblem{},
			map[string]string{"26-06-15": "2026-06-15", "26-13-01": wantBad, "6/15/2026": "2026-06-15"}},
		{"short years last", []string{"26-06-25", "27-06-25", "01-07-25"}, DateContext{}, DayFirst, OrderShown, DateProblem{},
			map[string]string{"26-06-25": "2025-06-26"}},
		{"short years first are given", []string{"10-11-12"}, DateContext{Profile: YearFirst}, YearFirst, OrderGiven, DateProblem{},
			map[string]string{"10-11-12": "2010-11-12"}},
		{"nothing to decide", []string{"5/5/2026", "2026-01-05"}, DateContext{}, OrderUnknown, OrderNotNeeded, DateProblem{}, map[string]string{"5/5/2026": "2026-05-05"}},
		{"a profile decides", []string{"1/5/2026"}, DateContext{Profile: DayFirst}, DayFirst, OrderGiven, DateProblem{},
			map[string]string{"1/5/2026": "2026-05-01", "1/31/2026": wantBad}},
		{"a weekday decides", []string{"Mon, 6/1/2026"}, DateContext{}, MonthFirst, OrderShown, DateProblem{}, map[string]string{"1/5/2026": "2026-01-05"}},
	}
	for _, test := range tests {
		test.ctx.AsOf = importtest.AsOf
		form, problem := DecideDates(TextValues(test.column...), test.ctx)
		if form.Order != test.order || form.Basis != test.basis || problem != test.problem {
			t.Errorf("IMP-191, %s: order %v on basis %d with %+v, want %v on %d with %+v", test.name, form.Order, form.Basis, problem, test.order, test.basis, test.problem)
		}
		for text, want := range test.want {
			if day, reading, _ := form.Parse(text, CellHint{}); shown(day.String(), reading) != want {
				t.Errorf("IMP-191, %s: %s is %s, want %s", test.name, text, shown(day.String(), reading), want)
			}
		}
	}
}

func TestSheetDateOrderNeedsAgreement(t *testing.T) {
	us := DateForm{Order: MonthFirst, Basis: OrderShown}
	eu := DateForm{Order: DayFirst, Basis: OrderShown}
	lent := DateForm{Order: DayFirst, Basis: OrderOfSheet}
	mixed := DateForm{Order: MixedOrder, Basis: OrderShown}
	for _, test := range []struct {
		forms []DateForm
		want  DateOrder
	}{
		{nil, OrderUnknown}, {[]DateForm{us, us, lent, {}}, MonthFirst}, {[]DateForm{us, eu}, OrderUnknown}, {[]DateForm{mixed}, OrderUnknown},
		{[]DateForm{us, mixed}, OrderUnknown},
	} {
		if got := SheetDateOrder(test.forms...); got != test.want {
			t.Errorf("IMP-191: order of %v is %v, want %v", test.forms, got, test.want)
		}
	}
}

func TestTimeAndZoneAreCutOff(t *testing.T) {
	form, problem := DecideDates(TextValues("2026-06-28T23:30:00-05:00"), DateContext{AsOf: importtest.AsOf})
	if !problem.Zoned {
		t.Error("IMP-193: a zoned column is not reported")
	}
	for _, text := range []string{"2026-06-28T23:30:00-05:00", "2026-06-28T23:30:00Z", "2026-06-28 11:30 PM EST", "2026-06-28, 9a"} {
		if day, reading, _ := form.Parse(text, CellHint{}); reading != OK || day.String() != "2026-06-28" {
			t.Errorf("IMP-193: %s is %s, want the day as written", text, shown(day.String(), reading))
		}
	}
	if _, problem := DecideDates(TextValues("2026-06-28 17:00"), DateContext{AsOf: importtest.AsOf}); problem.Zoned {
		t.Error("IMP-193: a column without zones is reported as zoned")
	}
	if _, reading, _ := form.Parse("2026-06-28 25:00", CellHint{}); reading != Bad {
		t.Error("IMP-193: 25:00 was cut off as a time")
	}
}

func TestSerialDates(t *testing.T) {
	parse := func(text string, ctx DateContext, column ...string) string {
		ctx.AsOf = importtest.AsOf
		form, _ := DecideDates(TextValues(column...), ctx)
		day, reading, _ := form.Parse(text, CellHint{})
		return shown(day.String(), reading)
	}
	form, _ := DecideDates(nil, DateContext{AsOf: importtest.AsOf, Date1904: true})
	if day, _, _ := form.Parse("44726", CellHint{Number: true, Style: StyleDate}); day.String() != "2026-06-15" {
		t.Errorf("IMP-203: 44726 in the 1904 system is %v", day)
	}
	if got := parse("46188", DateContext{}, "46188"); got != "2026-06-15" {
		t.Errorf("IMP-204: 46188 in text is %s", got)
	}
	if got := parse("44000", DateContext{}, "44000"); got != wantBad {
		t.Errorf("IMP-205: 44000 in text is %s, want bad", got)
	}
	if got := parse("44000", DateContext{}, "44000", "46188"); got != audit.DateOf(2020, 6, 18).String() {
		t.Errorf("IMP-204: 44000 beside 46188, which decides the date system, is %s", got)
	}
	if got := parse("46188", DateContext{}, "46188", "36000"); got != wantBad {
		t.Errorf("IMP-205: 46188 beside 36000, of which each proves another date system, is %s, want bad", got)
	}
	if got := parse("46188", DateContext{Future: true}, "46188"); got != "2026-06-15" {
		t.Errorf("IMP-204: 46188 as the end of a certification is %s", got)
	}
	if got := parse("46188", DateContext{}, "46188", "6/15/2026"); got != wantBad {
		t.Errorf("IMP-204: 46188 in a column that is not all day numbers is %s, want bad", got)
	}
}

// Dates without a year are read in the twelve months that the caller knows of, and else not at all.
func TestDatesWithoutYear(t *testing.T) {
	week := audit.DateOf(2025, 12, 29) - 180
	for _, test := range []struct {
		name   string
		column []string
		from   audit.Date
		want   map[string]string
	}{
		{"no year is known", []string{"6/15", "Jun 15"}, 0, map[string]string{"6/15": wantBad, "Jun 15": wantBad, "15-Jun": wantBad, "6/15/2026": "2026-06-15"}},
		{"the title names the year", []string{"6/15"}, YearOf(2026),
			map[string]string{"6/15": "2026-06-15", "06-15": "2026-06-15", "Jun 15": "2026-06-15", "15-Jun": "2026-06-15", "June 15": "2026-06-15", "15 June": "2026-06-15",
				"Mon 6/15": "2026-06-15", "Tue 6/15": wantBad, "2/29": wantBad, "13/32": wantBad}},
		{"over the turn of the year", []string{"12/29", "1/2"}, week, map[string]string{"12/29": "2025-12-29", "1/2": "2026-01-02"}},
		{"the year before a day", []string{"11/24"}, YearBefore(audit.DateOf(2026, 11, 23)), map[string]string{"11/23": "2026-11-23", "11/24": "2025-11-24"}},
		{"day first", []string{"15/6", "16/6"}, YearOf(2026), map[string]string{"5/6": "2026-06-05"}},
		{"months and years", []string{"Jun-26", "Jul-26"}, YearOf(2026), map[string]string{"Jun-26": wantBad}},
		{"days behind a month", []string{"Mar-9", "Mar-10", "Mar-26"}, YearOf(2026), map[string]string{"Mar-9": "2026-03-09", "Mar-26": "2026-03-26"}},
	} {
		form, problem := DecideDates(TextValues(test.column...), DateContext{AsOf: importtest.AsOf, YearFrom: test.from})
		if form.Yearless != len(test.column) || problem.Yearless != (test.from == 0) {
			t.Errorf("%s: %d values without a year, problem %v", test.name, form.Yearless, problem.Yearless)
		}
		for text, want := range test.want {
			if day, reading, _ := form.Parse(text, CellHint{}); shown(day.String(), reading) != want {
				t.Errorf("%s: %s is %s, want %s", test.name, text, shown(day.String(), reading), want)
			}
		}
	}
}

func TestNoTextIsNoDate(t *testing.T) {
	for _, text := range []string{"", "Mon", "Mon,", "-", "to"} {
		if d := ReadWrittenDate(text); d.IsDay() {
			t.Errorf("%q is a day", text)
		}
	}
}

// What strengthens an assumed order: days of a clinic's week in it, and not in the other.
func TestSignsOfDays(t *testing.T) {
	week := TextValues("3/2/2026", "3/3/2026", "3/4/2026", "03/04/2026", "see note")
	form, _ := DecideDates(week, DateContext{AsOf: importtest.AsOf})
	asMonth, asDay := form.Days(week, MonthFirst), form.Days(week, DayFirst)
	if want := []audit.Date{audit.DateOf(2026, 3, 2), audit.DateOf(2026, 3, 3), audit.DateOf(2026, 3, 4)}; !slices.Equal(asMonth, want) {
		t.Fatalf("month first: %v", asMonth)
	}
	if got, want := SignsOf(asMonth, 0), (DaySigns{Days: 3, Runs: 2, Span: 2}); got != want || !got.Ordinary() {
		t.Errorf("month first: %+v, want %+v", got, want)
	}
	if got := SignsOf(asDay, 0); got.Ordinary() || got.Runs != 0 {
		t.Errorf("day first: %+v", got)
	}
	if got := SignsOf(asMonth, audit.DateOf(2026, 3, 3)); got.After != 1 || got.Ordinary() {
		t.Errorf("with a day of the audit: %+v", got)
	}
	friday, sunday, monday := audit.DateOf(2026, 3, 6), audit.DateOf(2026, 3, 8), audit.DateOf(2026, 3, 9)
	if got := SignsOf([]audit.Date{friday, monday}, 0); got.Runs != 1 || got.Sundays != 0 {
		t.Errorf("over a weekend: %+v", got)
	}
	if got := SignsOf([]audit.Date{friday, sunday, monday}, 0); got.Sundays != 1 || got.Ordinary() {
		t.Errorf("with a Sunday: %+v", got)
	}
	if SignsOf(nil, 0).Ordinary() || SignsOf(asMonth[:1], 0).Ordinary() {
		t.Error("one day or none is evidence")
	}
}
