package model

import (
	"cmp"
	"fmt"
	"slices"

	"otaudit/audit"
)

// tooFew is the number of evaluated lines below which a therapist is not compared (REP-74).
const tooFew = 20

// notJudged stands where an amount would be no result.
const notJudged = "not judged"

func comparable(list []*audit.Total) []*audit.Total {
	var rest []*audit.Total
	for _, t := range list {
		if t.UnitLines >= tooFew {
			rest = append(rest, t)
		}
	}
	return rest
}

// cardFigure is one figure of a scorecard; share gives numerator and denominator for the median, nil for none.
type cardFigure struct {
	Label, Value string
	Share        func(*audit.Total) (int64, int64)
	inUnits      bool // the share is of units, held in thousandths
	ofUnits      bool // it says whether units are supported
}

func cardFigures(t *audit.Total) []cardFigure {
	modifiers := func(t *audit.Total) (int64, int64) {
		if m := Family(t, "M"); m != nil {
			return int64(m.Evaluated - m.Errors), int64(m.Evaluated)
		}
		return 0, 0
	}
	documentation := func(t *audit.Total) (int64, int64) {
		if d := Family(t, "D"); d != nil {
			return int64(d.Evaluated - d.Errors), int64(d.Evaluated)
		}
		return 0, 0
	}
	shares := []cardFigure{
		{Label: "lines supported as billed", ofUnits: true, Share: func(t *audit.Total) (int64, int64) {
			return int64(t.UnitLines - t.OverLines - t.UnderLines), int64(t.UnitLines)
		}},
		{Label: "unit accuracy", inUnits: true, ofUnits: true, Share: func(t *audit.Total) (int64, int64) {
			return int64(t.Supported - t.OverUnits - t.UnderUnits), int64(t.Supported)
		}},
		{Label: "visit accuracy", Share: func(t *audit.Total) (int64, int64) {
			return int64(t.VisitsEvaluated - t.VisitsWithError), int64(t.VisitsEvaluated)
		}},
		{Label: "modifier accuracy", Share: modifiers},
		{Label: "documentation", Share: documentation},
		{Label: "units evaluated on", Share: func(t *audit.Total) (int64, int64) { return int64(t.UnitLines), int64(t.Lines) }},
	}
	for i := range shares {
		n, d := shares[i].Share(t)
		shares[i].Value = Percent(n, d)
		if d > 0 && !shares[i].inUnits {
			shares[i].Value += fmt.Sprintf(" (%s of %s)", thousands(n), thousands(d))
		}
	}
	if t.UnitLines == 0 {
		return append(shares, cardFigure{Label: "over", Value: notJudged}, cardFigure{Label: "under", Value: notJudged}, cardFigure{Label: "net", Value: notJudged})
	}
	return append(shares,
		cardFigure{Label: "over", Value: UnitsText(t.OverUnits) + ", " + Dollars(t.OverCents)},
		cardFigure{Label: "under", Value: UnitsText(t.UnderUnits) + ", " + Dollars(t.UnderCents)},
		cardFigure{Label: "net", Value: Dollars(t.OverCents - t.UnderCents)})
}

// Counts prints the share as counts without a rate, for groups too small to compare.
func (f cardFigure) Counts(t *audit.Total) string {
	n, d := f.Share(t)
	switch {
	case d == 0:
		return NotDeterminable
	case f.inUnits:
		return GroupUnits(audit.Units(n)) + " of " + GroupUnits(audit.Units(d))
	}
	return thousands(n) + " of " + thousands(d)
}

// medianShare is the median of a share over the therapists that have one; of an even number the lower one, so that
// the figure is one that was observed. Fewer than three give none (REP-74).
func medianShare(list []*audit.Total, share func(*audit.Total) (int64, int64)) string {
	type fraction struct{ n, d int64 }
	var values []fraction
	for _, t := range list {
		if n, d := share(t); d > 0 {
			values = append(values, fraction{n, d})
		}
	}
	if len(values) < 3 {
		return ""
	}
	slices.SortFunc(values, func(a, b fraction) int { return cmp.Compare(float64(a.n)/float64(a.d), float64(b.n)/float64(b.d)) })
	m := values[(len(values)-1)/2]
	return Percent(m.n, m.d)
}
