package rules

import (
	"testing"

	"pgregory.net/rapid"

	"otaudit/audit"
)

// TestCorrectionsStandTogether runs all unit and modifier rules over untidy lines: no safe correction may leave its own
// finding or make a new error, and no rule may stop.
func TestCorrectionsStandTogether(t *testing.T) {
	var ids []string
	for _, r := range testConfig(t, Options{}, func(*audit.Rule) bool { return true }).Rules {
		if r.Family() == 'U' || r.Family() == 'M' {
			ids = append(ids, r.ID)
		}
	}
	cfg := statedMidpoint(t, ids...)
	codes := []string{"97530", "97535", "97110", "97129", "97130", "97150", "97165", "97168", "97161", "97018", "97550", "97551",
		"97014", "98977", "97531"}
	modifiers := []string{"", "GO", "GO CO", "CO", "GP", "GP CQ", "CQ", "GO 59", "GO GP", "GO XE 59", "KX GA GO GO", "QQ"}
	rapid.Check(t, func(t *rapid.T) {
		var lines []logLine
		for range rapid.IntRange(1, 12).Draw(t, "lines") {
			minutes := rapid.IntRange(0, 50).Draw(t, "minutes")
			lines = append(lines, logLine{
				patient: rapid.SampledFrom([]string{"P1", "P2"}).Draw(t, "patient"),
				date:    rapid.SampledFrom([]string{"2019-06-03", "2021-06-03", "2026-03-02"}).Draw(t, "date"),
				code:    rapid.SampledFrom(codes).Draw(t, "code"), units: rapid.IntRange(0, 4).Draw(t, "units"), minutes: minutes,
				assistant:  rapid.SampledFrom([]int{-1, -1, 0, minutes / 2, minutes}).Draw(t, "assistant"),
				modifiers:  rapid.SampledFrom(modifiers).Draw(t, "modifiers"),
				credential: rapid.SampledFrom([]string{"", "OTR/L", "COTA", "COTA", "PTA", "OTS"}).Draw(t, "credential"),
				payer:      rapid.SampledFrom([]string{"Medicare", "Medicare", "Aetna", "TRICARE", "Zzyzx Mutual", ""}).Draw(t, "payer"),
			})
		}
		result := auditLog(t, cfg, lines)
		for _, f := range result.Findings {
			for _, e := range f.Fix.Edits {
				if l := lines[e.Cell.Row-2]; l.cells()[e.Cell.Col-1] != e.Old {
					t.Fatalf("%s: the edit of row %d says it was %q: %+v", f.Rule, e.Cell.Row, e.Old, l)
				}
			}
		}
	})
}
