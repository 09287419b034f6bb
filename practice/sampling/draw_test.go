package sampling

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// TestOrderOfTheCheck is REP-138.
func TestOrderOfTheCheck(t *testing.T) {
	if got := Order("20260131", "", 20)[:7]; !slices.Equal(got, []int{5, 9, 3, 18, 2, 20, 14}) {
		t.Errorf("simple: %v", got)
	}
	if got := Order("20260131", "A", 8)[:3]; !slices.Equal(got, []int{1, 4, 7}) {
		t.Errorf("stratum A: %v", got)
	}
	if got := Order("20260131", "B", 6)[:2]; !slices.Equal(got, []int{1, 4}) {
		t.Errorf("stratum B: %v", got)
	}
}

// Every position is drawn once, whatever the seed.
func TestOrderIsAPermutation(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 300).Draw(t, "n")
		got := Order(rapid.StringN(1, 12, -1).Draw(t, "seed"), rapid.StringN(0, 5, -1).Draw(t, "stratum"), n)
		slices.Sort(got)
		for i, position := range got {
			if position != i+1 {
				t.Fatalf("%v", got)
			}
		}
	})
}
