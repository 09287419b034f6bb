package audit

import "slices"

// compared counts things that a rule compared in one file, and those that were as they should be.
type compared struct{ of, met int }

func (r *ruleTally) compare(file string, c compared) {
	if r.files == nil {
		r.files = map[string]compared{}
	}
	sum := r.files[file]
	r.files[file] = compared{sum.of + c.of, sum.met + c.met}
}

// sumUpFiles lets the rules that ask for it put one finding about a file in the place of many. The findings are in order, and
// stay so.
func (t *tally) sumUpFiles(rules []*Rule) {
	for number, r := range rules {
		if r.PerFile == nil || len(t.rules[number].files) == 0 {
			continue
		}
		of := map[string][]Finding{}
		rest := make([]Finding, 0, len(t.findings))
		for _, f := range t.findings {
			if f.Rule == r.ID {
				of[f.Cell.Sheet] = append(of[f.Cell.Sheet], f)
			} else {
				rest = append(rest, f)
			}
		}
		for file, found := range of {
			c := t.rules[number].files[file]
			rest = append(rest, r.PerFile(found, c.of, c.met)...)
		}
		slices.SortFunc(rest, func(a, b Finding) int { return Compare(&a, &b) })
		t.findings = rest
	}
}
