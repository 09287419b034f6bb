package history

import (
	"slices"

	"otaudit/audit"
	"otaudit/report/model"
)

// withoutAccepted is a result whose sums over all lines and by therapist leave out the differences in units that were accepted. A
// line that an open finding shares counts as it stands.
func withoutAccepted(r *audit.Result) *audit.Result {
	type place struct {
		sheet string
		row   int32
	}
	taken := map[place]bool{} // lines of open findings, and of accepted ones that were left out already
	for i := range r.Findings {
		if f := &r.Findings[i]; model.Open(f) && f.Impact.Units != 0 {
			taken[place{f.Cell.Sheet, f.Cell.Row}] = true
		}
	}
	counted := *r
	counted.Totals = slices.Clone(r.Totals)
	for i := range r.Findings {
		f := &r.Findings[i]
		at := place{f.Cell.Sheet, f.Cell.Row}
		if model.Open(f) || f.Impact.Units == 0 || taken[at] {
			continue
		}
		taken[at] = true
		for j := range counted.Totals {
			if t := &counted.Totals[j]; t.Dimension == "all" || t.Dimension == "therapist" && t.Key == f.Therapist {
				leaveOut(t, f)
			}
		}
	}
	return &counted
}

// leaveOut takes the difference of one line out of a sum, which never falls below nothing.
func leaveOut(t *audit.Total, f *audit.Finding) {
	if f.Impact.Units < 0 {
		t.OverLines, t.OverUnits = max(0, t.OverLines-1), max(0, t.OverUnits+f.Impact.Units)
		t.OverCents = max(0, t.OverCents+f.Impact.Money)
	} else {
		t.UnderLines, t.UnderUnits = max(0, t.UnderLines-1), max(0, t.UnderUnits-f.Impact.Units)
		t.UnderCents = max(0, t.UnderCents-f.Impact.Money)
	}
	if f.Impact.Basis == "" {
		t.NoPrice, t.NoPriceUnits = max(0, t.NoPrice-1), max(0, t.NoPriceUnits-max(f.Impact.Units, -f.Impact.Units))
	}
}
