package rules

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestSpreadOfKnownValues(t *testing.T) {
	for _, c := range []struct {
		values      []float64
		median, mad float64
	}{
		{[]float64{40, 42, 44, 90}, 43, 2}, {[]float64{5, 1, 3}, 3, 2}, {[]float64{7, 7, 7, 100}, 7, 0}, {nil, 0, 0},
	} {
		if s := spreadOf(c.values); s.median != c.median || s.mad != c.mad {
			t.Errorf("%v: median %v, deviation %v, want %v and %v", c.values, s.median, s.mad, c.median, c.mad)
		}
	}
}

// One far value of four moves neither median nor deviation beyond what the other three span.
func TestOneValueCannotMoveTheSpread(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		peers := rapid.SliceOfN(rapid.Float64Range(0, 1), 3, 9).Draw(t, "peers")
		far := rapid.Float64Range(-1e6, 1e6).Draw(t, "far")
		s := spreadOf(append([]float64{far}, peers...))
		low, high := peers[0], peers[0]
		for _, p := range peers {
			low, high = min(low, p), max(high, p)
		}
		if s.median < low || s.median > high || s.mad > high-low {
			t.Fatalf("median %v, deviation %v outside of %v to %v", s.median, s.mad, low, high)
		}
	})
}

// Exact values of the upper tail at 1/15, worked out with fractions.
func TestBinomialTail(t *testing.T) {
	for _, c := range []struct {
		n, k int
		want float64
	}{
		{20, 0, 1}, {20, 1, 0.748386}, {20, 6, 0.001504}, {20, 7, 0.000209}, {1, 1, 1.0 / 15}, {2, 2, 1.0 / 225},
	} {
		if got := binomialTail(c.n, c.k, firstMinuteChance); math.Abs(got-c.want) > 1e-6 {
			t.Errorf("%d of %d: %.7f, want %.6f", c.k, c.n, got, c.want)
		}
	}
}

func TestBinomialTailFallsWithTheHits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 5000).Draw(t, "n")
		k := rapid.IntRange(0, n-1).Draw(t, "k")
		more, less := binomialTail(n, k, firstMinuteChance), binomialTail(n, k+1, firstMinuteChance)
		if less > more+1e-9 || less < 0 || more > 1 {
			t.Fatalf("%d of %d: %v, one more: %v", k, n, more, less)
		}
	})
}

// REP-07
func TestPercentOf(t *testing.T) {
	for _, c := range []struct {
		part, whole int
		want        string
	}{
		{3, 7, "42.9 % (3 of 7)"}, {1, 8, "12.5 % (1 of 8)"}, {20, 20, "100.0 % (20 of 20)"}, {0, 9, "0.0 % (0 of 9)"},
		{9999, 10000, "> 99.9 % (9999 of 10000)"}, {1, 10000, "< 0.1 % (1 of 10000)"}, {1, 2000, "0.1 % (1 of 2000)"},
	} {
		if got := percentOf(c.part, c.whole); got != c.want {
			t.Errorf("%d of %d: %q, want %q", c.part, c.whole, got, c.want)
		}
	}
}

func TestTenthsAreCut(t *testing.T) {
	for _, c := range []struct {
		a, b int
		want string
	}{{299, 20, "14.9"}, {2999, 200, "14.9"}, {300, 20, "15.0"}, {0, 20, "0.0"}} {
		if got := tenths(c.a, c.b); got != c.want {
			t.Errorf("%d / %d = %s, want %s", c.a, c.b, got, c.want)
		}
	}
}
