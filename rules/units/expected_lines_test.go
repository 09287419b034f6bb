package units

import (
	"slices"
	"strings"
)

// claimLine is one line of a claim: units of one code, all with or all without the assistant modifier.
type claimLine struct {
	Code         string
	Units        int
	Assistant    bool
	Undetermined bool // no published text says whether the modifier is due; Assistant is false
}

// expectedLines gives the lines a day should be billed with under the Medicare rule: one list for each valid
// allocation of the timed units (see Pool.Allocations), untimed codes with one unit each. Within a list the codes
// stand as in the day; of one code, the line without the modifier comes first.
func expectedLines(day []Furnished, r Regime) [][]claimLine {
	var timed []Code
	for _, f := range day {
		if !f.Untimed {
			timed = append(timed, Code{Code: f.Code, Minutes: f.Shares.therapist() + f.Shares.assistant()})
		}
	}
	var expected [][]claimLine
	for _, allocation := range Medicare(timed).Allocations() {
		units := make([]int, len(day))
		next := 0
		for i, f := range day {
			if f.Untimed {
				units[i] = 1
				continue
			}
			units[i] = allocation[next]
			next++
		}
		expected = append(expected, claimLines(day, units, r))
	}
	return expected
}

// claimLines writes the splits of a day as claim lines.
func claimLines(day []Furnished, units []int, r Regime) []claimLine {
	parts := make([][]claimLine, len(day))
	for _, s := range SplitDay(day, units, r) {
		rest := s.Split
		for _, at := range familyOrder(day, s.Members) {
			var own Split
			own, rest = take(rest, units[at], SplitUntimed(day[at].Shares))
			parts[at] = splitLines(day[at].Code, own)
		}
	}
	var all []claimLine
	for _, part := range parts {
		all = append(all, part...)
	}
	return all
}

// familyOrder lists the members so that the code with the single unit, 97129, chooses first.
func familyOrder(day []Furnished, members []int) []int {
	return slices.SortedStableFunc(slices.Values(members), func(a, b int) int { return strings.Compare(day[a].Code, day[b].Code) })
}

// take divides off so many units, those with the modifier first or last.
func take(s Split, units int, assistantFirst bool) (own, rest Split) {
	own = Split{Units: units}
	move := func(from *int, to *int) {
		n := min(*from, units)
		*from, *to, units = *from-n, *to+n, units-n
	}
	if assistantFirst {
		move(&s.With, &own.With)
	}
	move(&s.Without, &own.Without)
	move(&s.With, &own.With)
	move(&s.Undecided, &own.Undecided)
	return own, s
}

// splitLines gives at most three: without, with, undecided.
func splitLines(code string, s Split) []claimLine {
	var lines []claimLine
	for _, line := range []claimLine{
		{Code: code, Units: s.Without},
		{Code: code, Units: s.With, Assistant: true},
		{Code: code, Units: s.Undecided, Undetermined: true},
	} {
		if line.Units > 0 {
			lines = append(lines, line)
		}
	}
	return lines
}
