package units

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func readGolden(t *testing.T, file string, into any) {
	t.Helper()
	data, err := os.ReadFile("testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, into); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
}

// TestGoldenUnits runs every case of golden_units.json, the manual's own examples and the printed minutes table among
// them. Untimed codes are one unit and stay outside the pool.
func TestGoldenUnits(t *testing.T) {
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
	if len(cases) < 40 {
		t.Fatalf("only %d cases read", len(cases))
	}
	for _, c := range cases {
		t.Run(c.ID, func(t *testing.T) {
			var timed []Code
			untimed := map[string]int{}
			for _, l := range c.Lines {
				if l.Untimed {
					untimed[l.Code] = 1
				} else {
					timed = append(timed, Code{Code: l.Code, Minutes: l.Minutes})
				}
			}
			var got [][]int
			switch c.UnitRule {
			case "cms8":
				got = Medicare(timed).Allocations()
			case "midpoint":
				got = [][]int{PerCode(timed).Allocation()}
			default:
				t.Fatalf("unit rule %q", c.UnitRule)
			}

			var want [][]int
			for _, expected := range append([][]codeUnits{c.Expect}, c.Alternatives...) {
				byCode := map[string]int{}
				for _, e := range expected {
					byCode[e.Code] = e.Units
				}
				for code, units := range untimed {
					if byCode[code] != units {
						t.Errorf("untimed %s: %d units expected, the rule gives %d", code, byCode[code], units)
					}
				}
				units := make([]int, len(timed))
				for i, code := range timed {
					units[i] = byCode[code.Code]
				}
				want = append(want, units)
			}
			if diff := cmp.Diff(asSet(want), asSet(got)); diff != "" {
				t.Errorf("allocations (-want +got):\n%s", diff)
			}
		})
	}
}

// TestGoldenAssistant runs every case of golden_assistant.json through pooling and split. 97150, the one untimed code
// of the file, is not marked there.
func TestGoldenAssistant(t *testing.T) {
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
	if len(cases) < 20 {
		t.Fatalf("only %d cases read", len(cases))
	}
	regimes := map[string]Regime{"2020": Regime2020, "2022": Regime2022}
	for _, c := range cases {
		t.Run(c.ID, func(t *testing.T) {
			var day []Furnished
			for _, l := range c.Lines {
				shares := Shares{Therapist: l.Therapist, Assistant: l.Assistant, Together: l.Together}
				day = append(day, Furnished{Code: l.Code, Untimed: l.Code == "97150", Shares: shares})
			}
			var want [][]claimLine
			for _, expected := range append([][]line{c.Expect}, c.Alternatives...) {
				var lines []claimLine
				for _, l := range expected {
					lines = append(lines, claimLine{Code: l.Code, Units: l.Units, Assistant: l.Assistant})
				}
				want = append(want, lines)
			}
			if diff := cmp.Diff(want, expectedLines(day, regimes[c.Rule])); diff != "" {
				t.Errorf("lines (-want +got):\n%s", diff)
			}
		})
	}
}
