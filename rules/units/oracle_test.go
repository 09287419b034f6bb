package units

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// The oracle works from the definition and not by remainders: it lists every way to give the supported total to the
// codes, keeps those where each code has its whole blocks or one unit more, and of these those that serve the best
// list of remainders.

// bandTable is the printed table of the manual, continued: counted up by fifteens instead of divided.
func bandTable(minutes int) int {
	units := 0
	for from := 8; from <= minutes; from += 15 {
		units++
	}
	return units
}

func oracle(minutes []int) [][]int {
	total := 0
	for _, m := range minutes {
		total += m
	}
	var best []int
	var kept [][]int
	every(len(minutes), bandTable(total), func(units []int) {
		var served []int
		for i, u := range units {
			whole := 0
			for (whole+1)*15 <= minutes[i] {
				whole++
			}
			switch u {
			case whole:
			case whole + 1:
				served = append(served, minutes[i]-whole*15)
			default:
				return
			}
		}
		slices.Sort(served)
		slices.Reverse(served)
		switch slices.Compare(served, best) {
		case 1:
			best, kept = served, nil
			fallthrough
		case 0:
			kept = append(kept, slices.Clone(units))
		}
	})
	return kept
}

// every calls do with each list of n whole numbers that add up to total.
func every(n, total int, do func([]int)) {
	units := make([]int, n)
	var fill func(at, left int)
	fill = func(at, left int) {
		if at == n {
			if left == 0 {
				do(units)
			}
			return
		}
		for u := 0; u <= left; u++ {
			units[at] = u
			fill(at+1, left-u)
		}
	}
	fill(0, total)
}

func asSet(allocations [][]int) map[string]bool {
	set := map[string]bool{}
	for _, a := range allocations {
		set[fmt.Sprint(a)] = true
	}
	return set
}

var plainCodes = []string{"97530", "97535", "97110", "97112", "97140", "97542"}

func dayOf(minutes []int) []Code {
	codes := make([]Code, len(minutes))
	for i, m := range minutes {
		codes[i] = Code{Code: plainCodes[i], Minutes: m}
	}
	return codes
}

func sum(numbers []int) (total int) {
	for _, n := range numbers {
		total += n
	}
	return total
}

func distance(a, b []int) (moved int) {
	for i := range a {
		moved += max(a[i]-b[i], b[i]-a[i])
	}
	return moved
}

// checkAgainstOracle fails if the pool of a day is not what the definition gives.
func checkAgainstOracle(t interface {
	Helper()
	Fatalf(string, ...any)
}, minutes []int) {
	t.Helper()
	p := Medicare(dayOf(minutes))
	got, want := p.Allocations(), oracle(minutes)
	if len(got) != len(want) || !equalSets(asSet(got), asSet(want)) {
		t.Fatalf("%v: allocations %v, by definition %v", minutes, got, want)
	}
	for _, a := range got {
		if sum(a) != p.Units {
			t.Fatalf("%v: allocation %v does not add up to %d", minutes, a, p.Units)
		}
	}
}

func equalSets(a, b map[string]bool) bool {
	for key := range a {
		if !b[key] {
			return false
		}
	}
	return len(a) == len(b)
}

func TestMedicareAllPairs(t *testing.T) {
	for a := 0; a <= 60; a++ {
		for b := 0; b <= 60; b++ {
			checkAgainstOracle(t, []int{a, b})
		}
	}
}

func TestMedicareAllTriplesOfRemainders(t *testing.T) {
	for a := 0; a < 15; a++ {
		for b := 0; b < 15; b++ {
			for c := 0; c < 15; c++ {
				checkAgainstOracle(t, []int{a, 15 + b, c})
			}
		}
	}
}

func TestMedicareRandomDays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		checkAgainstOracle(t, rapid.SliceOfN(rapid.IntRange(0, 40), 3, 5).Draw(t, "minutes"))
	})
}

// TestValidIsExactlyTheOracle asks Valid about every list of units with the right total, and one unit to either side.
func TestValidIsExactlyTheOracle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		minutes := rapid.SliceOfN(rapid.IntRange(0, 35), 1, 4).Draw(t, "minutes")
		p := Medicare(dayOf(minutes))
		valid := asSet(oracle(minutes))
		for total := max(p.Units-1, 0); total <= p.Units+1; total++ {
			every(len(minutes), total, func(units []int) {
				if p.Valid(units) != valid[fmt.Sprint(units)] {
					t.Fatalf("%v: Valid(%v) = %v", minutes, units, p.Valid(units))
				}
			})
		}
	})
}
