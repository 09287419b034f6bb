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
		splits = append(splits, EntrySplit{e.Name, e.Members, split(billed, shares, r)})
	}
	return splits
}
