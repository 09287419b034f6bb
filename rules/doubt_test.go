package rules

import (
	"slices"
	"testing"

	"otaudit/audit"
)

// doubted audits a log with every rule and gives the findings of some rules, by rule.
func doubted(t *testing.T, text string, about ...string) map[string][]audit.Finding {
	t.Helper()
	cfg := testConfig(t, Options{}, func(*audit.Rule) bool { return true })
	result := audit.Run(logOf(t, text), cfg)
	if len(result.Failures) > 0 {
		t.Fatalf("failures of the program: %+v", result.Failures)
	}
	found := map[string][]audit.Finding{}
	for _, f := range result.Findings {
		if slices.Contains(about, f.Rule) {
			found[f.Rule] = append(found[f.Rule], f)
		}
	}
	return found
}

const doubtHeader = "patient_id,date_of_service,code,modifiers,units,minutes,timed_minutes,payer,charge\n"

// A line that stands twice and is too high by itself: three of its units are too many whether it is a copy or not. What only two
// lines show is in doubt.
func TestCopyHoldsBackOnlyItsShare(t *testing.T) {
	found := doubted(t, doubtHeader+`P1,2026-03-10,97530,GO,4,15,,Medicare,160.00
P1,2026-03-10,97530,GO,4,15,,Medicare,160.00
`, "U001", "U008", "N003", "S005")
	u001 := found["U001"]
	if len(u001) != 1 || u001[0].InDoubt != "" || u001[0].Severity != audit.Error || u001[0].Fix.Safety != audit.Review ||
		u001[0].Impact.Units != audit.WholeUnits(-3) || u001[0].Impact.Money != -12000 {
		t.Errorf("U001: %+v", u001)
	}
	for _, rule := range []string{"U008", "N003"} {
		if f := found[rule]; len(f) != 1 || f[0].InDoubt != "S005" || f[0].Impact != (audit.Impact{}) {
			t.Errorf("%s: %+v", rule, f)
		}
	}
	if f := found["S005"]; len(f) != 1 || f[0].InDoubt != "" || f[0].Impact.Money != -16000 {
		t.Errorf("S005: %+v", f)
	}
}

// With one copy the units are right: U001 is in doubt, and no correction of it is safe.
func TestUnitsThatOnlyACopyMakesTooManyAreInDoubt(t *testing.T) {
	found := doubted(t, doubtHeader+`P1,2026-03-10,97530,GO,2,23,,Medicare,80.00
P1,2026-03-10,97530,GO,2,23,,Medicare,80.00
`, "U001")
	if f := found["U001"]; len(f) != 1 || f[0].InDoubt != "S005" || f[0].Fix.Safety > audit.Review || f[0].Impact != (audit.Impact{}) {
		t.Errorf("%+v", f)
	}
}

// Two different evaluation codes of a day are E005 alone, one of them twice is a copy or U010.
func TestEvaluationsOfADayAreOneFinding(t *testing.T) {
	found := doubted(t, doubtHeader+`P1,2026-03-10,97165,GO,1,30,,Medicare,90.00
P1,2026-03-10,97166,GO,1,45,,Medicare,90.00
P2,2026-03-10,97165,GO,1,30,,Medicare,90.00
P2,2026-03-10,97165,GO,1,30,,Medicare,90.00
P3,2026-03-10,97165,GO,1,30,,Medicare,90.00
P3,2026-03-10,97165,GO,1,31,,Medicare,90.00
`, "E005", "N001", "N002", "U010", "S005")
	stands := map[string][]string{}
	for rule, list := range found {
		for _, f := range list {
			if f.InDoubt == "" {
				stands[f.Patient] = append(stands[f.Patient], rule)
			}
		}
	}
	for patient, want := range map[string]string{"P1": "E005", "P2": "S005", "P3": "U010"} {
		if !slices.Equal(stands[patient], []string{want}) {
			t.Errorf("%s has %v, want %s alone", patient, stands[patient], want)
		}
	}
}

// One minute that reads like an hour is not lowered from four units to none: that would stand under one reading only.
func TestHoursAreNoSafeCorrection(t *testing.T) {
	text := doubtHeader + "P1,2026-03-10,97530,GO,4,1,,Medicare,248.00\n"
	found := doubted(t, text, "U001", "U014")
	if f := found["U001"]; len(f) != 1 || f[0].InDoubt != "U014" || f[0].Fix.Safety > audit.Review || f[0].Impact != (audit.Impact{}) {
		t.Errorf("U001: %+v", f)
	}
	if f := found["U014"]; len(f) != 1 || f[0].InDoubt != "" {
		t.Errorf("U014: %+v", f)
	}
	result := audit.Run(logOf(t, text), testConfig(t, Options{}, func(*audit.Rule) bool { return true }))
	if result.Totals[0].OverUnits != 0 || result.Totals[0].LinesWithError != 0 {
		t.Errorf("what is in doubt is in the totals: %+v", result.Totals[0])
	}
}

// Units above what an hour supports are too many under both readings.
func TestUnitsBeyondTheHourStand(t *testing.T) {
	found := doubted(t, doubtHeader+"P1,2026-03-10,97530,GO,5,1,,Medicare,250.00\n", "U001")
	if f := found["U001"]; len(f) != 1 || f[0].InDoubt != "" || f[0].Impact.Units != audit.WholeUnits(-1) || f[0].Impact.Money != -5000 {
		t.Errorf("%+v", f)
	}
}

// Of two totals on record what lies between is U011's alone, with the money of each reading and none in a sum.
func TestUnitsBetweenTwoTotals(t *testing.T) {
	text := doubtHeader
	for _, patient := range []string{"F1", "F2", "F3", "F4"} {
		text += patient + ",2026-03-10,97530,GO,2,30,30,Medicare,80.00\n"
	}
	found := doubted(t, text+"P1,2026-03-10,97530,GO,3,37,47,Medicare,120.00\n", "U001", "U003", "U011")
	f := found["U011"]
	if len(found) != 1 || len(f) != 1 || f[0].Impact != (audit.Impact{}) || len(f[0].Readings) != 2 {
		t.Fatalf("%+v", found)
	}
	if total, lines := f[0].Readings[0].Impact, f[0].Readings[1].Impact; total.Units != 0 || lines.Units != audit.WholeUnits(-1) || lines.Money != -4000 {
		t.Errorf("readings %+v", f[0].Readings)
	}
}

// A therapist with two patients at once is S001, and S003 only where the day is too long without that.
func TestDoubleBookingIsNoImpossibleDay(t *testing.T) {
	header := "patient_id,date_of_service,code,units,minutes,start_time,end_time,therapist\n"
	both := header + "P1,2026-03-10,97530,4,60,09:00,10:00,T1\nP2,2026-03-10,97530,4,60,09:00,10:00,T1\n"
	if found := doubted(t, both, "S001", "S003"); len(found["S001"]) != 1 || len(found["S003"]) != 0 {
		t.Errorf("%+v", found)
	}
	if found := doubted(t, both+"P1,2026-03-10,97110,8,120,11:00,11:30,T1\n", "S003"); len(found["S003"]) != 1 {
		t.Errorf("the day is too long without the double booking: %+v", found)
	}
}
