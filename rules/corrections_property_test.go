package rules

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"otaudit/audit"
)

// unitAndModifierRules is a run of all rules of two families.
func unitAndModifierRules(t *testing.T) audit.Config {
	var ids []string
	for _, r := range testConfig(t, Options{}, func(*audit.Rule) bool { return true }).Rules {
		if r.Family() == 'U' || r.Family() == 'M' {
			ids = append(ids, r.ID)
		}
	}
	return statedMidpoint(t, ids...)
}

// drawMinutes leaves out the numbers that may be hours: what rests on them is in doubt, and no correction settles it.
func drawMinutes(t *rapid.T, most int) int {
	minutes := rapid.IntRange(0, most-4).Draw(t, "minutes")
	if minutes > 0 {
		minutes += 4
	}
	return minutes
}

// drawUntidy makes lines of many codes, payers and persons that need not fit each other.
func drawUntidy(t *rapid.T) (lines []logLine) {
	codes := []string{"97530", "97535", "97110", "97129", "97130", "97150", "97165", "97168", "97161", "97018", "97550", "97551",
		"97014", "98977", "97531"}
	modifiers := []string{"", "GO", "GO CO", "CO", "GP", "GP CQ", "CQ", "GO 59", "GO GP", "GO XE 59", "KX GA GO GO", "QQ"}
	for range rapid.IntRange(1, 12).Draw(t, "lines") {
		minutes := drawMinutes(t, 50)
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
	return lines
}

// TestCorrectionsStandTogether runs all unit and modifier rules over untidy lines: no safe correction may leave its own
// finding, make a new error or take more off than it says, and no rule may stop.
func TestCorrectionsStandTogether(t *testing.T) {
	cfg := unitAndModifierRules(t)
	rapid.Check(t, func(t *rapid.T) {
		lines := rapid.OneOf(rapid.Custom(drawUntidy), rapid.Custom(drawCrowded)).Draw(t, "lines")
		result := auditLog(t, cfg, lines)
		for _, f := range result.Findings {
			for _, e := range f.Fix.Edits {
				if l := lines[e.Cell.Row-2]; l.cells()[e.Cell.Col-1] != e.Old {
					t.Fatalf("%s: the edit of row %d says it was %q: %+v", f.Rule, e.Cell.Row, e.Old, l)
				}
			}
		}
		lowersNoMoreThanStated(t, lines, result, auditLog(t, cfg, corrected(t, lines, result, safeOnly)))
	})
}

// drawCrowded makes a day of few codes on several lines, each payer with a rule for units.
func drawCrowded(t *rapid.T) (lines []logLine) {
	for range rapid.IntRange(1, 7).Draw(t, "lines") {
		minutes := drawMinutes(t, 40)
		lines = append(lines, logLine{patient: "P1", date: "2026-03-02", minutes: minutes,
			code:       rapid.SampledFrom([]string{"97530", "97535", "97129", "97130", "97150"}).Draw(t, "code"),
			units:      rapid.IntRange(0, 3).Draw(t, "units"),
			assistant:  rapid.SampledFrom([]int{-1, -1, 0, minutes / 2, minutes}).Draw(t, "assistant"),
			modifiers:  rapid.SampledFrom([]string{"GO", "GO", "GO CO", "GO 59"}).Draw(t, "modifiers"),
			credential: rapid.SampledFrom([]string{"OTR/L", "OTR/L", "COTA"}).Draw(t, "credential"),
			payer:      rapid.SampledFrom([]string{"Medicare", "Medicare", "Aetna"}).Draw(t, "payer")})
	}
	return lines
}

// unitEdits lists the rules that propose other units, without some.
func unitEdits(t *rapid.T, result *audit.Result, without ...string) (rules []string) {
	wanted := map[audit.Ref]string{}
	for _, f := range result.Findings {
		for _, e := range f.Fix.Edits {
			if e.Field != audit.UnitsBilled {
				continue
			}
			if other, seen := wanted[e.Cell]; seen && other != e.New {
				t.Fatalf("%s wants %s units in row %d, another rule %s", f.Rule, e.New, e.Cell.Row, other)
			}
			wanted[e.Cell] = e.New
			if !slices.Contains(without, f.Rule) {
				rules = append(rules, f.Rule)
			}
		}
	}
	return rules
}

// TestUnitCorrectionsAgree writes all edits, those for review too: no two want other units of one line, and what is
// corrected needs no more correction. Only that a code stands on too many lines (U008, U010) may wait for the units to be
// right, and is settled then.
func TestUnitCorrectionsAgree(t *testing.T) {
	cfg := unitAndModifierRules(t)
	rapid.Check(t, func(t *rapid.T) {
		lines := rapid.OneOf(rapid.Custom(drawUntidy), rapid.Custom(drawCrowded)).Draw(t, "lines")
		result := auditLog(t, cfg, lines)
		unitEdits(t, result)
		units := func(_ *audit.Finding, e *audit.Edit) bool { return e.Field == audit.UnitsBilled }
		settled := corrected(t, lines, result, units)
		again := auditLog(t, cfg, settled)
		if has(again, "U001", "U004") {
			t.Fatalf("%+v\ncorrected to %+v\nstill has %v", lines, settled, foundBy(again, true))
		}
		if left := unitEdits(t, again, "U008", "U010"); len(left) > 0 {
			t.Fatalf("%+v\ncorrected to %+v\nis corrected again by %v", lines, settled, left)
		}
		joined := corrected(t, settled, again, units)
		if left := unitEdits(t, auditLog(t, cfg, joined)); len(left) > 0 {
			t.Fatalf("%+v\njoined to %+v\nis corrected again by %v", settled, joined, left)
		}
	})
}
