package value

import "testing"

var lateColumn = TextValues("13:30")

var timeCases = [][]valueCase{
	cells(209, "09:05", "9:05 AM", "9:05a", "09:05:40", "9:05am", "9:05 a.m."),
	{{imp: 209, cell: number("0.378472", StyleTime), want: "09:05"}, {imp: 209, cell: number("46188.378472222", StyleDateTime), want: "09:05"},
		{imp: 210, cell: number("0.375", StylePlain), want: "09:00"}, {imp: 211, cell: number("1330", StylePlain), want: "13:30"},
		{imp: 214, cell: number("46188", StyleDate), want: wantBad}, {imp: 214, cell: number("0", StylePlain), want: wantBad}},
	cells(209, "09:05", "2026-06-28T09:05:00.0000000", "6/28/2026 9:05 AM"),
	cells(210, "09:00", "9a", "0900", "9 AM"),
	cells(211, "13:30", "1:30 PM", "13:30", "1330", "1:30p"),
	cells(211, "00:15", "12:15 AM", "0:15"),
	cells(212, wantBad, "1:30", "11:15"),
	beside(TextValues("9:05 AM"), cells(212, wantBad, "1:30")),
	beside(TextValues("09:00", "10:30"), cells(212, wantBad, "01:30")),
	beside(lateColumn, cells(212, "01:30", "1:30", "01:30")),
	cells(213, "09:00 to 09:45", "9:00-9:45 AM", "9:00 AM - 9:45 AM", "9:00 am to 9:45 am", "0900-0945"),
	cells(213, "11:30 to 12:15", "11:30-12:15 PM", "11:30-12:15"),
	cells(213, "09:00 to 17:00", "9:00 AM-5:00 PM"),
	cells(213, wantBad, "9:00 AM-5:01 PM", "1:00-1:45", "9:00 AM-6:00 PM", "9:45-9:00 AM", "9:00 AM-9:00 AM", "9:00-"),
	beside(lateColumn, cells(213, "09:00 to 09:45", "9:00-9:45")),
	cells(214, wantBad, "25:00", "9:65", "24:00", "morning", "13:30 AM", "9", "2026-06-28"),
}

func TestTimes(t *testing.T) {
	runCases(t, timeCases, func(column []CellValue, cell CellValue) (string, Reading, string) {
		got, reading, why := DecideTimes(column, TimeContext{}).Parse(cell.Text, cell.Hint)
		if got.HasEnd {
			return got.Start.String() + " to " + got.End.String(), reading, why
		}
		return got.Start.String(), reading, why
	})
}

func TestKnownClockReadsMorningHours(t *testing.T) {
	form := DecideTimes(TextValues("1:30"), TimeContext{Known24: true})
	if got, reading, _ := form.Parse("1:30", CellHint{}); reading != OK || got.Start.String() != "01:30" {
		t.Errorf("IMP-81: 1:30 on a known 24-hour clock is %v", got)
	}
}

// The importer has no function from two times to minutes; a range keeps both ends and an end before the start is only read
// where both ends stand in columns of their own.
func TestEndIsNeverTurnedIntoMinutes(t *testing.T) {
	if _, reading, _ := (MinutesForm{}).Parse("9:00-9:45 AM", CellHint{}); reading != Bad {
		t.Error("IMP-215: a range of times was read as minutes")
	}
}
