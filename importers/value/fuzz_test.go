package value

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"otaudit/audit"
	"otaudit/importers/importtest"
)

// roundTrip checks that the canonical text of whatever a cell was read as is read as the same value again.
func roundTrip(t interface {
	Helper()
	Errorf(string, ...any)
}, text string, hint CellHint) {
	t.Helper()
	cell := []CellValue{{Text: text, Hint: hint}}
	check := func(kind, canonical string, reading Reading, again func(string) (string, Reading)) {
		if reading != OK {
			return
		}
		if got, reading := again(canonical); reading != OK || got != canonical {
			t.Errorf("%s: %q is read as %q, which is read as %q (%v)", kind, text, canonical, got, reading)
		}
	}
	for _, birth := range []bool{false, true} {
		form, _ := DecideDates(cell, DateContext{AsOf: importtest.AsOf, Birth: birth})
		day, reading, _ := form.Parse(text, hint)
		check("date", day.String(), reading, func(s string) (string, Reading) {
			form, _ := DecideDates(TextValues(s), DateContext{AsOf: importtest.AsOf, Birth: birth})
			day, reading, _ := form.Parse(s, CellHint{})
			return day.String(), reading
		})
	}
	clock, reading, _ := DecideTimes(cell, TimeContext{}).Parse(text, hint)
	check("time", clock.Start.String(), reading, func(s string) (string, Reading) {
		clock, reading, _ := DecideTimes(TextValues(s), TimeContext{Known24: true}).Parse(s, CellHint{})
		return clock.Start.String(), reading
	})
	for _, hours := range []bool{false, true} {
		form, _ := DecideMinutes(cell, MinutesContext{Hours: hours})
		minutes, reading, _ := form.Parse(text, hint)
		if reading == OK && (minutes < 0 || minutes > maxMinutes) {
			t.Errorf("minutes: %q is read as %d", text, minutes)
		}
	}
	numbers := DecideNumbers(cell)
	units, reading, _ := numbers.ParseUnits(text, hint)
	check("units", units.String(), reading, func(s string) (string, Reading) {
		units, reading, _ := NumberForm{}.ParseUnits(s, CellHint{})
		return units.String(), reading
	})
	cents, reading, _ := numbers.ParseMoney(text, hint)
	check("money", cents.String(), reading, func(s string) (string, Reading) {
		cents, reading, _ := NumberForm{}.ParseMoney(s, CellHint{})
		return cents.String(), reading
	})
	lists := map[string]func(string) ([]string, Reading, string){
		"modifiers":  func(s string) ([]string, Reading, string) { return ParseModifiers(s, importtest.KnownModifier) },
		"diagnoses":  ParseDiagnoses,
		"credential": ParseCredential,
	}
	for kind, parse := range lists {
		list, reading, _ := parse(text)
		check(kind, strings.Join(list, " "), reading, func(s string) (string, Reading) {
			list, reading, _ := parse(s)
			return strings.Join(list, " "), reading
		})
	}
	words := map[string]func(string) (string, Reading, string){
		"place": ParsePlace, "npi": ParseNPI, "profile": ParseEvalProfile, "decision": ParseEvalDecision, "discipline": ParseDiscipline,
		"deficits": func(s string) (string, Reading, string) { return ParseDeficits(s, CellHint{}) },
	}
	for kind, parse := range words {
		word, reading, _ := parse(text)
		check(kind, word, reading, func(s string) (string, Reading) { word, reading, _ := parse(s); return word, reading })
	}
	items, reading, _ := ParseCodes(text, importtest.KnownModifier)
	for _, item := range items {
		check("code", item.Code, reading, func(s string) (string, Reading) {
			items, reading, _ := ParseCodes(s, importtest.KnownModifier)
			return showItems(items), reading
		})
		if slices.ContainsFunc(item.Modifiers, func(m string) bool { return !isModifierShape(m) }) {
			t.Errorf("code: %q gives the modifiers %q", text, item.Modifiers)
		}
	}
	ParseText(text)
	ClassifyStatus(text)
	CredentialsOfName(text)
}

func FuzzValues(f *testing.F) {
	for _, table := range specTables {
		for _, c := range slices.Concat(table...) {
			f.Add(c.cell.Text, c.cell.Hint.Number, uint8(c.cell.Hint.Style))
		}
	}
	f.Fuzz(func(t *testing.T, text string, number bool, style uint8) {
		roundTrip(t, text, CellHint{Number: number, Style: NumberStyle(style) % (StyleDuration + 1)})
	})
}

func TestCanonicalTextIsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := audit.Date(rapid.Int32Range(-25567, 40000).Draw(t, "day")) // 1900 to 2079
		form, _ := DecideDates(TextValues(day.String()), DateContext{AsOf: importtest.AsOf})
		if got, reading, _ := form.Parse(day.String(), CellHint{}); reading != OK || got != day {
			t.Errorf("IMP-39: day %v is read as %v", day, got)
		}
		clock := audit.Clock(rapid.Int32Range(0, minutesPerDay-1).Draw(t, "clock"))
		if got, reading, _ := (TimeForm{Clock24: true}).Parse(clock.String(), CellHint{}); reading != OK || got.Start != clock {
			t.Errorf("IMP-40: time %v is read as %v", clock, got.Start)
		}
		units := audit.Units(rapid.Int32().Draw(t, "units"))
		if got, reading, _ := (NumberForm{}).ParseUnits(units.String(), CellHint{}); units != -1<<31 && (reading != OK || got != units) {
			t.Errorf("IMP-45: units %v are read as %v", units, got)
		}
		cents := audit.Cents(rapid.Int64Range(-maxCents, maxCents).Draw(t, "cents"))
		if got, reading, _ := (NumberForm{}).ParseMoney(cents.String(), CellHint{}); reading != OK || got != cents {
			t.Errorf("IMP-58: amount %v is read as %v", cents, got)
		}
	})
}

func TestWrittenFormsOfADayAgree(t *testing.T) {
	layouts := []string{"1/2/2006", "01/02/2006", "1-2-2006", "1.2.2006", "Jan 2, 2006", "2 January 2006", "02-Jan-2006", "Mon, 1/2/2006", "20060102",
		"1/2/2006 3:04 PM", "2006-01-02T15:04:05Z", "1/2/06"}
	rapid.Check(t, func(t *rapid.T) {
		day := audit.Date(rapid.Int32Range(10957, 24000).Draw(t, "day")) // 2000 to 2035
		text := day.Time().Format(rapid.SampledFrom(layouts).Draw(t, "layout"))
		form, _ := DecideDates(append(TextValues(text), monthFirstColumn...), DateContext{AsOf: importtest.AsOf})
		if got, reading, _ := form.Parse(text, CellHint{}); reading != OK || got != day {
			t.Errorf("IMP-196: %s is read as %v, want %v", text, got, day)
		}
	})
}
