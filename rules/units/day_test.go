package units

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestSplitDayJoinsTheFamily(t *testing.T) {
	day := []Furnished{
		{Code: "97129", Shares: Shares{Assistant: 15}},
		{Code: "97530", Shares: Shares{Therapist: 15}},
		{Code: "97130", Shares: Shares{Therapist: 30}},
		{Code: "97150", Untimed: true, Shares: Shares{Therapist: 8, Assistant: 32}},
	}
	splits := SplitDay(day, []int{1, 1, 2, 1}, Regime2022)
	if len(splits) != 3 {
		t.Fatalf("%d splits, want the family, 97530 and 97150", len(splits))
	}
	family := splits[0]
	if family.Name != "97129/97130" || !cmp.Equal(family.Members, []int{0, 2}) || family.Split.With != 1 || family.Split.Without != 2 {
		t.Errorf("family: %+v", family)
	}
	if group := splits[2]; group.Split.With != 1 {
		t.Errorf("untimed: %+v", group)
	}
	want := [][]claimLine{{
		{Code: "97129", Units: 1, Assistant: true}, // the assistant's own line
		{Code: "97530", Units: 1},
		{Code: "97130", Units: 2},
		{Code: "97150", Units: 1, Assistant: true},
	}}
	if diff := cmp.Diff(want, expectedLines(day, Regime2022)); diff != "" {
		t.Errorf("lines (-want +got):\n%s", diff)
	}
}

func TestUntimedUnits(t *testing.T) {
	day := []Furnished{{Code: "97150", Untimed: true, Shares: Shares{Assistant: 40}}}
	if s := SplitDay(day, []int{2}, RegimeNone)[0].Split; s.Without != 2 {
		t.Errorf("before 2020: %+v", s)
	}
	if s := SplitDay(day, []int{2}, Regime2020)[0].Split; s.With != 2 {
		t.Errorf("the assistant's: %+v", s)
	}
	day[0].Shares = Shares{}
	if s := SplitDay(day, []int{1}, Regime2022)[0].Split; !s.Undetermined {
		t.Errorf("no minutes: %+v", s)
	}
}

func TestUndecidedUnitsHaveTheirOwnLine(t *testing.T) {
	// 22 + 1 minutes are 2 units, and 97530's remainder of 7 wins the second; its two units rest on 14 + 8 minutes.
	day := []Furnished{{Code: "97530", Shares: Shares{Therapist: 14, Assistant: 8}}, {Code: "97110", Shares: Shares{Therapist: 1}}}
	want := [][]claimLine{{{Code: "97530", Units: 2, Undetermined: true}}}
	if diff := cmp.Diff(want, expectedLines(day, Regime2022)); diff != "" {
		t.Errorf("lines (-want +got):\n%s", diff)
	}
}

// The lines of a day carry exactly the units of the splits, code by code.
func TestLinesAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var day []Furnished
		var codes []Code
		for _, c := range codesOfDay().Draw(t, "day") {
			assistant := rapid.IntRange(0, c.Minutes).Draw(t, "assistant")
			day = append(day, Furnished{Code: c.Code, Shares: Shares{Therapist: c.Minutes - assistant, Assistant: assistant}})
			codes = append(codes, c)
		}
		allocations := Medicare(codes).Allocations()
		expected := expectedLines(day, Regime2022)
		if len(expected) != len(allocations) {
			t.Fatalf("%d lists of lines for %d allocations", len(expected), len(allocations))
		}
		for i, allocation := range allocations {
			units, with := map[string]int{}, 0
			for _, line := range expected[i] {
				units[line.Code] += line.Units
				if line.Assistant {
					with += line.Units
				}
			}
			for at, c := range codes {
				if units[c.Code] != allocation[at] {
					t.Fatalf("%s has %d units in %v, allocated %d", c.Code, units[c.Code], expected[i], allocation[at])
				}
			}
			for _, s := range SplitDay(day, allocation, Regime2022) {
				with -= s.Split.With
			}
			if with != 0 {
				t.Fatalf("lines %v have %d units too many with the modifier", expected[i], with)
			}
		}
	})
}
