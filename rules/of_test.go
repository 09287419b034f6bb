package rules

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"otaudit/audit"
	"otaudit/rules/refdata"
)

// TestOfLooksAtNoValue: what a rule is about is asked once for all lines with the same code, terms, discipline and states
// of fields. Two lines that differ in their values alone must get the same answer.
func TestOfLooksAtNoValue(t *testing.T) {
	tables, err := refdata.Load("")
	if err != nil {
		t.Fatal(err)
	}
	list, err := All(tables, Options{AsOf: audit.DateOf(2026, time.November, 1)})
	if err != nil {
		t.Fatal(err)
	}
	book := Codes(tables)
	terms := []*audit.Terms{{}, {Class: "medicare_b", UnitRule: audit.UnitRuleCMS8, KX: audit.Yes}, {Class: "self_pay"}, {Class: "va"},
		{Class: "commercial", UnitRule: audit.UnitRuleMidpoint}}
	codes := []string{"97110", "97129", "97150", "97010", "97014", "97165", "97168", "97161", "92507", "97550", "G0283", "00000"}
	rapid.Check(t, func(t *rapid.T) {
		layout := &audit.Layout{Sheet: "two.csv", Symbols: audit.NewSymbols(), Slots: make([]audit.Slot, 1)}
		a, b := &audit.Session{Layout: layout, Row: 2}, &audit.Session{Layout: layout, Row: 3}
		on := audit.DateOf(2019, time.January, 1) + audit.Date(rapid.IntRange(0, 2800).Draw(t, "day"))
		code := rapid.SampledFrom(codes).Draw(t, "code")
		for f := range audit.NumFields {
			bound := rapid.IntRange(0, 4).Draw(t, "bound") > 0
			if bound {
				layout.Slots[0][f] = []int32{int32(f) + 1}
			}
			state := rapid.IntRange(0, 3).Draw(t, "state")
			for _, s := range []*audit.Session{a, b} {
				switch {
				case !bound || state == 0:
				case state == 1:
					s.SetBad(f, rapid.StringN(1, 5, -1).Draw(t, "written"))
				case f.Kind() == audit.Text:
					s.Set(f, layout.Symbols.Intern(rapid.StringN(1, 5, -1).Draw(t, "text")))
				case f.Kind() == audit.List:
					s.Set(f, layout.Symbols.InternList(rapid.SliceOfN(rapid.SampledFrom([]string{"GO", "GP", "CO", "KX", "GY", "59", "OTR/L", "COTA/L", "M62.81"}), 1, 3).Draw(t, "list")))
				default:
					s.Set(f, rapid.Int32Range(-3, 5000).Draw(t, "value"))
				}
			}
		}
		lines := [2]*audit.Line{}
		discipline, shown := audit.Discipline(rapid.IntRange(0, 3).Draw(t, "discipline")), rapid.Bool().Draw(t, "shown")
		of := rapid.SampledFrom(terms).Draw(t, "terms")
		for i, s := range []*audit.Session{a, b} {
			s.Set(audit.DateOfService, int32(on))
			s.Set(audit.Code, layout.Symbols.Intern(code))
			lines[i] = audit.NewLine(s, book.Procedure(code, on), of)
			lines[i].Discipline, lines[i].Shown = discipline, shown
		}
		for _, r := range list {
			if r.Concerns != nil && r.Concerns(lines[0]) != r.Concerns(lines[1]) {
				t.Fatalf("%s: lines that differ in values alone are of different kinds for it", r.ID)
			}
		}
	})
}
