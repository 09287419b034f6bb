package sampling

import (
	"cmp"
	"fmt"
	"slices"
)

// Sizes says how many units are drawn: so many of each stratum, or so many in all.
type Sizes struct {
	Total      int            // shared in proportion to the strata; 0 if the others say
	PerStratum int            // of each stratum; 0 if not
	Given      map[string]int // of single strata by name; the others are as above, or left out where nothing is said
	Spares     int            // of each stratum
}

// leastOfStratum is the fewest units from which the spread of a stratum can be told (REP-141).
const leastOfStratum = 2

// allocate returns how many units each stratum gives. A stratum that is drawn from gives two, or all it has.
func (s Sizes) allocate(strata []Stratum) ([]int, error) {
	sizes := make([]int, len(strata))
	switch {
	case s.PerStratum > 0:
		for i := range sizes {
			sizes[i] = s.PerStratum
		}
	case s.Total > 0:
		sizes = proportional(strata, s.Total)
	}
	for name, n := range s.Given {
		at := slices.IndexFunc(strata, func(st Stratum) bool { return st.Name == name })
		if at < 0 {
			return nil, fmt.Errorf("there is no stratum %q", name)
		}
		sizes[at] = n
	}
	for i, st := range strata {
		if sizes[i] > 0 {
			sizes[i] = min(max(sizes[i], leastOfStratum), st.Frame)
			continue
		}
		if s.Total > 0 {
			sizes[i] = min(leastOfStratum, st.Frame)
			continue
		}
		return nil, fmt.Errorf("nothing says how many units to draw of the stratum %q", st.Name)
	}
	return sizes, nil
}

// proportional shares a total by the sizes of the strata; what rounding leaves goes to the largest remainders.
func proportional(strata []Stratum, total int) []int {
	all := 0
	for _, st := range strata {
		all += st.Frame
	}
	sizes, left := make([]int, len(strata)), min(total, all)
	order := make([]int, len(strata))
	for i, st := range strata {
		sizes[i] = min(total, all) * st.Frame / all
		left -= sizes[i]
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Compare(min(total, all)*strata[b].Frame%all, min(total, all)*strata[a].Frame%all)
	})
	for _, i := range order[:left] {
		sizes[i]++
	}
	return sizes
}
