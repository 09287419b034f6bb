package estimate

import (
	"errors"
	"fmt"
	"math"
)

// Size is how many units a wanted precision needs by a probe (REP-144): n0 = (t·s / (p·mean))², n = n0 / (1 + n0/N), rounded up.
// The precision is a share, such as 0.25. The text shows the numbers.
func Size(probe *Estimate, frame int, precision float64) (n int, text string, err error) {
	sum, squares, count := 0.0, 0.0, 0
	for _, p := range probe.Parts {
		k := float64(p.Sample)
		sum += dollars(p.Sum)
		squares += p.SD*p.SD*(k-1) + k*p.Mean*p.Mean
		count += p.Sample
	}
	if count < 2 {
		return 0, "", errors.New("the probe has fewer than 2 reviewed units")
	}
	mean := sum / float64(count)
	s := math.Sqrt(max(0, (squares-float64(count)*mean*mean)/float64(count-1)))
	if mean <= 0 || s < 1e-9 {
		return 0, "", errors.New("the probe shows no over-billing on balance, or no spread: no size follows from it")
	}
	t := Quantile(0.95, count-1)
	n0 := math.Pow(t*s/(precision*mean), 2)
	n = min(frame, int(math.Ceil(n0/(1+n0/float64(frame)))))
	text = fmt.Sprintf("for a precision of %g %% by a probe of %d units: t = %.6f, s = %.6f, mean = %.6f; n0 = (t·s / (%g × mean))² = %.2f; "+
		"n = n0 / (1 + n0 / %d) = %d, an estimate", precision*100, count, t, s, mean, precision, n0, frame, n)
	return n, text, nil
}
