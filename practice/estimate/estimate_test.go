package estimate

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"otaudit/audit"
	"otaudit/practice/sampling"
)

// units makes units billed at an amount, so many of each difference, all in cents.
func units(billed audit.Cents, counts ...[2]int) (list []Unit) {
	for _, c := range counts {
		for range c[0] {
			list = append(list, Unit{billed, billed - audit.Cents(c[1])})
		}
	}
	return list
}

// simple is the worked check REP-153 to REP-157.
var simple = Sample{Strata: []Stratum{{Frame: 600, Units: units(11260, [2]int{18, 0}, [2]int{5, 2815}, [2]int{3, 5630}, [2]int{2, 3302}, [2]int{2, -2815})}}}

// stratified is the worked check REP-158 to REP-162.
var stratified = Sample{Strata: []Stratum{
	{"A", 400, units(10000, [2]int{16, 0}, [2]int{3, 3000}, [2]int{1, 6000})},
	{"B", 100, units(10000, [2]int{8, 0}, [2]int{5, 4000}, [2]int{2, 9000}, [2]int{1, -2000})},
	{"C", 4, units(40000, [2]int{1, 15000}, [2]int{1, 0}, [2]int{1, 30000}, [2]int{1, 7500})},
}}

func expect(t *testing.T, what, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s: %s, want %s", what, got, want)
	}
}

func TestWorkedCheckSimple(t *testing.T) {
	e := Of(simple)
	part, p := e.Parts[0], e.Projection
	expect(t, "sum, mean, s", fmt.Sprintf("%s %.6f %.6f", part.Sum, part.Mean, part.SD), "319.39 10.646333 21.842963")
	expect(t, "point, standard error", fmt.Sprintf("%s %.6f", cents(p.Point), p.SE), "6387.80 2332.190248")
	expect(t, "two-sided", fmt.Sprintf("%s %s %.1f", cents(p.Lower), cents(p.Upper), p.Precision*100), "2425.11 10350.49 62.0")
	expect(t, "one-sided", cents(p.OneSided).String(), "3329.29")
	expect(t, "rates", fmt.Sprint(e.Rates.Net, e.Rates.Gross, e.Rates.Amount, e.Rates.InError, e.Sample), "319.39 431.99 3378.00 12 30")
	expect(t, "cautions", strings.Join(e.Cautions, "|"), "the precision is above the usual target of 25 %: a larger sample would narrow the interval")
	// Without netting the two units that were under-billed count 0: 600/30 × (319.39 + 56.30).
	expect(t, "without netting", cents(p.OverOnly).String(), "7513.80")
}

func TestWorkedCheckStratified(t *testing.T) {
	e := Of(stratified)
	a, b, c, p := e.Parts[0], e.Parts[1], e.Parts[2], e.Projection
	expect(t, "A", fmt.Sprintf("%.2f %.6f %s %.6f", a.Mean, a.SD, cents(a.Point), a.SE), "7.50 16.503588 3000.00 1438.749457")
	expect(t, "B", fmt.Sprintf("%.2f %.6f %s %.6f", b.Mean, b.SD, cents(b.Point), b.SE), "22.50 33.166248 2250.00 759.934208")
	expect(t, "C", fmt.Sprint(cents(c.Point), c.SE, c.Census), "525.00 0 true")
	expect(t, "total", fmt.Sprintf("%s %.6f %d", cents(p.Point), p.SE, p.DF), "5775.00 1627.114010 34")
	expect(t, "two-sided", fmt.Sprintf("%.6f %s %s %.1f", p.T95, cents(p.Lower), cents(p.Upper), p.Precision*100), "1.690924 3023.67 8526.33 47.6")
	expect(t, "one-sided", fmt.Sprintf("%.6f %s", p.T90, cents(p.OneSided)), "1.306952 3648.44")
}

// TestQuantiles is REP-150.
func TestQuantiles(t *testing.T) {
	for _, c := range []struct {
		p    float64
		df   int
		want string
	}{{0.95, 29, "1.699127"}, {0.90, 29, "1.311434"}, {0.95, 99, "1.660391"}, {0.95, 9, "1.833113"}, {0.90, 9, "1.383029"}} {
		expect(t, fmt.Sprintf("t(%g, %d)", c.p, c.df), fmt.Sprintf("%.6f", Quantile(c.p, c.df)), c.want)
	}
}

// TestNotSuitable is REP-151: each reason alone, and the sample just beside it that is projected.
func TestNotSuitable(t *testing.T) {
	frame := func(n int, counts ...[2]int) Sample {
		return Sample{Strata: []Stratum{{Frame: n, Units: units(10000, counts...)}}}
	}
	chosen := frame(600, [2]int{20, 0}, [2]int{10, 500})
	chosen.Against = []string{"the sample was chosen"}
	for name, c := range map[string]struct {
		sample Sample
		want   string // in the one reason; empty if it is projected
	}{
		"30 units":          {frame(600, [2]int{20, 0}, [2]int{10, 500}), ""},
		"29 units":          {frame(600, [2]int{19, 0}, [2]int{10, 500}), "29 units with reviewed amounts: fewer than 30"},
		"no spread":         {frame(600, [2]int{30, 510}), "no spread"},
		"a little spread":   {frame(600, [2]int{29, 510}, [2]int{1, 511}), ""},
		"negative":          {frame(600, [2]int{29, 0}, [2]int{1, -500}), "not above zero"},
		"nothing found":     {frame(600, [2]int{15, 500}, [2]int{15, -500}), "not above zero"},
		"all reviewed":      {frame(40, [2]int{30, 0}, [2]int{10, 500}), "every unit of the frame was reviewed"},
		"all but one":       {frame(41, [2]int{30, 0}, [2]int{10, 500}), ""},
		"chosen":            {chosen, "the sample was chosen"},
		"more than a frame": {frame(20, [2]int{20, 0}, [2]int{10, 500}), "more units reviewed (30) than the frame holds (20)"},
		"one of a stratum": {Sample{Strata: []Stratum{{"A", 100, units(100, [2]int{20, 0}, [2]int{20, 50})}, {"B", 9, units(100, [2]int{1, 0})}}},
			"stratum B: 1 of 9 units reviewed"},
		"none of a stratum": {Sample{Strata: []Stratum{{"A", 100, units(100, [2]int{20, 0}, [2]int{20, 50})}, {"B", 9, nil}}},
			"stratum B: 0 of 9 units reviewed"},
		"a census of one": {Sample{Strata: []Stratum{{"A", 100, units(100, [2]int{20, 0}, [2]int{20, 50})}, {"B", 1, units(100, [2]int{1, 0})}}}, ""},
	} {
		e := Of(c.sample)
		switch {
		case c.want == "" && (e.Projection == nil || len(e.NotSuitable) > 0):
			t.Errorf("%s: not suitable: %q", name, e.NotSuitable)
		case c.want != "" && (e.Projection != nil || len(e.NotSuitable) != 1 || !strings.Contains(e.NotSuitable[0], c.want)):
			t.Errorf("%s: reasons %q, want %q", name, e.NotSuitable, c.want)
		}
	}
	if e := Of(frame(40, [2]int{30, 0}, [2]int{10, 500})); e.Exact == nil || *e.Exact != 5000 {
		t.Error("the sum of a frame that was reviewed whole is not given")
	}
}

// TestIntervalsCover: over many draws from one frame the two-sided interval holds the truth nine times in ten, and the one-sided
// limit lies below it nine times in ten.
func TestIntervalsCover(t *testing.T) {
	const draws, tolerance = 1500, 0.023 // three standard deviations of a share of 1500
	random := rand.New(rand.NewPCG(20260131, 15))
	population := func(n int, d func() float64) (list []Unit, total audit.Cents) {
		for range n {
			over := cents(d())
			list, total = append(list, Unit{20000, 20000 - over}), total+over
		}
		return list, total
	}
	third := func(mean, sd float64) func() float64 { // two thirds have no difference
		return func() float64 {
			if random.IntN(3) > 0 {
				return 0
			}
			return mean + sd*random.NormFloat64()
		}
	}
	normal, normalTotal := population(600, func() float64 { return 20 + 30*random.NormFloat64() })
	mixed, mixedTotal := population(900, third(60, 15))
	small, smallTotal := population(150, third(90, 30))
	for name, c := range map[string]struct {
		strata [][]Unit
		n      []int
		total  audit.Cents
	}{
		"normal, 40 of 600":             {[][]Unit{normal}, []int{40}, normalTotal},
		"two thirds of 0, 100 of 900":   {[][]Unit{mixed}, []int{100}, mixedTotal},
		"stratified, 60 and 40":         {[][]Unit{mixed, small}, []int{60, 40}, mixedTotal + smallTotal},
		"most of the frame, 300 of 600": {[][]Unit{normal}, []int{300}, normalTotal},
	} {
		inside, above := 0, 0
		for draw := range draws {
			var s Sample
			for h, list := range c.strata {
				st := Stratum{Name: fmt.Sprint(h), Frame: len(list)}
				for _, position := range sampling.Order(fmt.Sprint(draw), st.Name, len(list))[:c.n[h]] {
					st.Units = append(st.Units, list[position-1])
				}
				s.Strata = append(s.Strata, st)
			}
			p, truth := Of(s).Projection, dollars(c.total)
			if p.Lower <= truth && truth <= p.Upper {
				inside++
			}
			if p.OneSided <= truth {
				above++
			}
		}
		if share := float64(inside) / draws; math.Abs(share-0.90) > tolerance {
			t.Errorf("%s: the two-sided 90 %% interval holds the truth in %.1f %% of the draws", name, share*100)
		}
		if share := float64(above) / draws; math.Abs(share-0.90) > 0.035 {
			t.Errorf("%s: the one-sided 90 %% limit lies below the truth in %.1f %% of the draws", name, share*100)
		}
		t.Logf("%s: %d inside, %d above, of %d", name, inside, above, draws)
	}
}

// TestSize is REP-144 by hand: t(0.95, 29) = 1.699127, s = 21.842963, mean = 10.646333, p = 0.25, N = 600: n0 = 194.43…, n = 147.
func TestSize(t *testing.T) {
	n, text, err := Size(Of(simple), 600, 0.25)
	n0 := math.Pow(1.699127*21.842963/(0.25*10.646333), 2)
	if want := int(math.Ceil(n0 / (1 + n0/600))); err != nil || n != want || !strings.Contains(text, fmt.Sprintf("%.2f", n0)) {
		t.Errorf("n = %d, %s, %v; want %d by n0 = %f", n, text, err, want, n0)
	}
	if _, _, err := Size(Of(Sample{Strata: []Stratum{{Frame: 600, Units: units(100, [2]int{30, 5})}}}), 600, 0.25); err == nil {
		t.Error("a size follows from a probe without spread")
	}
}
