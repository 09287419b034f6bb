package rules

import (
	"fmt"
	"math/bits"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"otaudit/audit"
)

// TestPeriodsAgainstBruteForce tries every choice of lines that could stay: what U016 names is as many as must go at least for no two
// of the rest to lie in one period.
func TestPeriodsAgainstBruteForce(t *testing.T) {
	cfg := testConfig(t, Options{}, only("U016"))
	rapid.Check(t, func(t *rapid.T) {
		of := rapid.SampledFrom([]struct {
			codes []string
			clash func(a, b audit.Date) bool
		}{
			{[]string{"98977", "98985"}, func(a, b audit.Date) bool { return b < a+30 }},
			{[]string{"98976"}, func(a, b audit.Date) bool { return b < a+30 }},
			{[]string{"98979", "98980"}, func(a, b audit.Date) bool { return a.Time().Format("2006-01") == b.Time().Format("2006-01") }},
			{[]string{"98970", "98971", "98972"}, func(a, b audit.Date) bool { return b < a+7 }},
		}).Draw(t, "family")
		var lines []logLine
		var dates []audit.Date
		for range rapid.IntRange(1, 9).Draw(t, "lines") {
			on := audit.DateOf(2026, 2, 1) + audit.Date(rapid.IntRange(0, 130).Draw(t, "day"))
			dates = append(dates, on)
			lines = append(lines, logLine{patient: "P1", date: on.Time().Format("2006-01-02"), units: 1, minutes: 20, assistant: -1,
				code: rapid.SampledFrom(of.codes).Draw(t, "code"), modifiers: "GO", payer: "Medicare"})
		}
		slices.Sort(dates)
		most := 0
		for chosen := range 1 << len(dates) {
			var kept []audit.Date
			for i, on := range dates {
				if chosen>>i&1 == 1 {
					kept = append(kept, on)
				}
			}
			clash := false
			for i := range kept {
				for j := range i {
					clash = clash || of.clash(kept[j], kept[i])
				}
			}
			if !clash {
				most = max(most, bits.OnesCount(uint(chosen)))
			}
		}
		if found := len(auditLog(t, cfg, lines).Findings); found != len(dates)-most {
			t.Fatalf("%d named, and %d of %d must go: %+v", found, len(dates)-most, len(dates), lines)
		}
	})
}

// TestShortestTimeAgainstEverySplit gives the minutes of a visit to its codes in every way: U015 names a day exactly where none supports
// the units billed.
func TestShortestTimeAgainstEverySplit(t *testing.T) {
	cfg := testConfig(t, Options{}, only("U015"))
	for length := 1; length <= 70; length++ {
		for a := range 4 {
			for b := 1; b < 4; b++ {
				pooled, alone := false, false
				for minutes := 0; minutes <= length; minutes++ {
					pooled = pooled || bandUnits(minutes) >= a+b
					for first := range minutes + 1 {
						alone = alone || bandUnits(first) >= a && bandUnits(minutes-first) >= b
					}
				}
				for payer, fits := range map[string]bool{"Medicare": pooled, "Aetna": alone} {
					checkLength(t, cfg, payer, length, a, b, fits)
				}
			}
		}
	}
}

// bandUnits reads the units of minutes off the printed bands: 8 to 22 is 1, 23 to 37 is 2.
func bandUnits(minutes int) (units int) {
	for from := 8; from <= minutes; from += 15 {
		units++
	}
	return units
}

func checkLength(t *testing.T, cfg audit.Config, payer string, length, a, b int, fits bool) {
	t.Helper()
	layout := &audit.Layout{Sheet: "log.csv", Symbols: audit.NewSymbols(), Slots: make([]audit.Slot, 1)}
	columns := []audit.Field{audit.PatientID, audit.DateOfService, audit.Code, audit.UnitsBilled, audit.TreatmentMinutes, audit.Payer}
	for i, f := range columns {
		layout.Slots[0][f] = []int32{int32(i + 1)}
	}
	var log []*audit.Session
	for i, cells := range [][]string{{"97530", fmt.Sprint(a)}, {"97535", fmt.Sprint(b)}} {
		s := &audit.Session{Layout: layout, Row: int32(i + 2)}
		for j, text := range []string{"P1", "2026-03-02", cells[0], cells[1], fmt.Sprint(length), payer} {
			value, err := audit.ParseValue(layout.Symbols, columns[j], text)
			if err != nil {
				t.Fatal(err)
			}
			s.Set(columns[j], value)
		}
		log = append(log, s)
	}
	if found := has(audit.Run(log, cfg), "U015"); found == fits {
		t.Fatalf("%s, %d minutes, %d and %d units: named %t, but the minutes can hold them: %t", payer, length, a, b, found, fits)
	}
}

// Work conditioning has a minimum only where a profile states one.
func TestMinimumOfAProfile(t *testing.T) {
	text := "patient_id,date_of_service,code,units,minutes,payer\nP1,2026-03-02,97545,1,90,Medicare\n"
	for stated, want := range map[int]int{0: 0, 91: 1, 90: 0} {
		o := Options{MinimumMinutes: map[string]int{"97545": stated}}
		if found := audit.Run(logOf(t, text), testConfig(t, o, only("U017"))).Findings; len(found) != want {
			t.Errorf("minimum %d: %+v", stated, found)
		}
	}
}
