package rules

import (
	"slices"
	"strconv"
	"testing"

	"otaudit/audit"
)

// TestLoweredToNothingKeepsItsCharge: a line that U001 or U004 lowers to 0 is exempt from U007 in the proof pass, so that
// the correction stays safe although the charge no longer fits (REP-109).
func TestLoweredToNothingKeepsItsCharge(t *testing.T) {
	for _, c := range []struct{ payer, rule string }{{"Medicare", "U001"}, {"Aetna", "U004"}} {
		cfg := statedMidpoint(t, c.rule, "U007")
		sessions, err := sessionsOf([]logLine{{patient: "P1", date: "2026-03-02", code: "97530", units: 1, minutes: 7,
			assistant: -1, payer: c.payer}})
		if err != nil {
			t.Fatal(err)
		}
		sessions[0].Layout.Slots[0][audit.Charge] = []int32{20}
		sessions[0].Set(audit.Charge, 4000)
		result := audit.Run(sessions, cfg)
		if len(result.Findings) != 1 || result.Findings[0].Fix.Safety != audit.Safe || len(result.Failures) > 0 {
			t.Errorf("%s: findings %+v, failures %+v", c.payer, result.Findings, result.Failures)
		}
	}
}

// TestSupportedUnitsOfEveryKindOfLine: pooled, midpoint and untimed lines all get supported units, on which the metrics of
// the report rest (REP-33); a line that no rule could judge gets none.
func TestSupportedUnitsOfEveryKindOfLine(t *testing.T) {
	cfg := statedMidpoint(t, "U001", "U002", "U003", "U004", "U005", "U006")
	lines := []logLine{
		{patient: "P1", date: "2026-03-02", code: "97530", units: 3, minutes: 20, payer: "Medicare"}, // 1
		{patient: "P2", date: "2026-03-02", code: "97530", units: 1, minutes: 38, payer: "Aetna"},    // 3
		{patient: "P3", date: "2026-03-02", code: "97165", units: 2, minutes: 40, payer: "Medicare"}, // 1
		{patient: "P4", date: "2026-03-02", code: "97530", units: 4, minutes: -1, payer: "Medicare"},
	}
	sessions, err := sessionsOf(lines)
	if err != nil {
		t.Fatal(err)
	}
	total := audit.Run(sessions, cfg).Totals[0]
	if total.Dimension != "all" || total.UnitLines != 3 ||
		total.Supported != audit.WholeUnits(5) || total.Billed != audit.WholeUnits(6) {
		t.Errorf("%+v", total)
	}
}

// A finding that stands on the first line that bills something moves on when that line is lowered to 0: the correction
// has not made it.
func TestFindingThatMovesOnIsNotNew(t *testing.T) {
	lines := []logLine{
		{patient: "P1", date: "2026-03-02", code: "97130", units: 1, minutes: 0, assistant: -1, payer: "Medicare"},
		{patient: "P1", date: "2026-03-02", code: "97130", units: 1, minutes: 8, assistant: -1, payer: "Aetna"},
	}
	sessions, err := sessionsOf(lines)
	if err != nil {
		t.Fatal(err)
	}
	result := audit.Run(sessions, statedMidpoint(t, "U001", "U009"))
	if len(result.Failures) > 0 {
		t.Errorf("failures %+v", result.Failures)
	}
	if found := foundBy(result, false); len(found) != 2 {
		t.Errorf("found %q, want one of U001 and one of U009", found)
	}
}

// TestLoweringTakesOffItsDifference follows U004 where a profile states the midpoint rule, and so can be safe: what is applied is
// the stated difference or nothing.
func TestLoweringTakesOffItsDifference(t *testing.T) {
	type of struct {
		code           string
		units, minutes int
		payer          string
	}
	for name, c := range map[string]struct {
		lines  []of
		safety audit.Safety
		want   []int // units once all is applied
		impact int
	}{
		"97130 has no line":         {[]of{{"97129", 4, 30, "Aetna"}, {"97129", 2, 43, "Aetna"}}, audit.Safe, []int{3, 2}, -1},
		"97130 has to rise":         {[]of{{"97129", 3, 30, "Aetna"}, {"97130", 0, 0, "Aetna"}}, audit.Review, []int{1, 1}, -1},
		"97130 stands as it should": {[]of{{"97129", 2, 15, "Aetna"}, {"97130", 1, 15, "Aetna"}}, audit.Safe, []int{1, 1}, -1},
		"another payer's add-on":    {[]of{{"97129", 1, 7, "Aetna"}, {"97130", 1, 15, "Medicare"}}, audit.Review, []int{0, 1}, -1},
		"the base of another payer": {[]of{{"97129", 1, 7, "Aetna"}, {"97129", 1, 15, "Medicare"}, {"97130", 1, 15, "Medicare"}}, audit.Safe, []int{0, 1, 1}, -1},
	} {
		t.Run(name, func(t *testing.T) {
			var lines []logLine
			for _, l := range c.lines {
				lines = append(lines, logLine{patient: "P1", date: "2026-03-02", code: l.code, units: l.units, minutes: l.minutes,
					assistant: -1, modifiers: "GO", payer: l.payer})
			}
			sessions, err := sessionsOf(lines)
			if err != nil {
				t.Fatal(err)
			}
			result := audit.Run(sessions, statedMidpoint(t, "U004", "U009"))
			at := slices.IndexFunc(result.Findings, func(f audit.Finding) bool { return f.Rule == "U004" })
			if at < 0 || len(result.Failures) > 0 {
				t.Fatalf("findings %+v, failures %+v", result.Findings, result.Failures)
			}
			f := result.Findings[at]
			if f.Fix.Safety != c.safety || f.Impact.Units != audit.WholeUnits(c.impact) {
				t.Errorf("%s of %v units, want %s of %d: %+v", f.Fix.Safety, f.Impact.Units, c.safety, c.impact, f.Fix)
			}
			var after []int
			for i, l := range lines {
				units := l.units
				for _, e := range f.Fix.Edits {
					if int(e.Cell.Row) == i+2 {
						units, _ = strconv.Atoi(e.New)
					}
				}
				after = append(after, units)
			}
			if !slices.Equal(after, c.want) {
				t.Errorf("corrected to %v, want %v", after, c.want)
			}
		})
	}
}
