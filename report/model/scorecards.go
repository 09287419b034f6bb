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
}

// cardFigures are those of the lines of a therapist. What a share rests on is in its label, or for units at the head of the card.
func (x *rates) cardFigures(t *audit.Total) []cardFigure {
	family := func(letter string) func(*audit.Total) (int64, int64) {
		return func(t *audit.Total) (int64, int64) {
			if f := Family(t, letter); f != nil {
				return int64(f.Evaluated - f.Errors), int64(f.Evaluated)
			}
			return 0, 0
		}
	}
	checks := func(letter string) string {
		f := x.family(letter)
		return fmt.Sprintf(" (%s/%s)", Count(f.Made), Plural(f.Checks, "check", "checks"))
	}
	units := x.ofUnits(t)
	enough := func(letter string) bool { return x.ofChecks(letter, 1, 1, "", "").enough }
	var figures []cardFigure
	for _, f := range []struct {
		cardFigure
		enough bool
	}{
		{cardFigure{Label: "supported as billed", Share: func(t *audit.Total) (int64, int64) {
			return int64(t.UnitLines - t.OverLines - t.UnderLines), int64(t.UnitLines)
		}}, units.enough},
		{cardFigure{Label: "unit accuracy", inUnits: true, Share: func(t *audit.Total) (int64, int64) {
			return int64(t.Supported - t.OverUnits - t.UnderUnits), int64(t.Supported)
		}}, units.enough},
		{cardFigure{Label: "visits" + checks(""), Share: func(t *audit.Total) (int64, int64) {
			return int64(t.VisitsEvaluated - t.VisitsWithError), int64(t.VisitsEvaluated)
		}}, enough("")},
		{cardFigure{Label: "modifiers" + checks("M"), Share: family("M")}, enough("M")},
		{cardFigure{Label: "documentation" + checks("D"), Share: family("D")}, enough("D")},
	} {
		n, d := f.Share(t)
		switch f.Value = Percent(n, d); {
		case !f.enough:
			f.Value, f.Share = NotDeterminable, nil
		case d > 0 && !f.inUnits:
			f.Value += fmt.Sprintf(" (%s of %s)", thousands(n), thousands(d))
		}
		figures = append(figures, f.cardFigure)
	}
	if t.UnitLines == 0 || !x.timedEnough() {
		return append(figures, cardFigure{Label: "over", Value: notJudged}, cardFigure{Label: "under", Value: notJudged}, cardFigure{Label: "net", Value: notJudged})
	}
	return append(figures,
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
