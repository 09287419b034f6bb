package units

import "slices"

// Separate is the outcome of the midpoint rule for one day: each code by its own minutes, nothing pooled.
type Separate struct {
	Codes   []Code
	Entries []Entry // [Entry.Extra] is not used: nothing is shared out
	Units   int     // supported units of all codes together
	// Unlisted units are those that only 97130 could carry on a day that lists 97129 alone; the allocation lacks them.
	Unlisted int

	allocation []int
}

// PerCode applies the midpoint rule (CPT convention) to each code of a day. 97129 and 97130 are one service here too:
// their minutes are added, the first unit is 97129.
func PerCode(codes []Code) Separate {
	s := Separate{Codes: slices.Clone(codes), Entries: entries(codes), allocation: make([]int, len(codes))}
	for _, e := range s.Entries {
		units := Midpoint(e.Minutes)
		s.Units += units
		s.Unlisted += e.place(units, s.allocation)
	}
	return s
}

// Allocation is the units of each code, parallel to the codes. There is exactly one.
func (s Separate) Allocation() []int { return slices.Clone(s.allocation) }

// Valid says whether the billed units, parallel to the codes, are what the minutes of each code support.
func (s Separate) Valid(billed []int) bool { return slices.Equal(billed, s.allocation) }
