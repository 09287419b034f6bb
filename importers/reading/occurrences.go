package reading

import (
	"maps"
	"slices"
)

// occurrences are numbers, each with how often it occurs: the values of a column without a list as long as the column.
type occurrences struct {
	counts map[float64]int
	n      int // of all together
}

func (o *occurrences) add(number float64, times int) {
	if o.counts == nil {
		o.counts = map[float64]int{}
	}
	o.counts[number] += times
	o.n += times
}

// ranked gives the number at a place, counted from 0, among all in order; 0 if there are none.
func (o *occurrences) ranked(place int) float64 {
	for _, number := range slices.Sorted(maps.Keys(o.counts)) {
		if place -= o.counts[number]; place < 0 {
			return number
		}
	}
	return 0
}

// median gives the lower of the two in the middle.
func (o *occurrences) median() float64 { return o.ranked((o.n - 1) / 2) }

// percentile is the nearest-rank percentile.
func (o *occurrences) percentile(percent int) float64 {
	return o.ranked(max((o.n*percent+99)/100, 1) - 1)
}
