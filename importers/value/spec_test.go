package value

import (
	"slices"
	"testing"

	"otaudit/importers/importtest"
)

// Markers of readings that are not ok, in the wanted column of the tables.
const (
	wantBad    = "bad"
	wantAbsent = "absent"
)

func shown(value string, reading Reading) string {
	switch reading {
	case Absent:
		return wantAbsent
	case Bad:
		return wantBad
	}
	return value
}

// number is a workbook cell with a stored number.
func number(text string, style NumberStyle) CellValue {
	return CellValue{Text: text, Hint: CellHint{Number: true, Style: style}}
}

// valueCase is a row of section 10 of the import requirements: a cell, the other cells of its column, and what it becomes.
type valueCase struct {
	imp    int
	cell   CellValue
	column []CellValue
	want   string
}

func cells(imp int, want string, texts ...string) []valueCase {
	var cases []valueCase
	for _, text := range texts {
		cases = append(cases, valueCase{imp: imp, cell: CellValue{Text: text}, want: want})
	}
	return cases
}

func beside(column []CellValue, cases []valueCase) []valueCase {
	for i := range cases {
		cases[i].column = column
	}
	return cases
}

// runCases parses each cell with the form decided from the cell and its column.
func runCases(t *testing.T, groups [][]valueCase, parse func(column []CellValue, cell CellValue) (string, Reading, string)) {
	t.Helper()
	for _, c := range slices.Concat(groups...) {
		got, reading, why := parse(append(slices.Clone(c.column), c.cell), c.cell)
		if shown(got, reading) != c.want {
			t.Errorf("IMP-%d: %q beside %v is %s, want %s", c.imp, c.cell.Text, c.column, shown(got, reading), c.want)
		}
		if (reading == Bad) != (why != "") {
			t.Errorf("IMP-%d: %q is %v with the expected form %q; it belongs to bad values and only to them", c.imp, c.cell.Text, reading, why)
		}
	}
}

// specTables are the tables of this package's tests that stand for the rows of section 10.
var specTables = [][][]valueCase{
	dateCases, birthCases, timeCases, minutesCases, hoursCases, unitsCases, moneyCases, modifierCases, modifierFlagCases, codeCases,
	diagnosisCases, placeCases, npiCases, nameCases, credentialCases, profileWordCases, decisionWordCases, textCases,
}

// ruleTests name the requirements of section 10 that are rules over a column and are tested by a function of their own.
var ruleTests = map[int]string{
	191: "TestDateOrderIsDecidedByColumn", 192: "TestTwoDigitYears", 193: "TestTimeAndZoneAreCutOff",
	203: "TestSerialDates", 204: "TestSerialDates", 205: "TestSerialDates",
	215: "TestEndIsNeverTurnedIntoMinutes", 225: "TestTenthsSpoilTheColumn", 226: "TestHoursUnderAMinutesHeader",
	230: "TestHoursAreTheOnlyWholeMinute",
}

func TestEveryNumberOfSection10IsTested(t *testing.T) {
	have := make(map[int]bool)
	for _, table := range specTables {
		for _, c := range slices.Concat(table...) {
			have[c.imp] = true
		}
	}
	for imp := range ruleTests {
		have[imp] = true
	}
	for imp := 191; imp <= 264; imp++ {
		if !have[imp] {
			t.Errorf("IMP-%d has no test", imp)
		}
	}
}

func TestAbsentAndErrorsEverywhere(t *testing.T) {
	parsers := map[string]func(string) Reading{
		"date":     func(s string) Reading { _, r, _ := DateForm{}.Parse(s, CellHint{}); return r },
		"time":     func(s string) Reading { _, r, _ := TimeForm{}.Parse(s, CellHint{}); return r },
		"minutes":  func(s string) Reading { _, r, _ := MinutesForm{}.Parse(s, CellHint{}); return r },
		"hours":    func(s string) Reading { _, r, _ := MinutesForm{Hours: true}.Parse(s, CellHint{}); return r },
		"units":    func(s string) Reading { _, r, _ := NumberForm{}.ParseUnits(s, CellHint{}); return r },
		"money":    func(s string) Reading { _, r, _ := NumberForm{}.ParseMoney(s, CellHint{}); return r },
		"count":    func(s string) Reading { _, r, _ := ParseCount(s); return r },
		"modifier": func(s string) Reading { _, r, _ := ParseModifiers(s, importtest.KnownModifier); return r },
		"flag":     func(s string) Reading { _, r, _ := ParseFlag(s); return r },
		"code":     func(s string) Reading { _, r, _ := ParseCodes(s, importtest.KnownModifier); return r },
		"dx":       func(s string) Reading { _, r, _ := ParseDiagnoses(s); return r },
		"place":    func(s string) Reading { _, r, _ := ParsePlace(s); return r },
		"npi":      func(s string) Reading { _, r, _ := ParseNPI(s); return r },
		"cred":     func(s string) Reading { _, r, _ := ParseCredential(s); return r },
		"profile":  func(s string) Reading { _, r, _ := ParseEvalProfile(s); return r },
		"decision": func(s string) Reading { _, r, _ := ParseEvalDecision(s); return r },
		"deficits": func(s string) Reading { _, r, _ := ParseDeficits(s, CellHint{}); return r },
		"text":     func(s string) Reading { _, r, _ := ParseText(s); return r },
		"status":   func(s string) Reading { _, r, _ := ParseStatus(s, KindStatusFlag, "void"); return r },
	}
	for name, parse := range parsers {
		for _, text := range []string{"", "  ", "\u00a0", "-", "--", "n/a", "N/A", "na", "None", "NULL", "nil", " none "} {
			want := Absent
			if name == "money" && text == "-" {
				want = OK
			}
			if got := parse(text); got != want {
				t.Errorf("%s %q is %v, want %v", name, text, got, want)
			}
		}
		for _, text := range []string{"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "####", "########"} {
			if got := parse(text); got != Bad {
				t.Errorf("%s %q is %v, want bad", name, text, got)
			}
		}
	}
}

var textCases = [][]valueCase{
	cells(264, "MCR B", "MCR B", " MCR B\u00a0"),
	cells(264, "Medicare Adv.", "Medicare Adv."),
	cells(190, wantAbsent, "0", "false", "FALSE", "N/A", "none"),
	cells(36, "00123", "00123", "'00123"),
	cells(82, "-later", "'-later"),
	cells(82, "'s Gravenhage Plan", "'s Gravenhage Plan"),
}

func TestText(t *testing.T) {
	runCases(t, textCases, func(_ []CellValue, cell CellValue) (string, Reading, string) { return ParseText(cell.Text) })
}
