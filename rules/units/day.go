package units

// Furnished is one code of a day and who furnished its minutes; several lines of one code are already added together.
type Furnished struct {
	Code    string
	Untimed bool // outside the pool; the 10 % test alone decides
	Shares  Shares
}

// EntrySplit is the split of one code, or of the family 97129/97130 taken together: no text says which code of the family
// carries the modifier, so a log is compared with the sum over Members.
type EntrySplit struct {
	Name    string
	Members []int // positions in the day
	Split   Split

	entry Entry
}

// SplitDay splits the units of a day, parallel to its codes: one split per code or family.
func SplitDay(day []Furnished, units []int, r Regime) []EntrySplit {
	codes := make([]string, len(day))
	for i, f := range day {
		codes[i] = f.Code
	}
	var splits []EntrySplit
	for _, e := range group(codes) {
		var shares Shares
		billed := 0
		for _, at := range e.Members {
			shares = shares.add(day[at].Shares)
			if at < len(units) {
				billed += max(units[at], 0)
			}
		}
		split := SplitAssistant
		if day[e.Members[0]].Untimed {
			split = splitUntimedUnits
		}
		splits = append(splits, EntrySplit{e.Name, e.Members, split(billed, shares, r), e})
	}
	return splits
}

// Line is one line of a claim: units of one code, all with or all without the assistant modifier.
type Line struct {
	Code         string
	Units        int
	Assistant    bool
	Undetermined bool // no published text says whether the modifier is due; Assistant is false
}

// ExpectedLines gives the lines a day should be billed with under the Medicare rule: one list for each valid
// allocation of the timed units (see [Pool.Allocations]), untimed codes with one unit each. Within a list the codes
// stand as in the day; of one code, the line without the modifier comes first.
func ExpectedLines(day []Furnished, r Regime) [][]Line {
	var timed []Code
	for _, f := range day {
		if !f.Untimed {
			timed = append(timed, Code{Code: f.Code, Minutes: f.Shares.therapist() + f.Shares.assistant()})
		}
	}
	var expected [][]Line
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
		expected = append(expected, lines(day, units, r))
	}
	return expected
}

// lines writes the splits of a day as claim lines.
func lines(day []Furnished, units []int, r Regime) []Line {
	parts := make([][]Line, len(day))
	for _, s := range SplitDay(day, units, r) {
		rest := s.Split
		for _, at := range s.familyOrder() {
			var own Split
			own, rest = rest.take(units[at], SplitUntimed(day[at].Shares))
			parts[at] = own.lines(day[at].Code)
		}
	}
	var all []Line
	for _, part := range parts {
		all = append(all, part...)
	}
	return all
}

// familyOrder lists the members so that the code with the single unit, 97129, chooses first.
func (s EntrySplit) familyOrder() []int {
	order := []int{s.entry.first}
	for _, at := range s.Members {
		if at != s.entry.first {
			order = append(order, at)
		}
	}
	return order
}

// take divides off so many units, those with the modifier first or last.
func (s Split) take(units int, assistantFirst bool) (own, rest Split) {
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

// lines are at most three: without, with, undecided.
func (s Split) lines(code string) []Line {
	var lines []Line
	for _, line := range []Line{
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
