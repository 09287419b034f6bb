package refdata

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"otaudit/audit"
)

func on(t testing.TB, text string) audit.Date {
	t.Helper()
	d, err := audit.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// N001: much advice still lists pairs of 97530 that ended.
func TestPairsCountOnlyInTheirWindow(t *testing.T) {
	tables := embeddedTables(t)
	for _, c := range []struct {
		a, b, day string
		column2   string // empty: no edit
	}{
		{"97530", "97140", "2019-12-31", "97530"},
		{"97530", "97140", "2020-01-01", ""},
		{"97140", "97530", "2019-12-31", "97530"},
		{"97530", "97140", "2026-10-01", ""},
		{"97530", "97116", "2019-12-31", "97116"},
		{"97530", "97116", "2020-01-01", ""},
		{"97530", "97533", "2021-12-31", "97533"},
		{"97530", "97533", "2022-01-01", ""},
	} {
		for _, setting := range []Setting{Practitioner, OutpatientHospital} {
			pair, ok := tables.Pair(c.a, c.b, setting, on(t, c.day))
			if !ok {
				pair, ok = tables.Pair(c.b, c.a, setting, on(t, c.day))
			}
			if ok != (c.column2 != "") || (ok && pair.Column2 != c.column2) {
				t.Errorf("%s with %s on %s, %s: %+v", c.a, c.b, c.day, setting, pair)
			}
		}
	}
	if _, ok := tables.Pair("97530", "97140", Practitioner, on(t, "2019-12-31")); ok {
		t.Error("97530 is column 2 of 97140: the other direction is no edit")
	}
}

// The indicator of 97597/97602 changed in the hospital table only.
func TestPairSettingsDiffer(t *testing.T) {
	tables := embeddedTables(t)
	for _, c := range []struct {
		setting Setting
		day     string
		helps   bool
	}{
		{OutpatientHospital, "2024-09-30", false}, {OutpatientHospital, "2024-10-01", true}, {Practitioner, "2024-10-01", false},
	} {
		pair, ok := tables.Pair("97597", "97602", c.setting, on(t, c.day))
		if !ok || pair.ModifierHelps != c.helps {
			t.Errorf("%s %s: %+v", c.setting, c.day, pair)
		}
	}
}

// C002: codes at both ends of their windows.
func TestCodesCountOnlyInTheirWindow(t *testing.T) {
	tables := embeddedTables(t)
	for _, c := range []struct {
		code, day string
		want      bool
	}{
		{"97127", "2017-12-31", false}, {"97127", "2018-01-01", true}, {"97127", "2019-12-31", true}, {"97127", "2020-01-01", false},
		{"97129", "2019-12-31", false}, {"97129", "2020-01-01", true}, {"97003", "2016-12-31", true}, {"97003", "2017-01-01", false},
		{"97530", "1999-01-01", true}, {"97530", "2030-01-01", true}, {"99999", "2026-01-01", false},
	} {
		if _, ok := tables.Code(c.code, on(t, c.day)); ok != c.want {
			t.Errorf("%s on %s: in force %v", c.code, c.day, ok)
		}
	}
	ended := tables.CodeEver("97127")
	if len(ended) != 1 || !slices.Equal(ended[0].Successors, []string{"97129", "97130"}) || ended[0].Row != "codes.csv 97127" {
		t.Errorf("97127: %+v", ended)
	}
	if len(tables.CodeEver("99999")) != 0 {
		t.Error("99999 is in the table")
	}
	if addOn, _ := tables.Code("97130", on(t, "2026-01-01")); !slices.Equal(addOn.AddOnOf, []string{"97129"}) || addOn.FirstUnitMinutes != 23 {
		t.Errorf("97130: %+v", addOn)
	}
}

func TestNearestCodes(t *testing.T) {
	for text, want := range map[string]string{"9753O": "97530", "97503": "97530", "9716S": "97165", "97I10": "97110", "9711": "97110"} {
		if got := embeddedTables(t).NearestCodes(text); !slices.Contains(got, want) || len(got) > nearestLimit {
			t.Errorf("%q: %v, want %s among them", text, got, want)
		}
	}
	for _, text := range []string{"", "OT", "therapy", "12345"} {
		if got := embeddedTables(t).NearestCodes(text); len(got) != 0 {
			t.Errorf("%q: %v", text, got)
		}
	}
}

// M007: CH to CN were retired at the end of 2018.
func TestModifierWindows(t *testing.T) {
	tables := embeddedTables(t)
	if _, ok := tables.Modifier("CH", on(t, "2018-12-31")); !ok {
		t.Error("CH was in force in 2018")
	}
	if _, ok := tables.Modifier("CH", on(t, "2019-01-01")); ok || !tables.KnownModifier("CH") {
		t.Error("CH was retired on 2018-12-31, but is a known modifier")
	}
	if _, ok := tables.Modifier("CO", on(t, "2019-12-31")); ok {
		t.Error("CO began on 2020-01-01")
	}
	if tables.KnownModifier("0G") || len(tables.ModifierEver("0G")) > 0 {
		t.Error("0G is not a modifier")
	}
	for modifier, rows := range tables.modifiers {
		for _, row := range rows {
			for _, other := range row.value.ExclusiveWith {
				if !slices.ContainsFunc(tables.ModifierEver(other), func(back *ModifierInfo) bool { return slices.Contains(back.ExclusiveWith, modifier) }) {
					t.Errorf("%s excludes %s, but not the other way round", modifier, other)
				}
			}
		}
	}
}

func TestMUEBeforeItsFirstReleaseIsNotKnown(t *testing.T) {
	tables := embeddedTables(t)
	if _, ok := tables.MUE("97110", Practitioner, on(t, "2024-06-30")); ok {
		t.Error("a value before its first release")
	}
	if mue, ok := tables.MUE("97165", Practitioner, on(t, "2024-07-01")); !ok || mue.Units != 1 || mue.Adjudication != DayAbsolute {
		t.Errorf("97165: %+v", mue)
	}
}

// T001: no amount is carried forward into a year without a row.
func TestKXIsNotCarriedForward(t *testing.T) {
	tables := embeddedTables(t)
	if info, ok := tables.KX("OT", 2026); !ok || info.Amount != 248000 || info.Review != 300000 {
		t.Errorf("2026: %+v", info)
	}
	for _, year := range []int{2017, 2027} {
		if _, ok := tables.KX("OT", year); ok {
			t.Errorf("%d has an amount", year)
		}
	}
}

func TestEvalComponents(t *testing.T) {
	tables := embeddedTables(t)
	if c, ok := tables.EvalComponent("97166", "deficits", on(t, "2026-01-01")); !ok || c.Min != 3 || c.Max != 5 || c.Rank != 2 {
		t.Errorf("%+v", c)
	}
	if c, ok := tables.EvalComponent("97167", "decision", on(t, "2026-01-01")); !ok || c.Level != "high" {
		t.Errorf("%+v", c)
	}
	if c, ok := tables.EvalComponent("97165", "time", on(t, "2026-01-01")); !ok || c.Typical != 30 {
		t.Errorf("%+v", c)
	}
	if _, ok := tables.EvalComponent("97165", "profile", on(t, "2016-12-31")); ok {
		t.Error("97165 began in 2017")
	}
}

func TestDenials(t *testing.T) {
	denials := embeddedTables(t).Denials("units_over_mue")
	if len(denials) != 2 || denials[0].CARC != "96" || denials[0].RARC != "N362" || denials[0].MeaningAlone || !denials[1].MeaningAlone {
		t.Errorf("%+v", denials)
	}
}

func TestLookupsDoNotAllocate(t *testing.T) {
	tables := embeddedTables(t)
	book, err := tables.Payers("")
	if err != nil {
		t.Fatal(err)
	}
	day := on(t, "2025-05-05")
	book.Terms("Medicare", day)
	if n := testing.AllocsPerRun(100, func() {
		tables.Code("97530", day)
		tables.Modifier("GO", day)
		tables.Pair("97530", "97150", Practitioner, day)
		tables.MUE("97530", Practitioner, day)
		tables.KX("OT", 2025)
		tables.RVU("97530", day)
		tables.EvalComponent("97165", "time", day)
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// Whatever windows are added under one key, at most one row answers for a day, and adding notes a problem exactly when
// windows share a day or run backwards.
func TestNoTwoRowsOfAKeyShareADay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ix, s := index[string, int]{}, &source{table: "test"}
		var accepted []audit.Window
		for line := range rapid.IntRange(1, 8).Draw(t, "rows") {
			w := audit.Window{
				From: audit.Date(rapid.IntRange(0, 30).Draw(t, "from")), To: audit.Date(rapid.IntRange(0, 30).Draw(t, "to")),
				HasFrom: rapid.Bool().Draw(t, "has from"), HasTo: rapid.Bool().Draw(t, "has to"),
			}
			refuse := w.HasFrom && w.HasTo && w.To < w.From ||
				slices.ContainsFunc(accepted, func(o audit.Window) bool { return o.Overlaps(w) })
			before := len(s.problems)
			ix.add(s, line, "key", w, &line)
			if (len(s.problems) > before) != refuse {
				t.Fatalf("window %v after %v: %v", w, accepted, s.problems)
			}
			if !refuse {
				accepted = append(accepted, w)
			}
		}
		for d := audit.Date(-1); d <= 31; d++ {
			want := slices.ContainsFunc(accepted, func(w audit.Window) bool { return w.Holds(d) })
			if _, ok := ix.at("key", d); ok != want {
				t.Fatalf("day %d: %v, want %v", d, ok, want)
			}
		}
		if !slices.IsSortedFunc(ix["key"], func(a, b datedRow[int]) int {
			switch {
			case a.window.HasFrom == b.window.HasFrom:
				return int(a.window.From - b.window.From)
			case b.window.HasFrom:
				return -1
			default:
				return 1
			}
		}) {
			t.Fatalf("rows are not in order of time: %v", ix["key"])
		}
	})
}
