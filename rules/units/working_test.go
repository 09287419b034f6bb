package units

import "testing"

// The working is printed in findings and by the calculator: the wording is part of the behaviour.
func TestPoolWorking(t *testing.T) {
	for _, c := range []struct {
		codes []Code
		want  string
	}{
		{nil, "no timed minutes"},
		{[]Code{{"97530", 1, 0}}, "1 timed minute of 97530: 0 to 7 is no unit"},
		{[]Code{{"97112", 3, 0}, {"97110", 4, 0}}, "3 (97112) + 4 (97110) = 7 timed minutes: 0 to 7 is no unit"},
		{[]Code{{"97110", 15, 0}, {"97140", 15, 0}},
			"15 (97110) + 15 (97140) = 30 timed minutes: 23 to 37 is 2 units; whole 15-minute blocks 1 + 1; no unit remains"},
		{[]Code{{"97112", 12, 0}, {"97110", 13, 0}},
			"12 (97112) + 13 (97110) = 25 timed minutes: 23 to 37 is 2 units; whole 15-minute blocks 0 + 0; " +
				"the remaining 2 units go one each to 97110 (13) and 97112 (12)"},
		{[]Code{{"97110", 18, 0}, {"97140", 13, 0}, {"97116", 10, 0}, {"97035", 8, 0}},
			"18 (97110) + 13 (97140) + 10 (97116) + 8 (97035) = 49 timed minutes: 38 to 52 is 3 units; " +
				"whole 15-minute blocks 1 + 0 + 0 + 0; " +
				"the remaining 2 units go one each to the largest remainders: 97140 (13) and 97116 (10), against 8 and 3"},
		{[]Code{{"97112", 7, 0}, {"97110", 7, 0}, {"97140", 7, 0}},
			"7 (97112) + 7 (97110) + 7 (97140) = 21 timed minutes: 8 to 22 is 1 unit; whole 15-minute blocks 0 + 0 + 0; " +
				"the remaining unit goes to any one of 97112, 97110 and 97140 (7 left over each)"},
		{[]Code{{"97112", 10, 0}, {"97110", 10, 0}, {"97140", 10, 0}},
			"10 (97112) + 10 (97110) + 10 (97140) = 30 timed minutes: 23 to 37 is 2 units; whole 15-minute blocks 0 + 0 + 0; " +
				"the remaining 2 units go one each to any 2 of 97112, 97110 and 97140 (10 left over each)"},
		{[]Code{{"97112", 12, 0}, {"97110", 9, 0}, {"97140", 9, 0}},
			"12 (97112) + 9 (97110) + 9 (97140) = 30 timed minutes: 23 to 37 is 2 units; whole 15-minute blocks 0 + 0 + 0; " +
				"the remaining 2 units go one each first to the largest remainder, 97112 (12), " +
				"then to either 97110 or 97140 (9 left over each)"},
		{[]Code{{"97129", 20, 0}, {"97130", 15, 0}, {"97530", 8, 0}},
			"20 (97129) + 15 (97130) + 8 (97530) = 43 timed minutes: 38 to 52 is 3 units; " +
				"whole 15-minute blocks 2 (97129/97130) + 0 (97530); " +
				"the remaining unit goes to the largest remainder: 97530 (8 against 5); " +
				"of the units of 97129/97130 the first is 97129 and the others are 97130"},
		{[]Code{{"97129", 20, 0}, {"97110", 20, 0}}, "20 (97129) + 20 (97110) = 40 timed minutes: 38 to 52 is 3 units; " +
			"whole 15-minute blocks 1 + 1; the remaining unit goes to the largest remainder: 97110 (5 against 5); " +
			"97129 is billed once a day and further units are 97130, which the day does not list"},
		{[]Code{{"97129", 30, 0}}, "30 timed minutes of 97129: 23 to 37 is 2 units; " +
			"97129 is billed once a day and further units are 97130, which the day does not list"},
	} {
		if got := Medicare(c.codes).Working(); got != c.want {
			t.Errorf("got  %s\nwant %s", got, c.want)
		}
	}
}

func TestSeparateWorking(t *testing.T) {
	if got := PerCode(nil).Working(); got != "no timed minutes" {
		t.Error(got)
	}
	s := PerCode([]Code{{"97110", 20, 0}, {"97129", 10, 0}, {"97130", 13, 0}})
	for position, want := range []string{
		"20 minutes of 97110: 8 to 22 is 1 unit",
		"23 minutes of 97129/97130: 23 to 37 is 2 units; of the units of 97129/97130 the first is 97129 and the others are 97130",
		"23 minutes of 97129/97130: 23 to 37 is 2 units; of the units of 97129/97130 the first is 97129 and the others are 97130",
		"no timed minutes",
	} {
		if got := s.WorkingOf(position); got != want {
			t.Errorf("code %d\ngot  %s\nwant %s", position, got, want)
		}
	}
}

func TestSummaries(t *testing.T) {
	for _, c := range []struct {
		minutes            []int
		medicare, midpoint string
	}{
		{[]int{20, 20}, "by the Medicare rule, minutes pooled: 20 + 20 = 40 minutes, 3 units",
			"by the midpoint rule, each code alone: 1 + 1 = 2 units"},
		{[]int{3, 4}, "by the Medicare rule, minutes pooled: 3 + 4 = 7 minutes, no unit",
			"by the midpoint rule, each code alone: 0 + 0 = 0 units"},
		{[]int{8}, "by the Medicare rule, minutes pooled: 8 minutes, 1 unit", "by the midpoint rule, each code alone: 1 unit"},
		{nil, "by the Medicare rule, minutes pooled: 0 minutes, no unit", "by the midpoint rule, each code alone: no unit"},
	} {
		codes := dayOf(c.minutes)
		if got := Medicare(codes).Summary(); got != c.medicare {
			t.Errorf("got %q, want %q", got, c.medicare)
		}
		if got := PerCode(codes).Summary(); got != c.midpoint {
			t.Errorf("got %q, want %q", got, c.midpoint)
		}
	}
}

func TestSplitWorking(t *testing.T) {
	for _, c := range []struct {
		units  int
		shares Shares
		regime Regime
		want   string
	}{
		{1, Shares{10, 5, 0}, RegimeNone,
			"10 therapist and 5 assistant minutes for 1 unit: the assistant modifier is not required before 2020"},
		{0, Shares{10, 5, 0}, Regime2022, "10 therapist and 5 assistant minutes for no unit: nothing to split"},
		{1, Shares{}, Regime2022,
			"0 therapist and 0 assistant minutes for 1 unit: no minutes to tell who furnished them, for review"},
		{2, Shares{10, 0, 20}, Regime2022,
			"30 therapist (20 of them together with the assistant) and 0 assistant minutes for 2 units: all the therapist's, so without CO"},
		{3, Shares{0, 38, 0}, Regime2022, "0 therapist and 38 assistant minutes for 3 units: all the assistant's, so with CO"},
		{1, Shares{7, 8, 0}, Regime2022, "7 therapist and 8 assistant minutes for 1 unit: whole 15-minute blocks 0 without and 0 with CO; " +
			"7 and 8 minutes left for 1 unit: the therapist's 7 are below 8 and the assistant's 8 are not, so with CO; " +
			"in all 0 without, 1 with CO"},
		{1, Shares{6, 5, 0}, Regime2022, "6 therapist and 5 assistant minutes for 1 unit: whole 15-minute blocks 0 without and 0 with CO; " +
			"6 and 5 minutes left for 1 unit: 5 of 11 minutes are the assistant's, more than 10 %, so with CO; in all 0 without, 1 with CO"},
		{2, Shares{33, 2, 0}, Regime2022, "33 therapist and 2 assistant minutes for 2 units: whole 15-minute blocks 2 without and 0 with CO; " +
			"in all 2 without, 0 with CO"},
		{2, Shares{14, 12, 0}, Regime2022, "14 therapist and 12 assistant minutes for 2 units: whole 15-minute blocks 0 without and 0 with CO; " +
			"14 and 12 minutes left for 2 units: one without and one with CO; in all 1 without, 1 with CO"},
		{2, Shares{14, 8, 0}, Regime2022, "14 therapist and 8 assistant minutes for 2 units: whole 15-minute blocks 0 without and 0 with CO; " +
			"14 and 8 minutes left for 2 units: no published rule covers so many units of 22 minutes or less; " +
			"in all 0 without, 0 with CO, 2 for review"},
		{4, Shares{15, 15, 0}, Regime2022, "15 therapist and 15 assistant minutes for 4 units: whole 15-minute blocks 1 without and 1 with CO; " +
			"2 units more than the minutes support; in all 1 without, 1 with CO, 2 for review"},
		{5, Shares{20, 18, 0}, Regime2022, "20 therapist and 18 assistant minutes for 5 units: whole 15-minute blocks 1 without and 1 with CO; " +
			"5 and 3 minutes left for 1 unit: 3 of 8 minutes are the assistant's, more than 10 %, so with CO; " +
			"2 units more than the minutes support; in all 1 without, 2 with CO, 2 for review"},
		{2, Shares{15, 30, 0}, Regime2022, "15 therapist and 30 assistant minutes for 2 units: whole 15-minute blocks 1 without and 2 with CO, " +
			"more than the units billed; 1 to 2 of them with CO"},
		{1, Shares{10, 30, 0}, Regime2022, "10 therapist and 30 assistant minutes for 1 unit: whole 15-minute blocks 0 without and 2 with CO, " +
			"more than the units billed; 1 of them with CO"},
		{1, Shares{0, 30, 0}, Regime2022, "0 therapist and 30 assistant minutes for 1 unit: all the assistant's, so with CO"},
	} {
		if got := SplitAssistant(c.units, c.shares, c.regime).Working(); got != c.want {
			t.Errorf("got  %s\nwant %s", got, c.want)
		}
	}
}

func TestUntimedWorking(t *testing.T) {
	day := []Furnished{{Code: "97150", Untimed: true, Shares: Shares{Therapist: 36, Assistant: 4}}}
	want := "36 therapist and 4 assistant minutes for 1 unit: an untimed code, 4 of 40 minutes are the assistant's, not more than 10 %, so without CO"
	if got := SplitDay(day, []int{1}, Regime2022)[0].Split.Working(); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
