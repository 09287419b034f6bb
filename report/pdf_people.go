package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"otaudit/audit"
)

// tooFew is the number of evaluated lines below which a therapist is not compared (REP-74).
const tooFew = 20

// maxCards is the number of scorecards printed; the rest stand in the table by therapist.
const maxCards = 100

// scorecards prints one block per therapist in the order of the names: no ranks, no grades (REP-73 to REP-76).
func (p *pdfReport) scorecards() {
	c := p.canvas
	list := therapists(p.r)
	p.partWith("Provider scorecards", 230)
	if len(list) == 0 {
		c.para(body, "No line names a therapist.")
		return
	}
	text := "In the order of names. Findings belong to the therapist on the line. \"Median\" is that of the therapists with 20 or more judged lines."
	if len(comparable(list)) < 3 {
		text = "In the order of names. Findings belong to the therapist on the line. Fewer than three therapists have 20 or more judged lines, so no medians are given."
	}
	c.para(small, "Documentation: lines without a documentation error. "+text+" A rule marked * is found with nearly all therapists: process or set-up, not one person.")
	rules := rulesByTherapist(p.r)
	common, alike := commonRules(rules, len(list)), lookAlikes(list)
	for _, t := range list[:min(maxCards, len(list))] {
		p.card(t, list, rules[t.Key], common, alike[t.Key])
	}
	if more := len(list) - maxCards; more > 0 {
		c.para(note, plural(more, "more therapist is", "more therapists are")+" in the table by therapist in section 5.")
	}
}

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
	label, value string
	share        func(*audit.Total) (int64, int64)
	inUnits      bool // the share is of units, held in thousandths
}

func cardFigures(t *audit.Total) []cardFigure {
	modifiers := func(t *audit.Total) (int64, int64) {
		if m := family(t, "M"); m != nil {
			return int64(m.Evaluated - m.Errors), int64(m.Evaluated)
		}
		return 0, 0
	}
	documentation := func(t *audit.Total) (int64, int64) {
		if d := family(t, "D"); d != nil {
			return int64(d.Evaluated - d.Errors), int64(d.Evaluated)
		}
		return 0, 0
	}
	shares := []cardFigure{
		{label: "supported by units", share: func(t *audit.Total) (int64, int64) {
			return int64(t.UnitLines - t.OverLines - t.UnderLines), int64(t.UnitLines)
		}},
		{label: "unit accuracy", inUnits: true, share: func(t *audit.Total) (int64, int64) {
			return int64(t.Supported - t.OverUnits - t.UnderUnits), int64(t.Supported)
		}},
		{label: "visit accuracy", share: func(t *audit.Total) (int64, int64) {
			return int64(t.VisitsEvaluated - t.VisitsWithError), int64(t.VisitsEvaluated)
		}},
		{label: "modifier accuracy", share: modifiers},
		{label: "documentation", share: documentation},
		{label: "coverage of the unit check", share: func(t *audit.Total) (int64, int64) { return int64(t.UnitLines), int64(t.Lines) }},
	}
	for i := range shares {
		n, d := shares[i].share(t)
		shares[i].value = percent(n, d)
		if d > 0 && !shares[i].inUnits {
			shares[i].value += fmt.Sprintf(" (%s of %s)", thousands(n), thousands(d))
		}
	}
	return append(shares,
		cardFigure{label: "over", value: unitsText(t.OverUnits) + ", " + dollars(t.OverCents)},
		cardFigure{label: "under", value: unitsText(t.UnderUnits) + ", " + dollars(t.UnderCents)},
		cardFigure{label: "net", value: dollars(t.OverCents - t.UnderCents)})
}

func (p *pdfReport) card(t *audit.Total, list []*audit.Total, rules []ruleCount, common map[string]bool, alike []string) {
	c := p.canvas
	figures := cardFigures(t)
	peers := comparable(list)
	compare := t.UnitLines >= tooFew && len(peers) >= 3
	const rowHeight = 24.0
	frequent := clamp(regular, small.size, c.frame()-96, 3, frequentText(rules, common))
	others := clamp(regular, small.size, c.frame()-96, 2, strings.Join(alike, "; "))
	c.need(28 + 3*rowHeight + float64(len(frequent)+len(alike[:min(2, len(alike))]))*small.leading() + 4)
	c.line(c.left, c.y, c.right, c.y, 0.8, grey(150))
	c.y += 5
	head := fmt.Sprintf("%s, %s, %s judged", plural(t.Lines, "line", "lines"), plural(t.Visits, "visit", "visits"), count(t.UnitLines))
	if t.UnitLines < tooFew {
		head += "; too few to compare"
	}
	room := c.frame() - textWidth(note.face, note.size, head) - 14
	c.textAt(c.left, c.y+11, style{bold, 10.5, ink}, fit(bold, 10.5, room, t.Key))
	c.textRight(c.right, c.y+11, note, head)
	c.y += 20
	w := c.frame() / 3
	for i, f := range figures {
		x, y := c.left+float64(i%3)*w, c.y+float64(i/3)*rowHeight
		label, value := f.label, f.value
		if f.share != nil && t.UnitLines < tooFew {
			value = f.counts(t)
		} else if f.share != nil && compare {
			if median := medianShare(peers, f.share); median != "" {
				label += ", median " + median
			}
		}
		c.textAt(x, y+7, tiny, fit(tiny.face, tiny.size, w-8, label))
		c.textAt(x, y+18, smallB, fit(smallB.face, smallB.size, w-8, value))
	}
	c.y += 3*rowHeight + 2
	c.labelled(96, small, "most frequent rules", strings.Join(frequent, " "))
	c.labelled(96, small, "spelled alike", strings.Join(others, " "))
	c.y += 6
}

// frequentText names the three most frequent rules of a therapist with their first findings.
func frequentText(rules []ruleCount, common map[string]bool) string {
	var parts []string
	for _, n := range rules[:min(3, len(rules))] {
		mark := ""
		if common[n.rule] {
			mark = "*"
		}
		parts = append(parts, fmt.Sprintf("%s%s ×%s (%s)", n.rule, mark, count(n.n), strings.Join(present(n.ids...), ", ")))
	}
	if len(parts) == 0 {
		return "none"
	}
	return strings.Join(parts, "; ") + "; all in findings.csv"
}

// counts prints the share as counts without a rate, for groups too small to compare.
func (f cardFigure) counts(t *audit.Total) string {
	n, d := f.share(t)
	switch {
	case d == 0:
		return notDeterminable
	case f.inUnits:
		return groupUnits(audit.Units(n)) + " of " + groupUnits(audit.Units(d))
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
	return percent(m.n, m.d)
}
