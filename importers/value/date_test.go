package value

import (
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
	beside(TextValues("2/3/2026", "12/12/2026"), cells(199, wantBad, "1/5/2026")),
	cells(200, "2026-06-15", "Jun 15, 2026", "15 June 2026", "15-Jun-26", "Mon, 6/15/2026", "June 15 2026", "Monday 15 June 2026", "2026-Jun-15", "Jun 15th, 2026"),
	beside(monthFirstColumn, cells(201, wantBad, "Tue, 6/15/2026")),
	{{imp: 202, cell: number("46188", StyleDate), want: "2026-06-15"}, {imp: 202, cell: number("46188.375", StyleDateTime), want: "2026-06-15"},
		{imp: 202, cell: number("46188", StylePlain), want: "2026-06-15"}, {imp: 202, cell: number("60", StyleDate), want: wantBad},
		{imp: 206, cell: number("61526", StylePlain), want: wantBad}, {imp: 206, cell: number("6152026", StylePlain), want: wantBad},
		{imp: 207, cell: number("0", StyleDate), want: wantAbsent}},
	cells(204, "2026-06-15", "46188"),
	cells(205, wantBad, "44000"),
	cells(206, wantBad, "2/30/2026", "1/32/2026", "6/15", "Jun-26", "6/15-6/19/2026", "061526", "6152026", "6/15.2026", "1/5/0026"),
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

func TestDateOrderIsDecidedByColumn(t *testing.T) {
	tests := []struct {
		name    string
		column  []string
		ctx     DateContext
		order   DateOrder
		problem DateProblem
		want    map[string]string
	}{
		{"only month-first values", []string{"1/31/2026", "1/5/2026"}, DateContext{}, MonthFirst, DateProblem{},
			map[string]string{"1/5/2026": "2026-01-05", "31/1/2026": wantBad}},
		{"only day-first values", []string{"31/1/2026", "1/5/2026"}, DateContext{}, DayFirst, DateProblem{},
			map[string]string{"1/5/2026": "2026-05-01"}},
		{"the sheet decides", []string{"1/5/2026"}, DateContext{Sheet: DayFirst}, DayFirst, DateProblem{},
			map[string]string{"1/5/2026": "2026-05-01"}},
		{"own values win over the sheet", []string{"1/31/2026"}, DateContext{Sheet: DayFirst}, MonthFirst, DateProblem{},
			map[string]string{"1/5/2026": "2026-01-05"}},
		{"both kinds", []string{"1/31/2026", "31/1/2026", "1/5/2026"}, DateContext{}, MixedOrder, DateProblem{Mixed: true},
			map[string]string{"1/31/2026": "2026-01-31", "31/1/2026": "2026-01-31", "1/5/2026": wantBad, "5/5/2026": "2026-05-05"}},
		{"nothing decides", []string{"1/5/2026", "5/5/2026"}, DateContext{}, OrderUnknown, DateProblem{Undecided: true},
			map[string]string{"1/5/2026": wantBad, "5/5/2026": "2026-05-05", "2026-01-05": "2026-01-05"}},
		{"nothing to decide", []string{"5/5/2026", "2026-01-05"}, DateContext{}, OrderUnknown, DateProblem{}, map[string]string{"5/5/2026": "2026-05-05"}},
		{"a profile decides", []string{"1/5/2026"}, DateContext{Profile: DayFirst}, DayFirst, DateProblem{},
			map[string]string{"1/5/2026": "2026-05-01", "1/31/2026": wantBad}},
		{"a weekday decides", []string{"Mon, 6/1/2026"}, DateContext{}, MonthFirst, DateProblem{}, map[string]string{"1/5/2026": "2026-01-05"}},
	}
	for _, test := range tests {
		test.ctx.AsOf = importtest.AsOf
		form, problem := DecideDates(TextValues(test.column...), test.ctx)
		if form.Order != test.order || problem != test.problem {
			t.Errorf("IMP-191, %s: order %v with %+v, want %v with %+v", test.name, form.Order, problem, test.order, test.problem)
		}
		for text, want := range test.want {
			if day, reading, _ := form.Parse(text, CellHint{}); shown(day.String(), reading) != want {
				t.Errorf("IMP-191, %s: %s is %s, want %s", test.name, text, shown(day.String(), reading), want)
			}
		}
	}
}

func TestSheetDateOrderNeedsAgreement(t *testing.T) {
	us := DateForm{Order: MonthFirst, Own: true}
	eu := DateForm{Order: DayFirst, Own: true}
	lent := DateForm{Order: DayFirst}
	mixed := DateForm{Order: MixedOrder, Own: true}
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

// TestYearFirst: an order that is stated and in which the year of two digits stands first.
func TestYearFirst(t *testing.T) {
	form := DateForm{Order: YearFirst}
	for text, want := range map[string]string{"26-10-05": "2026-10-05", "26/1/9": "2026-01-09", "10/5/2026": "", "2026-10-05": "2026-10-05", "26-13-05": ""} {
		d, reading, _ := form.Parse(text, CellHint{})
		if got := d.String(); (reading == OK) != (want != "") || want != "" && got != want {
			t.Errorf("%s: %s (%v), want %s", text, got, reading, want)
		}
	}
}
