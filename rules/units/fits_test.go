package units

import (
	"testing"

	"pgregory.net/rapid"
)

// TestFitsAgreesWithThePool: the quick answer is that of the full arithmetic, but for the family that it leaves to it.
func TestFitsAgreesWithThePool(t *testing.T) {
	names := []string{"97110", "97112", "97530", "97535", "97140"}
	rapid.Check(t, func(t *rapid.T) {
		codes := make([]Code, rapid.IntRange(1, len(names)).Draw(t, "codes"))
		for i := range codes {
			minutes := rapid.IntRange(0, 70).Draw(t, "minutes")
			codes[i] = Code{Code: names[i], Minutes: minutes, Billed: max(0, minutes/15+rapid.IntRange(-1, 2).Draw(t, "more"))}
		}
		if pool := Medicare(codes); Fits(codes) != pool.Valid(Billed(codes)) {
			t.Fatalf("%v: fits %v, %s", codes, Fits(codes), pool.Working())
		}
		if each := PerCode(codes); FitsEach(codes) != each.Valid(Billed(codes)) {
			t.Fatalf("%v: fits %v, %s", codes, FitsEach(codes), each.Working())
		}
	})
}

// TestFitsOnEveryPair compares all pairs of 0 to 45 minutes and 0 to 4 units.
func TestFitsOnEveryPair(t *testing.T) {
	for a := range 46 {
		for b := range 46 {
			for units := range 25 {
				codes := []Code{{"97110", a, units / 5}, {"97530", b, units % 5}}
				if Fits(codes) != Medicare(codes).Valid(Billed(codes)) {
					t.Fatalf("%v: fits %v", codes, Fits(codes))
				}
			}
		}
	}
}

func TestFitsLeavesTheCognitiveFamilyToThePool(t *testing.T) {
	codes := []Code{{"97129", 15, 1}, {"97130", 15, 1}}
	if Fits(codes) || FitsEach(codes) || !Medicare(codes).Valid([]int{1, 1}) {
		t.Error("97129 and 97130 must be worked out together")
	}
	if n := testing.AllocsPerRun(100, func() { Fits(codes) }); n > 0 {
		t.Errorf("%v allocations", n)
	}
}
