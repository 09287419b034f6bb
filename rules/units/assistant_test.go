package units

import (
	"testing"

	"pgregory.net/rapid"
)

// The rulebook's section 3, step by step, in both regimes; the numbers are units without, with, undecided.
func TestSplitAssistant(t *testing.T) {
	type result [3]int
	for _, c := range []struct {
		name             string
		t, a, units      int
		in2020, from2022 result
	}{
		{"whole blocks of both", 30, 15, 3, result{2, 1, 0}, result{2, 1, 0}},
		{"one left, therapist 8 of 15", 8, 7, 1, result{0, 1, 0}, result{1, 0, 0}},
		{"one left, assistant 8 of 15", 7, 8, 1, result{0, 1, 0}, result{0, 1, 0}},
		{"one left, both at least 8: the therapist's", 11, 11, 1, result{0, 1, 0}, result{1, 0, 0}},
		{"one left, both below 8, 5 of 12", 7, 5, 1, result{0, 1, 0}, result{0, 1, 0}},
		{"10 % exactly is not more: 2 of 20", 33, 2, 2, result{2, 0, 0}, result{2, 0, 0}},
		{"above 10 %: 2 of 14", 12, 2, 1, result{0, 1, 0}, result{1, 0, 0}},
		{"asst20-23-13-30 and asst22-23-13-30", 13, 23, 2, result{0, 2, 0}, result{1, 1, 0}},
		{"two left of 23", 9, 14, 2, result{0, 2, 0}, result{1, 1, 0}},
		{"two left of 28", 14, 14, 2, result{0, 2, 0}, result{1, 1, 0}},
		{"two left of 28 after whole blocks", 29, 44, 5, result{1, 4, 0}, result{2, 3, 0}},
		{"two left of 22: no text", 14, 8, 2, result{0, 0, 2}, result{0, 0, 2}},
		{"two left of 16 after whole blocks: no text", 29, 17, 4, result{1, 1, 2}, result{1, 1, 2}},
		{"a rest below 8 carries a unit by pooling", 16, 16, 3, result{1, 2, 0}, result{1, 2, 0}},
		{"fewer units than whole blocks", 45, 15, 2, result{2, 0, 0}, result{2, 0, 0}},
		{"fewer units than the therapist's blocks allow", 15, 30, 2, result{1, 1, 0}, result{1, 1, 0}},
		{"no units", 20, 20, 0, result{}, result{}},
		{"more units than minutes", 15, 15, 4, result{1, 1, 2}, result{1, 1, 2}},
		{"more units than minutes, one left decided", 20, 18, 5, result{1, 2, 2}, result{1, 2, 2}},
		{"more units than the therapist's minutes", 10, 0, 3, result{3, 0, 0}, result{3, 0, 0}},
		{"more units than the assistant's minutes", 0, 10, 3, result{0, 3, 0}, result{0, 3, 0}},
		{"no minutes", 0, 0, 2, result{0, 0, 2}, result{0, 0, 2}},
	} {
		for regime, want := range map[Regime]result{Regime2020: c.in2020, Regime2022: c.from2022} {
			s := SplitAssistant(c.units, Shares{Therapist: c.t, Assistant: c.a}, regime)
			if got := (result{s.Without, s.With, s.Undecided}); got != want {
				t.Errorf("%s, regime %d: without, with, undecided are %v, want %v; %s", c.name, regime, got, want, s.Working())
			}
		}
	}
}

// Every pair of minutes with every number of units an allocation can give, against the rule counted minute by minute.
func TestSplitAssistantAllPairs(t *testing.T) {
	for therapist := 1; therapist <= 60; therapist++ {
		for assistant := 1; assistant <= 60; assistant++ {
			without, with, t1, a1 := 0, 0, therapist, assistant
			for ; t1 >= 15; t1 -= 15 {
				without++
			}
			for ; a1 >= 15; a1 -= 15 {
				with++
			}
			least := (therapist + assistant) / 15
			most := least
			if (therapist+assistant)%15 > 0 {
				most++
			}
			for units := least; units <= most; units++ {
				wantWithout, wantWith, open := without, with, 0
				switch left := units - without - with; {
				case left == 1 && t1 > 7:
					wantWithout++
				case left == 1 && a1 > 7:
					wantWith++
				case left == 1 && float64(a1)/float64(t1+a1) > 0.1:
					wantWith++
				case left == 1:
					wantWithout++
				case left == 2 && t1+a1 >= 23:
					wantWithout, wantWith = wantWithout+1, wantWith+1
				case left == 2:
					open = 2
				}
				s := SplitAssistant(units, Shares{Therapist: therapist, Assistant: assistant}, Regime2022)
				if s.Without != wantWithout || s.With != wantWith || s.Undecided != open {
					t.Fatalf("%d and %d minutes, %d units: %+v, want %d without, %d with, %d open",
						therapist, assistant, units, s, wantWithout, wantWith, open)
				}
			}
		}
	}
}

// Where the rulebook says two units are left of 23 to 28 minutes, each furnisher has 9 to 14 of them, so that step 3
// needs no test of its own; and two are never left of fewer than 16 minutes.
func TestTwoUnitsLeftMeansNineToFourteenEach(t *testing.T) {
	for a := 0; a < 15; a++ {
		for b := 0; b < 15; b++ {
			if a+b >= 23 && (a < 9 || b < 9) {
				t.Errorf("%d and %d minutes left", a, b)
			}
			s := SplitAssistant(2, Shares{Therapist: a, Assistant: b}, Regime2022)
			if s.basis == byNoText && a+b < 16 {
				t.Errorf("%d and %d minutes left for two units", a, b)
			}
		}
	}
}

func TestSplitProperties(t *testing.T) {
	minutes := rapid.IntRange(0, 130)
	regimes := rapid.SampledFrom([]Regime{RegimeNone, Regime2020, Regime2022})
	rapid.Check(t, func(t *rapid.T) {
		units := rapid.IntRange(0, 12).Draw(t, "units")
		s := Shares{minutes.Draw(t, "therapist"), minutes.Draw(t, "assistant"), minutes.Draw(t, "together")}
		r := regimes.Draw(t, "regime")
		split := SplitAssistant(units, s, r)

		if split.Without < 0 || split.With < 0 || split.Without+split.With+split.Undecided != units {
			t.Fatalf("%+v does not add up to %d units", split, units)
		}
		if split.Undetermined != (split.Undecided > 0) {
			t.Fatalf("%+v: undetermined and undecided disagree", split)
		}
		if least, most := split.WithRange(); least > split.With || most < split.With || most > units {
			t.Fatalf("%+v: range %d to %d", split, least, most)
		}
		joined := SplitAssistant(units, Shares{s.Therapist + s.Together, s.Assistant, 0}, r)
		if joined.Without != split.Without || joined.With != split.With {
			t.Fatalf("minutes together do not count for the therapist: %+v and %+v", split, joined)
		}
		if alone := SplitAssistant(units, Shares{s.Therapist + 1, 0, s.Together}, r); alone.Without != units {
			t.Fatalf("all the therapist's: %+v", alone)
		}
		if alone := SplitAssistant(units, Shares{0, s.Assistant + 1, 0}, Regime2022); alone.With != units {
			t.Fatalf("all the assistant's: %+v", alone)
		}
		if old := SplitAssistant(units, s, Regime2020); r == Regime2022 && old.With < split.With {
			t.Fatalf("2022 asks for more modifiers than 2020: %+v and %+v", split, old)
		}
		if none := SplitAssistant(units, s, RegimeNone); none.Without != units {
			t.Fatalf("before 2020: %+v", none)
		}
	})
}

func TestWithRange(t *testing.T) {
	for _, c := range []struct {
		t, a, units, least, most int
	}{
		{15, 15, 1, 0, 1}, // one of two blocks: either
		{15, 30, 2, 1, 2}, // two of three: at least one is the assistant's
		{45, 15, 2, 0, 1},
		{15, 45, 3, 2, 3},
		{14, 8, 2, 0, 2}, // no text
		{20, 9, 2, 1, 1},
	} {
		s := SplitAssistant(c.units, Shares{Therapist: c.t, Assistant: c.a}, Regime2022)
		if least, most := s.WithRange(); least != c.least || most != c.most {
			t.Errorf("%d and %d minutes, %d units: %d to %d with CO, want %d to %d", c.t, c.a, c.units, least, most, c.least, c.most)
		}
	}
}

func TestSplitUntimedTenPercent(t *testing.T) {
	for _, c := range []struct {
		s    Shares
		want bool
	}{
		{Shares{36, 4, 0}, false}, // exactly 10 %
		{Shares{35, 4, 0}, true},
		{Shares{0, 4, 36}, false},
		{Shares{0, 0, 40}, false},
		{Shares{0, 1, 0}, true},
		{Shares{}, false},
	} {
		if got := SplitUntimed(c.s); got != c.want {
			t.Errorf("%+v: %v", c.s, got)
		}
	}
}

func TestRegimeOf(t *testing.T) {
	for year, want := range map[int]Regime{2019: RegimeNone, 2020: Regime2020, 2021: Regime2020, 2022: Regime2022, 2026: Regime2022} {
		if got := RegimeOf(year); got != want {
			t.Errorf("%d: regime %d, want %d", year, got, want)
		}
	}
}
