package rules

import (
	"testing"

	"otaudit/audit"
	"otaudit/rules/refdata"
)

// downstreamRun audits the lines with the rules, under a profile that says that a billing system adds the modifiers later.
func downstreamRun(t *testing.T, lines []logLine, ids ...string) *audit.Result {
	t.Helper()
	cfg := statedMidpoint(t, ids...)
	tables, err := refdata.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	payers, err := tables.Payers("")
	if err != nil {
		t.Fatal(err)
	}
	if err := payers.OverrideClass("medicare_b", refdata.PayerOverride{Downstream: true}); err != nil {
		t.Fatal(err)
	}
	cfg.Payers = payers
	sessions, err := sessionsOf(lines)
	if err != nil {
		t.Fatal(err)
	}
	return audit.Run(sessions, cfg)
}

// TestModifiersAddedDownstream: where a billing system adds the modifiers, their absence is counted as not evaluated and
// is no finding (IMP-159); those that are there are judged.
func TestModifiersAddedDownstream(t *testing.T) {
	line := logLine{patient: "P1", date: "2026-03-02", code: "97530", units: 1, minutes: 15, assistant: -1, credential: "COTA",
		payer: "Medicare"}
	for _, c := range []struct {
		rule, modifiers string
		evaluated       bool
		findings        int
	}{
		{"M001", "", false, 0},
		{"M001", "GO", true, 0},
		{"M004", "GO", false, 0},
		{"M004", "GO CO", true, 0},
		{"M006", "CO", false, 0},
		{"M006", "CO GP", true, 1},
	} {
		line.modifiers = c.modifiers
		result := downstreamRun(t, []logLine{line}, c.rule)
		if got := result.Rules[0]; len(result.Findings) != c.findings || (got.Evaluated == 1) != c.evaluated {
			t.Errorf("%s on %q: %d findings, %d evaluated, not evaluated %v",
				c.rule, c.modifiers, len(result.Findings), got.Evaluated, got.NotEvaluated)
		}
	}
}

// TestGoAndCoAreAddedTogether: on an assistant's line without modifiers M001 adds GO and M004 adds CO; both are safe and
// the line gets GO CO.
func TestGoAndCoAreAddedTogether(t *testing.T) {
	cfg := statedMidpoint(t, "M001", "M004", "M006")
	sessions, err := sessionsOf([]logLine{{patient: "P1", date: "2026-03-02", code: "97530", units: 1, minutes: 15,
		assistant: -1, modifiers: "KX", credential: "COTA", payer: "Medicare"}})
	if err != nil {
		t.Fatal(err)
	}
	result := audit.Run(sessions, cfg)
	if len(result.Findings) != 2 || len(result.Failures) > 0 {
		t.Fatalf("findings %+v, failures %+v", result.Findings, result.Failures)
	}
	for _, f := range result.Findings {
		if f.Fix.Safety != audit.Safe || f.Fix.Edits[0].New != "KX GO CO" {
			t.Errorf("%s: %s, becomes %q", f.Rule, f.Fix.Safety, f.Fix.Edits[0].New)
		}
	}
}

// TestUnverifiedUnitsOfOneCode: where a profile states the midpoint rule and wants CO, units that U004 corrects because of a
// time nobody verified (97034) are not counted with; those of a verified time (97035) are.
func TestUnverifiedUnitsOfOneCode(t *testing.T) {
	tables, err := refdata.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	payers, err := tables.Payers("")
	if err != nil {
		t.Fatal(err)
	}
	if err := payers.Override("Aetna", refdata.PayerOverride{UnitRule: audit.UnitRuleMidpoint, AssistantModifier: audit.Yes}); err != nil {
		t.Fatal(err)
	}
	cfg := statedMidpoint(t, "M004")
	cfg.Payers = payers
	for code, findings := range map[string]int{"97034": 0, "97035": 1} {
		line := logLine{patient: "P1", date: "2026-03-02", code: code, units: 2, minutes: 15, assistant: -1, modifiers: "GO", credential: "COTA", payer: "Aetna"}
		sessions, err := sessionsOf([]logLine{line})
		if err != nil {
			t.Fatal(err)
		}
		if result := audit.Run(sessions, cfg); len(result.Findings) != findings || result.Rules[0].Evaluated != findings {
			t.Errorf("%s: %d findings, %d evaluated, not evaluated %v", code, len(result.Findings), result.Rules[0].Evaluated, result.Rules[0].NotEvaluated)
		}
	}
}
