package rules

import (
	"encoding/json"
	"os"
	"slices"
	"testing"

	"otaudit/audit"
)

// The golden cases are worked examples of the manuals and of the field with their answers, by id. Package units is held to
// them directly; here they go through the engine as logs.

func readGolden(t *testing.T, file string, into any) {
	t.Helper()
	data, err := os.ReadFile("units/testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, into); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
}

// rulesFound audits the lines and lists the rules with findings.
func rulesFound(t *testing.T, cfg audit.Config, lines []logLine) (ids []string) {
	t.Helper()
	sessions, err := sessionsOf(lines)
	if err != nil {
		t.Fatal(err)
	}
	result := audit.Run(sessions, cfg)
	for _, f := range result.Failures {
		t.Errorf("failure of the program: %+v", f)
	}
	for _, r := range result.Rules {
		for _, cause := range r.NotEvaluated {
			t.Errorf("%s is not evaluated: %s", r.ID, cause.What)
		}
	}
	for _, f := range result.Findings {
		ids = append(ids, f.Rule)
	}
	return ids
}

// TestGoldenUnitsAsLogs bills every case of golden_units.json as it should be, in every right way, and finds nothing;
// one unit more on any timed line is found.
func TestGoldenUnitsAsLogs(t *testing.T) {
	type codeUnits struct {
		Code  string
		Units int
	}
	var cases []struct {
		ID       string
		UnitRule string `json:"unit_rule"`
		Lines    []struct {
			Code    string
			Minutes int
			Untimed bool
		}
		Expect       []codeUnits
		Alternatives [][]codeUnits
	}
	readGolden(t, "golden_units.json", &cases)
	cfg := statedMidpoint(t, "U001", "U002", "U003", "U004", "U005", "U006")
	payers := map[string]string{"cms8": "Medicare", "midpoint": "Aetna"}
	above := map[string]string{"cms8": "U001", "midpoint": "U004"}
	for _, c := range cases {
		t.Run(c.ID, func(t *testing.T) {
			for _, expected := range append([][]codeUnits{c.Expect}, c.Alternatives...) {
				var lines []logLine
				billed := map[string]int{}
				for _, e := range expected {
					billed[e.Code] += e.Units
				}
				for _, l := range c.Lines {
					lines = append(lines, logLine{patient: "P1", date: "2026-03-02", code: l.Code, units: billed[l.Code],
						minutes: l.Minutes, assistant: -1, modifiers: "GO", payer: payers[c.UnitRule]})
					billed[l.Code] = 0 // a second line of the code adds its minutes
				}
				if ids := rulesFound(t, cfg, lines); len(ids) > 0 {
					t.Errorf("%+v: found by %v", lines, ids)
				}
				for i, l := range c.Lines {
					if l.Untimed {
						continue
					}
					more := slices.Clone(lines)
					more[i].units++
					if ids := rulesFound(t, cfg, more); !slices.Contains(ids, above[c.UnitRule]) {
						t.Errorf("%+v: found by %v", more, ids)
					}
				}
			}
		})
	}
}

// TestGoldenAssistantAsLogs bills every case of golden_assistant.json as it should be and finds nothing; CO left off or put
// on any line with units is found.
func TestGoldenAssistantAsLogs(t *testing.T) {
	type line struct {
		Code      string
		Units     int
		Assistant bool `json:"assistant_modifier"`
	}
	var cases []struct {
		ID    string
		Rule  string
		Lines []struct {
			Code      string
			Therapist int `json:"therapist_minutes"`
			Assistant int `json:"assistant_minutes"`
			Together  int `json:"together_minutes"`
		}
		Expect       []line
		Alternatives [][]line
	}
	readGolden(t, "golden_assistant.json", &cases)
	cfg := statedMidpoint(t, "U001", "U002", "U003", "M004", "M005")
	dates := map[string]string{"2020": "2021-12-31", "2022": "2022-01-01"}
	modifiers := map[bool]string{true: "GO CO", false: "GO"}
	for _, c := range cases {
		t.Run(c.ID, func(t *testing.T) {
			for _, expected := range append([][]line{c.Expect}, c.Alternatives...) {
				var lines []logLine
				for _, of := range c.Lines {
					// Minutes together are the therapist's. All stand on the first line of the code.
					l := logLine{patient: "P1", date: dates[c.Rule], code: of.Code, assistant: of.Assistant,
						minutes: of.Therapist + of.Assistant + of.Together, modifiers: "GO", credential: "OTR/L", payer: "Medicare"}
					first := len(lines)
					for _, e := range expected {
						if e.Code == of.Code {
							l.units, l.modifiers = e.Units, modifiers[e.Assistant]
							lines = append(lines, l)
							l.minutes, l.assistant = 0, 0
						}
					}
					if len(lines) == first {
						lines = append(lines, l)
					}
				}
				if ids := rulesFound(t, cfg, lines); len(ids) > 0 {
					t.Errorf("%+v: found by %v", lines, ids)
				}
				for i, l := range lines {
					if l.units == 0 {
						continue
					}
					other := slices.Clone(lines)
					other[i].modifiers = modifiers[l.modifiers == "GO"]
					if ids := rulesFound(t, cfg, other); len(ids) == 0 {
						t.Errorf("%+v: nothing found", other)
					}
				}
			}
		})
	}
}
