package units

import "slices"

// Code is one timed procedure code of a day.
type Code struct {
	Code    string
	Minutes int // of all lines of the code together
	Billed  int // whole units, of all lines of the code together
}

// Merge adds up the lines of each code, in the order in which the codes first appear: several lines of one code are
// rounded once, not line by line.
func Merge(lines []Code) []Code {
	var codes []Code
	for _, line := range lines {
		at := slices.IndexFunc(codes, func(c Code) bool { return c.Code == line.Code })
		if at < 0 {
			codes = append(codes, line)
			continue
		}
		codes[at].Minutes += line.Minutes
		codes[at].Billed += line.Billed
	}
	return codes
}

// Billed lists the billed units, parallel to the codes.
func Billed(codes []Code) []int {
	billed := make([]int, len(codes))
	for i, c := range codes {
		billed[i] = c.Billed
	}
	return billed
}

// The two codes of cognitive work are one service: the first 15 minutes of a day are the first code, once, and each
// further 15 minutes the second.
const (
	cognitiveFirst = "97129"
	cognitiveNext  = "97130"
	cognitive      = cognitiveFirst + "/" + cognitiveNext
)

// Family names what a code is counted with. 97129 and 97130 are one family, "97129/97130"; any other code is its own.
func Family(code string) string {
	if code == cognitiveFirst || code == cognitiveNext {
		return cognitive
	}
	return code
}

// Entry is what a unit rule counts as one thing: a code, or a family of codes with its minutes added together.
type Entry struct {
	Name      string // the code; "97129/97130" where the day lists both
	Members   []int  // positions in the list of codes
	Minutes   int
	Blocks    int // whole 15-minute blocks
	Remainder int // minutes beyond them, 0 to 14
	Extra     Extra

	first, next int // positions that take the first unit and every further one; -1 for a code the day does not list
}

// Extra says whether an entry gets a unit beyond its whole blocks when the minutes of a day are pooled.
type Extra int

// The three answers.
const (
	ExtraNone    Extra = iota // the remainder is too small
	ExtraCertain              // every valid allocation gives the unit
	ExtraTied                 // equal remainders: some valid allocations give it, others do not
)

// entries groups the codes into families, in the order in which the families first appear.
func entries(codes []Code) []Entry {
	names := make([]string, len(codes))
	for i, c := range codes {
		names[i] = c.Code
	}
	grouped := group(names)
	for i := range grouped {
		e := &grouped[i]
		for _, at := range e.Members {
			e.Minutes += max(codes[at].Minutes, 0)
		}
		e.Blocks, e.Remainder = e.Minutes/block, e.Minutes%block
	}
	return grouped
}

// group makes the entries of a list of codes, without their minutes.
func group(codes []string) []Entry {
	grouped := make([]Entry, 0, len(codes))
	for i, code := range codes {
		at := slices.IndexFunc(grouped, func(e Entry) bool { return Family(e.Name) == Family(code) })
		if at < 0 {
			at = len(grouped)
			grouped = append(grouped, Entry{Name: code, first: -1, next: -1})
		}
		e := &grouped[at]
		if e.Name != code {
			e.Name = Family(code)
		}
		e.Members = append(e.Members, i)
		if code != cognitiveNext && e.first < 0 {
			e.first = i
		}
		if code != cognitiveFirst && e.next < 0 {
			e.next = i
		}
	}
	for i := range grouped {
		if e := &grouped[i]; e.first < 0 {
			e.first = e.next // 97130 without its base: all units stay on it
		}
	}
	return grouped
}

// place writes the units of the entry into a list of units per code and returns how many found no code: the further
// units of 97129 on a day that does not list 97130.
func (e Entry) place(units int, into []int) (unplaced int) {
	for _, at := range e.Members {
		into[at] = 0
	}
	if units <= 0 {
		return 0
	}
	into[e.first] = 1
	if e.next < 0 {
		return units - 1
	}
	into[e.next] += units - 1
	return 0
}

// takes says whether the entry has a code for that many units.
func (e Entry) takes(units int) bool { return e.next >= 0 || units <= 1 }
