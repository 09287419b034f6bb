// Package estimate projects what reviewers found on a random sample to the frame that it was drawn from. In come, for each unit of
// the sample, the amount as billed and as the reviewer supports it; out come the difference estimate with its interval, the
// formulas with their numbers, and the reasons why a sample must not be projected. What rules find is never projected: they look
// at the whole frame, so that their sum is known.
package estimate

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"

	"otaudit/audit"
)

// Unit is one reviewed unit of a sample.
type Unit struct {
	Billed, Supported audit.Cents
}

// difference is what was billed beyond what is supported: negative where less was billed.
func (u Unit) difference() audit.Cents { return u.Billed - u.Supported }

// Stratum is a part of the frame with the units that were drawn from it; the whole frame in a simple design.
type Stratum struct {
	Name  string
	Frame int // units in the frame
	Units []Unit
}

// Sample is a reviewed sample.
type Sample struct {
	Strata []Stratum
	Basis  string // of the amounts, in words
	// Against are reasons not to project that lie in how the sample was drawn or reviewed, in words.
	Against []string
	// Doubts are cautions of that kind.
	Doubts []string
}

// Estimate is what a sample says of its frame.
type Estimate struct {
	Basis  string `json:"basis"`
	Frame  int    `json:"frame"`
	Sample int    `json:"sample"`
	Rates  Rates  `json:"sample_rates"`
	Parts  []Part `json:"strata"`
	// Projection is nil where the sample is not suitable for one.
	Projection *Projection `json:"projection"`
	// Exact is the sum of all differences where every unit was reviewed, so that nothing is projected.
	Exact       *audit.Cents `json:"exact_cents"`
	NotSuitable []string     `json:"not_suitable"` // why not, in words
	Cautions    []string     `json:"cautions"`
}

// Rates are the error rates of the sample itself (REP-149).
type Rates struct {
	Amount  audit.Cents `json:"amount_cents"` // as billed
	Net     audit.Cents `json:"net_cents"`    // sum of the differences
	Gross   audit.Cents `json:"gross_cents"`  // sum of their sizes
	Over    audit.Cents `json:"over_cents"`   // sum of the positive ones
	InError int         `json:"units_with_difference"`
	Largest audit.Cents `json:"largest_cents"` // size of the largest difference
}

// Part is one stratum (REP-145, REP-148).
type Part struct {
	Name   string      `json:"name"`
	Frame  int         `json:"frame"`
	Sample int         `json:"sample"`
	Census bool        `json:"census"` // every unit was reviewed: an exact sum without variance
	Sum    audit.Cents `json:"sum_cents"`
	Mean   float64     `json:"mean"`
	SD     float64     `json:"standard_deviation"`
	Point  float64     `json:"point_estimate"`
	SE     float64     `json:"standard_error"`
	over   float64     // point estimate with under-billing counted as 0
}

// Projection is the estimate for the frame, in dollars. Lower and Upper bound the two-sided 90 % interval, OneSided is the lower
// limit of the one-sided one (REP-146).
type Projection struct {
	Point     float64 `json:"point_estimate"`
	SE        float64 `json:"standard_error"`
	DF        int     `json:"degrees_of_freedom"`
	T95       float64 `json:"t_95"`
	T90       float64 `json:"t_90"`
	Lower     float64 `json:"two_sided_90_lower"`
	Upper     float64 `json:"two_sided_90_upper"`
	OneSided  float64 `json:"one_sided_90_lower"`
	Precision float64 `json:"precision"` // half the width of the two-sided interval over the point estimate
	// OverOnly is the point estimate with under-billing counted as 0, since a self-disclosure does not net it.
	OverOnly float64 `json:"point_estimate_without_netting"`
}

// Of estimates.
func Of(s Sample) *Estimate {
	e := &Estimate{Basis: s.Basis}
	for _, st := range s.Strata {
		e.Frame += st.Frame
		e.Sample += len(st.Units)
		e.Rates.add(st.Units)
		e.Parts = append(e.Parts, partOf(st))
	}
	e.NotSuitable = append(e.NotSuitable, s.Against...)
	if e.Sample == e.Frame && e.Sample > 0 {
		if len(s.Against) == 0 {
			e.Exact = &e.Rates.Net
		}
		e.NotSuitable = append(e.NotSuitable, "every unit of the frame was reviewed: the sum is exact and nothing is projected")
		return e
	}
	p := project(e.Parts)
	e.judge(&p)
	if len(e.NotSuitable) == 0 {
		e.Projection = &p
		e.caution(&p, s.Doubts)
	}
	return e
}

func (r *Rates) add(units []Unit) {
	for _, u := range units {
		d := u.difference()
		size := max(d, -d)
		r.Amount += u.Billed
		r.Net += d
		r.Gross += size
		r.Over += max(d, 0)
		r.Largest = max(r.Largest, size)
		if d != 0 {
			r.InError++
		}
	}
}

// partOf works out one stratum.
func partOf(st Stratum) Part {
	p := Part{Name: st.Name, Frame: st.Frame, Sample: len(st.Units), Census: len(st.Units) == st.Frame}
	var d []float64
	var over audit.Cents
	for _, u := range st.Units {
		p.Sum += u.difference()
		over += max(0, u.difference())
		d = append(d, dollars(u.difference()))
	}
	n, frame := float64(len(d)), float64(st.Frame)
	switch {
	case p.Census:
		p.Point, p.over = dollars(p.Sum), dollars(over)
		p.Mean = p.Point / max(n, 1)
	case len(d) > 0:
		p.Mean = dollars(p.Sum) / n
		p.Point, p.over = frame*p.Mean, frame*dollars(over)/n
	}
	if len(d) > 1 && slices.Min(d) < slices.Max(d) { // else 0, whatever the rounding of the mean
		p.SD = stat.StdDev(d, nil)
	}
	if len(d) > 0 && len(d) < st.Frame {
		p.SE = frame * p.SD / math.Sqrt(n) * math.Sqrt((frame-n)/frame)
	}
	return p
}

// project joins the strata.
func project(parts []Part) (e Projection) {
	variance := 0.0
	for _, p := range parts {
		e.Point += p.Point
		e.OverOnly += p.over
		variance += p.SE * p.SE
		if !p.Census {
			e.DF += max(0, p.Sample-1)
		}
	}
	e.SE = math.Sqrt(variance)
	if e.DF < 1 {
		return e
	}
	e.T95, e.T90 = Quantile(0.95, e.DF), Quantile(0.90, e.DF)
	e.Lower, e.Upper, e.OneSided = e.Point-e.T95*e.SE, e.Point+e.T95*e.SE, e.Point-e.T90*e.SE
	e.Precision = e.T95 * e.SE / e.Point
	return e
}

// Quantile is that of Student's t.
func Quantile(p float64, df int) float64 {
	return distuv.StudentsT{Mu: 0, Sigma: 1, Nu: float64(df)}.Quantile(p)
}

func dollars(c audit.Cents) float64 { return float64(c) / 100 }

// cents rounds dollars half away from zero.
func cents(dollars float64) audit.Cents { return audit.Cents(math.Round(dollars * 100)) }
