package value

import (
	"strconv"
	"strings"
	"testing"
)

var minutesCases = [][]valueCase{
	cells(216, "45", "45", "45.0", "45 min", "45m", "45'", "45 minutes", "45 mins", " 45 "),
	cells(217, "75", "1h 15m", "1 hr 15 min", "1h15", "1.25 hours"),
	beside(TextValues("0:30", "1:15"), cells(218, "45", "0:45")),
	cells(218, "45", "00:45:00"),
	beside(TextValues("0:45"), cells(219, "75", "1:15")),
	cells(220, "45", "45:00"), cells(220, "9", "9:00"), cells(221, wantBad, "8:00"),
	beside(TextValues("45:00"), cells(221, wantBad, "0:45", "1:15")),
	cells(221, wantBad, "1:15", "45:30", "5:00"),
	{{imp: 222, cell: number("0.03125", StyleTime), want: "45"}, {imp: 222, cell: number("0.03125", StyleDuration), want: "45"},
		{imp: 222, cell: number("45", StyleTime), want: wantBad}, {imp: 222, cell: number("0.0001", StyleTime), want: wantBad},
		{imp: 222, cell: number("0.0270833333333333", StyleTime), want: "39"}, {imp: 222, cell: number("0.0270833", StyleTime), want: "39"},
		{imp: 222, cell: number("0.03125", StylePlain), want: "45"}, {imp: 222, cell: number("0.0270833333333333", StylePlain), want: "39"},
		{imp: 222, cell: number("38.9999999909", StylePlain), want: "39"}},
	beside(TextValues("0.0104166667", "0.0416666667"), cells(222, "39", "0.027083333")),
	beside(TextValues("30", "45"), cells(222, wantBad, "0.027083333")),
	cells(216, "39", "38.9999999909", "39.0000000012", "38.99", "39.016"),
	cells(216, wantBad, "38.98", "39.02", "39.5"),
	cells(216, "39", "39 mins.", "39min", "39 Min.", "0:39:00"), cells(217, "65", "1h 5m", "1 hr. 5 min.", "1 hour 5 minutes"),
	cells(226, "45", "0.75"),
	beside(TextValues("0.25", "0.5", "1"), cells(226, "75", "1.25")),
	beside(TextValues("0.65", "0.38"), cells(226, "39", "0.65")),
	beside(TextValues("30", "45", "15"), cells(226, wantBad, "0.75")),
	beside(TextValues("0.8", "1.3"), cells(226, wantBad, "0.5", "1")),
	beside(TextValues("0.75", "10 min"), cells(226, wantBad, "0.75")),
	cells(227, wantBad, "38-40", "~45", "45+", ">38", "45?", "15+15", "45/38", "45.5", "-5", "forty", "1h 75m", "1,000,000", "99999999999"),
	cells(228, "0", "0"),
	cells(229, "600", "600"),
}

func TestMinutes(t *testing.T) {
	runCases(t, minutesCases, func(column []CellValue, cell CellValue) (string, Reading, string) {
		form, _ := DecideMinutes(column, MinutesContext{})
		minutes, reading, why := form.Parse(cell.Text, cell.Hint)
		return strconv.Itoa(int(minutes)), reading, why
	})
}

var quarterHours = TextValues("0.25", "1.75")

var hoursCases = [][]valueCase{
	cells(223, "45", "0.75", "0,75", "45 min"),
	cells(223, "75", "1.25"), cells(223, "20", "0.33"), cells(223, "53", "0.88"),
	cells(224, wantBad, "0.34", "0.01"),
	cells(225, wantBad, "0.8", "1.3"),
	beside(TextValues("0.8"), cells(225, wantBad, "0.5", "1.0")),
	cells(230, "30", "0.5"), cells(230, "60", "1", "1.0"), cells(230, "120", "2"),
	beside(quarterHours, cells(230, "48", "0.8")),
	{{imp: 222, cell: number("0.03125", StyleTime), want: "45"}, {imp: 223, cell: number("0.75", StylePlain), want: "45"}},
}

func TestHours(t *testing.T) {
	runCases(t, hoursCases, func(column []CellValue, cell CellValue) (string, Reading, string) {
		form, _ := DecideMinutes(column, MinutesContext{Hours: true})
		minutes, reading, why := form.Parse(cell.Text, cell.Hint)
		return strconv.Itoa(int(minutes)), reading, why
	})
}

func TestTenthsSpoilTheColumn(t *testing.T) {
	if _, problem := DecideMinutes(TextValues("0.8", "1.3", "1", "0.5"), MinutesContext{Hours: true}); !problem.Tenths {
		t.Error("IMP-225: hours rounded to tenths are not reported")
	}
	if _, problem := DecideMinutes(TextValues("0.5", "1", "1.5"), MinutesContext{Hours: true}); problem.Tenths {
		t.Error("IMP-230: half and whole hours are taken for tenths")
	}
}

func TestHoursUnderAMinutesHeader(t *testing.T) {
	for _, test := range []struct {
		column  string
		form    MinutesForm
		problem MinutesProblem
	}{
		{"0.75 1.25 1 0.5", MinutesForm{Hours: true, HoursShown: true}, MinutesProblem{}},
		{"1 2 1.5", MinutesForm{Hours: true, HoursShown: true}, MinutesProblem{}},
		{"0,75 0,5", MinutesForm{Hours: true, HoursShown: true}, MinutesProblem{}},
		{"1 2 3", MinutesForm{}, MinutesProblem{}},
		{"0.8 1.3 1 0.5", MinutesForm{Hours: true, HoursShown: true, Tenths: true}, MinutesProblem{LooksHours: true, Tenths: true}},
		{"0.34 0.57 1.11", MinutesForm{}, MinutesProblem{LooksHours: true}},
		{"45 30 52.5", MinutesForm{}, MinutesProblem{}},
		{"45 30 38.9999999909", MinutesForm{}, MinutesProblem{}},
		{"0.03125 0.0270833333", MinutesForm{DayFractions: true}, MinutesProblem{}},
	} {
		form, problem := DecideMinutes(TextValues(strings.Fields(test.column)...), MinutesContext{})
		if form != test.form || problem != test.problem {
			t.Errorf("IMP-226: %s: %+v, %+v; want %+v, %+v", test.column, form, problem, test.form, test.problem)
		}
	}
}

func TestHoursAreTheOnlyWholeMinute(t *testing.T) {
	form := MinutesForm{Hours: true}
	for minutes := range 1000 {
		for _, places := range []int{2, 3, 4} {
			text := strconv.FormatFloat(float64(minutes)/60, 'f', places, 64)
			if got, reading, _ := form.Parse(text, CellHint{}); reading != OK || int(got) != minutes {
				t.Fatalf("IMP-230: %s hours, %d minutes, are read as %d", text, minutes, got)
			}
		}
	}
}
