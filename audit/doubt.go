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
	what     string
	rules    []string // whose doubts are read otherwise
	findings []*Finding
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
		g := counterpart(&f, r.findings)
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

// counterpart finds what a rule says of the same lines under another reading: the finding that shares most of them.
func counterpart(f *Finding, among []*Finding) *Finding {
	var best *Finding
	most := 0
	for _, g := range among {
		if g.Rule != f.Rule {
			continue
		}
		shared := 0
		for _, at := range cellsOf(g) {
			if slices.ContainsFunc(cellsOf(f), func(r Ref) bool { return r.Sheet == at.Sheet && r.Row == at.Row }) {
				shared++
			}
		}
		if shared > most {
			best, most = g, shared
		}
	}
	return best
}

func cellsOf(f *Finding) []Ref { return append([]Ref{f.Cell}, f.Related...) }

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
