package rules

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"otaudit/audit"
)

// chargedLog makes days of lines with charges, times and totals, in which much is wrong.
func chargedLog(t *rapid.T) []*audit.Session {
	layout := &audit.Layout{Sheet: "log.csv", Symbols: audit.NewSymbols(), Slots: make([]audit.Slot, 1)}
	fields := []audit.Field{audit.PatientID, audit.DateOfService, audit.Code, audit.UnitsBilled, audit.Minutes, audit.TimedMinutes,
		audit.Modifiers, audit.Credential, audit.Therapist, audit.Payer, audit.Charge, audit.StartTime, audit.EndTime}
	for i, f := range fields {
		layout.Slots[0][f] = []int32{int32(i + 1)}
	}
	from := func(name string, texts ...string) string { return rapid.SampledFrom(texts).Draw(t, name) }
	var log []*audit.Session
	for row := range rapid.IntRange(1, 10).Draw(t, "rows") {
		s := &audit.Session{Layout: layout, Row: int32(row + 2)}
		start := from("start", "", "09:00", "10:00")
		end := map[string]string{"": "", "09:00": "09:45", "10:00": "10:30"}[start]
		for i, text := range []string{from("patient", "P1", "P2"), from("date", "2026-03-02", "2026-03-03"),
			from("code", "97530", "97530", "97110", "97129", "97130", "97150", "97165", "97166", "97018", "98977", "97014"),
			from("units", "0", "1", "1", "2", "3", "4", "8"), from("minutes", "", "0", "1", "5", "15", "23", "30", "45", "300"),
			from("total", "", "", "15", "30", "60"), from("modifiers", "", "GO", "GO", "GO 59", "GO CO", "GP"),
			from("credential", "OTR/L", "OTR/L", "COTA", ""), from("therapist", "T1", "T2"),
			from("payer", "Medicare", "Medicare", "Aetna", "Cigna"), from("charge", "", "0.00", "40.00", "80.00", "100.00", "33.34"), start, end} {
			if text == "" {
				continue
			}
			value, err := audit.ParseValue(layout.Symbols, fields[i], text)
			if err != nil {
				t.Fatal(err)
			}
			s.Set(fields[i], value)
		}
		log = append(log, s)
	}
	return log
}

// withSafeEdits writes the safe corrections into the log.
func withSafeEdits(t *rapid.T, log []*audit.Session, result *audit.Result) {
	for i := range result.Findings {
		f := &result.Findings[i]
		for j := range f.Fix.Edits {
			e := &f.Fix.Edits[j]
			if f.Fix.SafetyOf(e) != audit.Safe {
				continue
			}
			s := log[slices.IndexFunc(log, func(s *audit.Session) bool { return s.Row == e.Cell.Row })]
			value, err := audit.ParseValue(s.Layout.Symbols, e.Field, e.New)
			if err != nil {
				t.Fatal(err)
			}
			if e.Field == audit.Charge && s.Money(audit.Charge) < audit.Cents(value) {
				t.Fatalf("%s raises a charge", f.Rule)
			}
			s.Set(e.Field, value)
		}
	}
}

// TestCorrectedLogHasNoNewFinding audits the log again with the safe corrections in it, as a file read from disk: no rule says anything of a
// code of a patient's day that it did not say before.
func TestCorrectedLogHasNoNewFinding(t *testing.T) {
	cfg := testConfig(t, Options{}, func(r *audit.Rule) bool { return r.Family() != 'T' })
	rapid.Check(t, func(t *rapid.T) {
		log := chargedLog(t)
		result := audit.Run(log, cfg)
		if len(result.Failures) > 0 {
			t.Fatalf("failures of the program: %+v", result.Failures)
		}
		known := map[string]bool{}
		matter := func(f *audit.Finding) string { return fmt.Sprint(f.Rule, f.Patient, f.Date) }
		for i := range result.Findings {
			known[matter(&result.Findings[i])] = true
		}
		withSafeEdits(t, log, result)
		for _, f := range audit.Run(log, cfg).Findings {
			if !known[matter(&f)] && f.Rule != "U011" { // a file's finding about its column may become one of a visit
				t.Fatalf("after the safe corrections, row %d has a new %s: %s", f.Cell.Row, f.Rule, f.Message)
			}
		}
	})
}
