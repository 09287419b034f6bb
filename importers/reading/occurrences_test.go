package reading

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// Counted numbers have the median and the percentiles of the same numbers in a list.
func TestOccurrencesRankLikeAList(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		var counted occurrences
		var list []float64
		for range rapid.IntRange(1, 20).Draw(rt, "numbers") {
			number, times := float64(rapid.IntRange(-3, 9).Draw(rt, "number"))/4, rapid.IntRange(1, 5).Draw(rt, "times")
			counted.add(number, times)
			list = append(list, slices.Repeat([]float64{number}, times)...)
		}
		slices.Sort(list)
		if got, want := counted.median(), list[(len(list)-1)/2]; got != want {
			rt.Errorf("median of %v is %v, not %v", list, want, got)
		}
		for _, percent := range []int{1, 50, 97, 100} {
			at := 0 // the smallest place at or below which that share of the list lies
			for 100*(at+1) < percent*len(list) {
				at++
			}
			if got := counted.percentile(percent); got != list[at] {
				rt.Errorf("percentile %d of %v is %v, not %v", percent, list, list[at], got)
			}
		}
	})
}
