package main

import (
	"cmp"
	"slices"
)

// schedule puts the visits in the order of the log and gives each a time: one after the other in a therapist's day, with a
// pause between them. The lines of a visit carry the visit's times.
func (c *clinic) schedule() {
	at := map[*therapist]int{}
	for i, t := range c.therapists {
		at[t] = i
	}
	slices.SortStableFunc(c.visits, func(a, b *visit) int {
		return cmp.Or(a.day.Compare(b.day), cmp.Compare(at[a.therapist], at[b.therapist]))
	})
	for i, v := range c.visits {
		v.start = 8*60 + 5*c.random.IntN(6)
		if i > 0 {
			if before := c.visits[i-1]; before.day.Equal(v.day) && before.therapist == v.therapist {
				v.start = (before.start+before.treatment+before.spare+4)/5*5 + 5*(2+c.random.IntN(5))
			}
		}
	}
}

func (v *visit) end() int { return v.start + v.treatment + v.spare }
