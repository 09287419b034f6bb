package rules

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"otaudit/audit"
	"otaudit/rules/units"
)

// drawRepeated makes a day on which one code that is billed once a day stands on several lines.
func drawRepeated(t *rapid.T) (lines []logLine) {
	code := rapid.SampledFrom([]string{"97129", "97150", "97165", "97545"}).Draw(t, "repeated")
	for range rapid.IntRange(2, 4).Draw(t, "lines") {
		lines = append(lines, logLine{code: code, units: rapid.IntRange(0, 3).Draw(t, "units"),
			minutes: rapid.IntRange(0, 40).Draw(t, "minutes"), assistant: -1, credential: "OTR/L",
			modifiers: rapid.SampledFrom([]string{"GO", "GO", "GO 59"}).Draw(t, "modifiers"),
			payer:     rapid.SampledFrom([]string{"Medicare", "Medicare", "Aetna"}).Draw(t, "payer")})
	}
	if code == "97129" {
		lines = append(lines, logLine{code: "97130", minutes: 40, assistant: -1, modifiers: "GO", credential: "OTR/L"})
	}
	return lines
}

// saidOfCodes lists what the unit rules say of each code, or of the day where codes are pooled. Some of it may follow the rows:
// which of two codes with equal minutes gets a pooled unit, and whether that rests on the pooling of 97129 (unsure); the order
// in which a message names codes; the line that U009 puts at stake.
func saidOfCodes(result *audit.Result, unsure bool) (said []string) {
	for _, f := range result.Findings {
		about, what := units.Family(f.Code), []any{f.Severity, f.Billed, f.Supported}
		pooled := slices.Contains([]string{"U001", "U002", "U003"}, f.Rule)
		switch {
		case pooled && unsure:
			about, what = "day", []any{f.Billed, f.Supported, f.Impact.Units}
		case pooled:
			about, what = "day", append(what, f.Impact.Units, f.Fix.Safety)
		case f.Rule == "U009":
			what = append(what, f.Message)
		default:
			what = append(what, f.Impact.Units, f.Fix.Safety, f.Message)
		}
		said = append(said, fmt.Sprintln(about, f.Rule, what))
	}
	slices.Sort(said)
	return said
}

// TestUnitFindingsDoNotDependOnRows writes the lines of a day in another order, each in a row of its own: the unit rules say
// the same of every code, and U010 never adds units. Of the payers the unit rule is known: one that is assumed lowers the
// severity of what stands on a line of that payer. U008 is left out, since a line of an unknown person goes with the first
// line of a known one.
func TestUnitFindingsDoNotDependOnRows(t *testing.T) {
	cfg := statedMidpoint(t, "U001", "U002", "U003", "U004", "U005", "U006", "U007", "U009", "U010")
	rapid.Check(t, func(t *rapid.T) {
		lines := rapid.OneOf(rapid.Custom(drawRepeated), rapid.Custom(drawCrowded), rapid.Custom(drawUntidy)).Draw(t, "lines")
		for i := range lines {
			lines[i].patient, lines[i].date = "P1", "2026-03-02"
			if lines[i].payer != "Aetna" {
				lines[i].payer = "Medicare"
			}
		}
		unsure := mixedDays([][]logLine{lines})["P1"]
		result := auditLog(t, cfg, lines)
		for _, f := range result.Findings {
			if f.Rule == "U010" && f.Impact.Units > 0 {
				t.Fatalf("%+v\nU010 adds %s units", lines, f.Impact.Units)
			}
		}
		moved := rapid.Permutation(lines).Draw(t, "rows")
		if diff := cmp.Diff(saidOfCodes(result, unsure), saidOfCodes(auditLog(t, cfg, moved), unsure)); diff != "" {
			t.Fatalf("%+v\nin the order %+v\n(-first +second)\n%s", lines, moved, diff)
		}
	})
}
