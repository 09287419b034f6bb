package units

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestSupportedFollowsThePrintedTable(t *testing.T) {
	for minutes := 0; minutes <= 1500; minutes++ {
		if got, want := Supported(minutes), bandTable(minutes); got != want || Midpoint(minutes) != want {
			t.Fatalf("%d minutes: %d and %d units, want %d", minutes, got, Midpoint(minutes), want)
		}
	}
}

func TestBandHoldsExactlyItsMinutes(t *testing.T) {
	for units := range 20 {
		from, to := Band(units)
		if Supported(from) != units || Supported(to) != units || Supported(to+1) != units+1 {
			t.Errorf("Band(%d) = %d to %d", units, from, to)
		}
		if units > 0 && Supported(from-1) != units-1 {
			t.Errorf("Band(%d) begins too late at %d", units, from)
		}
	}
}

// Neither rule always gives more (rulebook section 1).
func TestMedicareAgainstMidpoint(t *testing.T) {
	for _, c := range []struct {
		minutes          []int
		pooled, midpoint int
	}{
		{[]int{10, 10, 10}, 2, 3},
		{[]int{20, 20}, 3, 2},
		{[]int{33, 7}, 3, 2},
	} {
		codes := dayOf(c.minutes)
		if got := Medicare(codes).Units; got != c.pooled {
			t.Errorf("%v pooled: %d, want %d", c.minutes, got, c.pooled)
		}
		if got := PerCode(codes).Units; got != c.midpoint {
			t.Errorf("%v by midpoint: %d, want %d", c.minutes, got, c.midpoint)
		}
	}
	if got := Medicare(dayOf([]int{33, 7})).Allocations(); !cmp.Equal(got, [][]int{{2, 1}}) {
		t.Errorf("33 + 7: %v, want 2 + 1", got)
	}
}

// codesOfDay draws a day that may hold the family 97129/97130, in any order, with any billed units.
func codesOfDay() *rapid.Generator[[]Code] {
	return rapid.Custom(func(t *rapid.T) []Code {
		all := append([]string{"97129", "97130"}, plainCodes[:4]...)
		names := rapid.Permutation(all).Draw(t, "codes")[:rapid.IntRange(1, 5).Draw(t, "number")]
		codes := make([]Code, len(names))
		for i, name := range names {
			codes[i] = Code{name, rapid.IntRange(0, 50).Draw(t, "minutes"), rapid.IntRange(0, 5).Draw(t, "billed")}
		}
		return codes
	})
}

func TestPoolProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		codes := codesOfDay().Draw(t, "day")
		p := Medicare(codes)
		total := 0
		for _, c := range codes {
			total += c.Minutes
		}
		if p.Total != total || p.Units != Supported(total) {
			t.Fatalf("total %d and units %d of %d minutes", p.Total, p.Units, total)
		}
		billed := Billed(codes)
		nearest := p.Nearest(billed)
		if !p.Valid(nearest) {
			t.Fatalf("Nearest(%v) = %v is not valid", billed, nearest)
		}
		among := false
		for _, a := range p.Allocations() {
			among = among || slices.Equal(a, nearest)
			if sum(a) != p.Units-p.Unlisted {
				t.Fatalf("%v adds up to %d, want %d less %d", a, sum(a), p.Units, p.Unlisted)
			}
			if distance(a, billed) < distance(nearest, billed) {
				t.Fatalf("%v is nearer to %v than %v", a, billed, nearest)
			}
			if !p.Valid(a) || !slices.Equal(p.Nearest(a), a) {
				t.Fatalf("the valid allocation %v moves to %v", a, p.Nearest(a))
			}
			for i, c := range codes {
				if c.Code == "97129" && a[i] > 1 {
					t.Fatalf("97129 has %d units", a[i])
				}
			}
		}
		if !among {
			t.Fatalf("Nearest(%v) = %v is not among %v", billed, nearest, p.Allocations())
		}
	})
}

// The set of valid allocations does not depend on the order of the lines.
func TestPoolOrderIndependent(t *testing.T) {
	named := func(codes []Code) map[string]bool {
		set := map[string]bool{}
		for _, a := range Medicare(codes).Allocations() {
			parts := make([]string, len(a))
			for i, units := range a {
				parts[i] = fmt.Sprint(codes[i].Code, "=", units)
			}
			slices.Sort(parts)
			set[fmt.Sprint(parts)] = true
		}
		return set
	}
	rapid.Check(t, func(t *rapid.T) {
		codes := codesOfDay().Draw(t, "day")
		if diff := cmp.Diff(named(codes), named(rapid.Permutation(codes).Draw(t, "other order"))); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestMoreMinutesNeverFewerUnits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		codes := codesOfDay().Draw(t, "day")
		more := slices.Clone(codes)
		at := rapid.IntRange(0, len(codes)-1).Draw(t, "code")
		more[at].Minutes += rapid.IntRange(1, 30).Draw(t, "added")
		if Medicare(more).Units < Medicare(codes).Units || PerCode(more).Units < PerCode(codes).Units {
			t.Fatalf("%v supports fewer units than %v", more, codes)
		}
	})
}

func TestNearest(t *testing.T) {
	for _, c := range []struct {
		name    string
		minutes []int
		billed  []int
		want    []int
	}{
		{"U002: never 3 units of one code", []int{20, 20}, []int{3, 0}, []int{2, 1}},
		{"either choice stands as billed", []int{20, 20}, []int{1, 2}, []int{1, 2}},
		{"a tie goes to the code with more billed units", []int{10, 10, 10}, []int{1, 2, 3}, []int{0, 1, 1}},
		{"then to the first", []int{10, 10, 10}, []int{1, 1, 1}, []int{1, 1, 0}},
		{"a code that was not billed can be due a unit", []int{18, 13, 10, 8}, []int{1, 1, 0, 1}, []int{1, 1, 1, 0}},
		{"nothing supported", []int{3, 4}, []int{1, 1}, []int{0, 0}},
		{"missing billed units count as 0", []int{20, 20}, nil, []int{2, 1}},
	} {
		if got := Medicare(dayOf(c.minutes)).Nearest(c.billed); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
	if Medicare(dayOf([]int{20, 20})).Valid([]int{2}) {
		t.Error("billed units of one of two codes are valid")
	}
}

func TestCognitiveFamily(t *testing.T) {
	for _, c := range []struct {
		name  string
		codes []Code
		want  []int
		lost  int
	}{
		{"97129 once, the rest 97130", []Code{{"97129", 50, 0}, {"97130", 0, 0}}, []int{1, 2}, 0},
		{"any order, minutes on either", []Code{{"97130", 30, 0}, {"97129", 8, 0}}, []int{2, 1}, 0},
		{"one unit is 97129", []Code{{"97130", 12, 0}, {"97129", 0, 0}}, []int{0, 1}, 0},
		{"97130 without its base keeps its units", []Code{{"97130", 30, 0}}, []int{2}, 0},
		{"97129 alone cannot carry a second unit", []Code{{"97129", 30, 0}}, []int{1}, 1},
		{"a tied unit goes where it fits", []Code{{"97129", 20, 0}, {"97110", 20, 0}}, []int{1, 2}, 0},
		{"one entry in the pool: 5 + 5 are 10 and win", []Code{{"97129", 5, 0}, {"97110", 9, 0}, {"97130", 5, 0}},
			[]int{1, 0, 0}, 0},
	} {
		p := Medicare(c.codes)
		if got := p.Allocations(); !cmp.Equal(got, [][]int{c.want}) || p.Unlisted != c.lost {
			t.Errorf("%s: %v without %d, want %v without %d", c.name, got, p.Unlisted, c.want, c.lost)
		}
	}
	s := PerCode([]Code{{"97129", 10, 0}, {"97130", 13, 0}})
	if !s.Valid([]int{1, 1}) {
		t.Errorf("midpoint of 10 + 13: %v, want 1 and 1", s.Allocation())
	}
	if s := PerCode([]Code{{"97129", 30, 0}}); s.Units != 2 || s.Unlisted != 1 || !s.Valid([]int{1}) {
		t.Errorf("midpoint of 97129 alone: %+v", s)
	}
}

func TestAllocationsAreBounded(t *testing.T) {
	var codes []Code
	for i := range 24 {
		codes = append(codes, Code{Code: fmt.Sprint(i), Minutes: 8})
	}
	p := Medicare(codes)
	if got := len(p.Allocations()); got != MaxAllocations {
		t.Errorf("%d allocations listed", got)
	}
	last := slices.Repeat([]int{0}, 24)
	for i := 24 - p.Units; i < 24; i++ {
		last[i] = 1
	}
	if !p.Valid(last) {
		t.Error("an allocation beyond the list is not valid")
	}
}

func TestMergeAddsLinesBeforeRounding(t *testing.T) {
	got := Merge([]Code{{"97110", 7, 0}, {"97140", 10, 1}, {"97110", 8, 1}})
	want := []Code{{"97110", 15, 1}, {"97140", 10, 1}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestNegativeNumbersCountAsZero(t *testing.T) {
	p := Medicare([]Code{{"97110", -20, -1}, {"97140", 10, 1}})
	if p.Total != 10 || p.Units != 1 || !p.Valid([]int{0, 1}) {
		t.Errorf("pool %+v", p)
	}
	if Supported(-1) != 0 || Midpoint(-1) != 0 {
		t.Error("negative minutes support units")
	}
	if from, to := Band(-1); from != 0 || to != 7 {
		t.Errorf("Band(-1) = %d to %d", from, to)
	}
	if s := SplitAssistant(-2, Shares{-5, -5, -5}, Regime2022); s != (Split{shares: s.shares, regime: Regime2022, basis: s.basis}) {
		t.Errorf("split %+v", s)
	}
}
