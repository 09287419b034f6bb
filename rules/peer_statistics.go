package rules

import (
	"fmt"
	"math"
	"slices"
)

// spread describes the values of all therapists that can be compared, the judged one included: median and median absolute
// deviation, which one far value cannot move.
type spread struct {
	median, mad float64
	n           int
	of          string // what it was taken of; empty for the therapists of the log
}

// outlying is the modified z-score from which a value is far from the others (Iglewicz and Hoaglin).
const outlying = 3.5

func spreadOf(values []float64) spread {
	sorted := slices.Sorted(slices.Values(values))
	s := spread{median: medianOf(sorted), n: len(sorted)}
	for i, v := range sorted {
		sorted[i] = math.Abs(v - s.median)
	}
	slices.Sort(sorted)
	s.mad = medianOf(sorted)
	return s
}

func medianOf(sorted []float64) float64 {
	n := len(sorted)
	if n == 0 {
		return 0
	}
	return (sorted[(n-1)/2] + sorted[n/2]) / 2
}

// score is the modified z-score of a value. The deviation counts as at least the floor, so that peers who are all alike do
// not turn a small difference into a far one.
func (s spread) score(value, floor float64) float64 {
	return 0.6745 * (value - s.median) / max(s.mad, floor)
}

// working states the test for a value that a unit of measure follows.
func (s spread) working(value, floor, scale float64, unit string) string {
	of := s.of
	if of == "" {
		of = fmt.Sprintf("%d therapists", s.n)
	}
	return fmt.Sprintf("median of %s %.1f%s, median absolute deviation %.1f%s (counted as at least %.1f%s); modified z-score %.1f, named from %.1f",
		of, s.median*scale, unit, s.mad*scale, unit, floor*scale, unit, s.score(value, floor), outlying)
}

// The least deviations that count: two percentage points of a share, a fifth of a unit. A value is then never named for
// less than about ten points or one unit.
const (
	shareFloor = 0.02
	unitsFloor = 0.2
)

// binomialTail is the chance of k or more hits in n trials of chance p.
func binomialTail(n, k int, p float64) float64 {
	if k <= 0 {
		return 1
	}
	gamma := func(x int) float64 { v, _ := math.Lgamma(float64(x)); return v }
	term := math.Exp(gamma(n+1) - gamma(k+1) - gamma(n-k+1) + float64(k)*math.Log(p) + float64(n-k)*math.Log1p(-p))
	sum := 0.0
	for i := k; i <= n && term > 0; i++ {
		sum += term
		term *= float64(n-i) / float64(i+1) * p / (1 - p)
	}
	return min(sum, 1)
}

// percentOf prints a share with its fraction, to one decimal, half away from zero: "42.9 % (3 of 7)". Less than all is
// never printed as 100.0 %, more than none never as 0.0 %.
func percentOf(part, whole int) string {
	tenths := (part*2000 + whole) / (2 * whole)
	text := fmt.Sprintf("%d.%d %%", tenths/10, tenths%10)
	switch {
	case part < whole && tenths == 1000:
		text = "> 99.9 %"
	case part > 0 && tenths == 0:
		text = "< 0.1 %"
	}
	return fmt.Sprintf("%s (%d of %d)", text, part, whole)
}

// shareOf is a part of a whole; 0 of nothing.
func shareOf(part, whole int) float64 {
	if whole == 0 {
		return 0
	}
	return float64(part) / float64(whole)
}
