package audit

import (
	"cmp"
	"slices"
)

// Doubt is what a finding leaves open: a value that may mean something else than it says. What other rules find of the same
// patient's day, or of the same therapist's, is judged under each reading.
type Doubt struct {
	Otherwise string // the other reading, in words that complete "if": "the 1 is an hour"
	Changes   []Change
}

// Change is one value as the other reading has it.
type Change struct {
	Line  *Line
	Gone  bool // the line is not there at all; else the field has another value, or none
	Field Field
	Blank bool
	Value int32
}

// Reading is what a finding would change under one reading of the record.
type Reading struct {
	If     string `json:"if"`
	Impact Impact `json:"impact"`
}

// reading is what the rules find of one group under one reading.
type reading struct {
	what  string
	rules []string // whose doubts are read otherwise
	found *foundLines
}

// foundLines are findings by the rows of their cells.
type foundLines struct {
	list []*Finding
	of   map[ruleRow][]int32 // numbers in the list
}

type ruleRow struct {
	rule, sheet string
	row         int32
}

func newFoundLines(list []*Finding) *foundLines {
	f := &foundLines{list, map[ruleRow][]int32{}}
	for i, g := range list {
		for row := range rowsOf(g) {
			f.of[row] = append(f.of[row], int32(i))
		}
	}
	return f
}

// resolve says what becomes of a finding that rests on doubtful values, given what the rules find under the other readings. What
// stands under all of them stands, with the least amount, and its correction is for review. What stands under some only is in
// doubt: it changes no sum. A finding that no reading changes is left as it is.
func resolve(f Finding, readings []reading) Finding {
	least, severity, changed := f, f.Severity, false
	amounts := []Reading{{"as logged", f.Impact}}
	missing := ""
	for i := range readings {
		r := &readings[i]
		g := r.found.counterpart(&f)
		if g == nil {
			if missing == "" || r.rules[0] < missing {
				missing = r.rules[0]
			}
			amounts = append(amounts, Reading{If: r.what})
			continue
		}
		amounts = append(amounts, Reading{r.what, g.Impact})
		severity = min(severity, g.Severity)
		changed = changed || g.Impact != f.Impact || g.Message != f.Message
		if compareImpacts(g.Impact, least.Impact) < 0 {
			least = *g
		}
	}
	switch {
	case missing != "":
		f.InDoubt, f.Readings, f.Impact, f.Questions = missing, amounts, Impact{}, nil
		if editsUnits(&f.Fix) {
			f.Fix.Safety = min(f.Fix.Safety, Review)
		}
		return f
	case !changed:
		f.Severity = severity
		return f
	}
	least.Severity, least.Readings, least.Status = severity, amounts, f.Status
	least.Fix.Safety = min(least.Fix.Safety, Review)
	return least
}

// counterpart finds what a rule says of the same lines under another reading: the finding that shares most of them, the first of
// those.
func (l *foundLines) counterpart(f *Finding) *Finding {
	shared := map[int32]int{}
	for row := range rowsOf(f) {
		for _, i := range l.of[row] {
			shared[i]++
		}
	}
	best := int32(-1)
	for i, n := range shared {
		if best < 0 || n > shared[best] || n == shared[best] && i < best {
			best = i
		}
	}
	if best < 0 {
		return nil
	}
	return l.list[best]
}

// rowsOf gives the rows a finding is about, of very many the first.
func rowsOf(f *Finding) map[ruleRow]bool {
	const most = 100
	rows := map[ruleRow]bool{{f.Rule, f.Cell.Sheet, f.Cell.Row}: true}
	for _, at := range f.Related[:min(most, len(f.Related))] {
		rows[ruleRow{f.Rule, at.Sheet, at.Row}] = true
	}
	return rows
}

// compareImpacts orders effects by their size, of money first.
func compareImpacts(a, b Impact) int {
	size := func(n int64) int64 { return max(n, -n) }
	return cmp.Or(cmp.Compare(size(int64(a.Money)), size(int64(b.Money))), cmp.Compare(size(int64(a.Units)), size(int64(b.Units))))
}

func editsUnits(fix *Fix) bool {
	return slices.ContainsFunc(fix.Edits, func(e Edit) bool { return e.Field == UnitsBilled })
}

// leastDifference gives the difference between billed and supported units that all readings agree on: the least of one sign,
// none where they disagree.
func leastDifference(of []Units) Units {
	least := of[0]
	for _, d := range of[1:] {
		switch {
		case least > 0 && d > 0:
			least = min(least, d)
		case least < 0 && d < 0:
			least = max(least, d)
		default:
			return 0
		}
	}
	return least
}
