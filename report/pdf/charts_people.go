package pdf

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"otaudit/audit"
	"otaudit/report/model"
)

// butterflyChart is C2: over units to the right, under units to the left of zero, on one scale (REP-55).
func (p *pdfReport) butterflyChart(list []*audit.Total) {
	c := p.canvas
	size := func(t *audit.Total) audit.Units { return t.OverUnits + t.UnderUnits }
	judged := 0
	var bars []*audit.Total
	for _, t := range list {
		judged += t.UnitLines
		if t.UnitLines > 0 {
			bars = append(bars, t)
		}
	}
	if len(bars) == 0 {
		c.noData("No line of any therapist could be judged for units.")
		return
	}
	slices.SortStableFunc(bars, func(a, b *audit.Total) int { return cmp.Compare(size(b), size(a)) })
	var rest *audit.Total // the others together: in numbers only, a bar would dwarf the rest
	if len(bars) > model.MaxBars {
		rest = &audit.Total{Key: model.Plural(len(bars)-model.MaxBars+1, "other", "others")}
		for i := range bars[model.MaxBars-1:] {
			rest.OverUnits += bars[model.MaxBars-1+i].OverUnits
			rest.UnderUnits += bars[model.MaxBars-1+i].UnderUnits
		}
		bars = bars[:model.MaxBars-1]
	}
	most := audit.Units(1000)
	for i := range bars {
		most = max(most, bars[i].OverUnits, bars[i].UnderUnits)
	}
	const row = 15.0
	c.chart(fmt.Sprintf("Units over and under by therapist: %s, %s judged", model.Plural(len(list), "therapist", "therapists"), model.Plural(judged, "line", "lines")),
		row*float64(len(bars)+1)+28)
	names := 120.0
	zero := c.left + names + (c.frame()-names)/2
	half := (c.frame()-names)/2 - 40
	c.textRight(zero-6, c.y+8, chartAxis, "‹ units under (potential under-billing)")
	c.textAt(zero+6, c.y+8, chartAxis, "units over (potential over-billing) ›")
	c.y += 13
	top := c.y
	labels := peopleLabels(bars, names)
	for i, t := range bars {
		c.textAt(c.left, c.y+10, chartLabel, labels[i])
		under, over := half*float64(t.UnderUnits)/float64(most), half*float64(t.OverUnits)/float64(most)
		c.hatch(zero-under, c.y+2.5, under, row-5, 3.4, accent)
		c.fill(zero, c.y+2.5, over, row-5, accent)
		c.textRight(zero-under-4, c.y+10, chartNumber, model.GroupUnits(t.UnderUnits))
		c.textAt(zero+over+4, c.y+10, chartNumber, model.GroupUnits(t.OverUnits))
		c.y += row
	}
	c.line(zero, top, zero, c.y, 0.8, ink)
	if rest != nil {
		c.textAt(c.left, c.y+10, chartLabel, rest.Key)
		c.textRight(zero-6, c.y+10, chartNumber, "together "+model.GroupUnits(rest.UnderUnits))
		c.textAt(zero+6, c.y+10, chartNumber, model.GroupUnits(rest.OverUnits)+" together (not drawn)")
		c.y += row
	}
	c.y += 10
}

// peopleLabels are the names of therapists as long as a chart has room for.
func peopleLabels(list []*audit.Total, room float64) []string {
	return model.ChartLabels(list, func(label string) bool {
		return textWidth(regular, chartLabel.size, printable(regular, label)) <= room-8
	})
}

// heatRow and heatColumns bound the grid so that numbers stay legible.
const (
	heatRows    = 30
	heatColumns = 14
)

// heatMap is C4: findings by therapist and rule, the number in each cell, shade as a second cue (REP-57).
func (p *pdfReport) heatMap(list []*audit.Total) {
	c := p.canvas
	counts, rules := model.HeatCounts(p.r)
	if len(rules) == 0 {
		c.noData("No open error or warning stands on a line with a therapist.")
		return
	}
	moreRules := max(0, len(rules)-heatColumns)
	rules = rules[:len(rules)-moreRules]
	slices.Sort(rules)
	list = slices.Clone(list)
	sum := func(t *audit.Total) int {
		n := 0
		for _, k := range counts[t.Key] {
			n += k
		}
		return n
	}
	slices.SortStableFunc(list, func(a, b *audit.Total) int { return cmp.Compare(sum(b), sum(a)) })
	moreRows := max(0, len(list)-heatRows)
	list = list[:len(list)-moreRows]
	slices.SortStableFunc(list, func(a, b *audit.Total) int { return cmp.Compare(a.Key, b.Key) })
	const row, names = 14.0, 112.0
	title := "Findings (errors and warnings) by therapist and rule"
	var more []string
	if moreRules > 0 {
		more = append(more, model.Plural(moreRules, "rule", "rules"))
	}
	if moreRows > 0 {
		more = append(more, model.Plural(moreRows, "therapist", "therapists"))
	}
	if len(more) > 0 {
		title += "; the most frequent shown, " + strings.Join(more, " and ") + " more in findings.csv"
	}
	c.chart(title, row*float64(min(len(list), 12)+1)+30)
	w := min(46, (c.frame()-names)/float64(len(rules)))
	most := 1
	for _, t := range list {
		for _, rule := range rules {
			most = max(most, counts[t.Key][rule])
		}
	}
	head := func() {
		for j, rule := range rules {
			c.textCentre(c.left+names+(float64(j)+0.5)*w, c.y+9, chartNumber, fit(bold, chartNumber.size, w-1, rule))
		}
		c.y += row
	}
	head()
	evaluated := model.EvaluatedRules(p.r)
	labels := peopleLabels(list, names)
	for i, t := range list {
		if c.need(row) {
			head()
		}
		c.textAt(c.left, c.y+10, chartLabel, labels[i])
		for j, rule := range rules {
			p.heatCell(c.left+names+float64(j)*w, w, row, counts[t.Key][rule], most, t, evaluated[rule])
		}
		c.y += row
	}
	c.textAt(c.left, c.y+10, chartAxis, "number: findings; –: rule not evaluated on any line; n<20: fewer than 20 lines and no finding, too few to say")
	c.y += 18
}

func (p *pdfReport) heatCell(x, w, h float64, n, most int, t *audit.Total, evaluated bool) {
	c := p.canvas
	label, st, shade := model.Count(n), chartNumber, white
	switch {
	case n > 0:
		depth := 0.15 + 0.85*float64(n)/float64(most)
		shade = colour{255 - int(depth*float64(255-accent.r)), 255 - int(depth*float64(255-accent.g)), 255 - int(depth*float64(255-accent.b))}
		if depth > 0.55 {
			st.colour = white
		}
	case !evaluated:
		label, st = "–", chartAxis
	case t.Lines < model.TooFew:
		label, st = "n<20", chartAxis
	default:
		st = chartAxis
	}
	c.fill(x, c.y, w, h, shade)
	c.box(x, c.y, w, h, hair)
	c.textCentre(x+w/2, c.y+10, st, fit(st.face, st.size, w, label))
}

// unitsPerDayChart is C6: billed units per treatment day, the median as a line (REP-59).
func (p *pdfReport) unitsPerDayChart(list []*audit.Total) {
	c := p.canvas
	var whole []*audit.Total
	for _, t := range list {
		if t.TreatmentDays > 0 && t.Key != "" {
			whole = append(whole, t)
		}
	}
	if len(whole) == 0 {
		c.noData("Units per treatment day are not drawn: no therapist has a treatment day.")
		return
	}
	value := func(t *audit.Total) float64 { return float64(t.TreatmentUnits) / 1000 / float64(t.TreatmentDays) }
	sorted := slices.Clone(whole)
	slices.SortStableFunc(sorted, func(a, b *audit.Total) int { return cmp.Compare(value(a), value(b)) })
	median := value(sorted[(len(sorted)-1)/2])
	most := max(1, value(sorted[len(sorted)-1]))
	more := max(0, len(whole)-model.MaxBars)
	whole = model.Furthest(whole, median, value)
	const row, names = 14.0, 120.0
	title := fmt.Sprintf("Billed units per treatment day: %s; evaluations excluded", model.Plural(len(sorted), "therapist", "therapists"))
	if more > 0 {
		title += fmt.Sprintf("; the %d furthest from the median, %s not drawn", model.MaxBars, model.Plural(more, "other", "others"))
	}
	c.chart(title, row*float64(len(whole))+26)
	x0, x1 := c.left+names, c.right-110
	top := c.y
	labels := peopleLabels(whole, names)
	for i, t := range whole {
		x := x0 + (x1-x0)*value(t)/most
		c.textAt(c.left, c.y+10, chartLabel, labels[i])
		c.line(x0, c.y+7, x, c.y+7, 0.4, hair)
		c.dot(x, c.y+7, 2.6, accent)
		c.textAt(x1+12, c.y+10, chartNumber, fmt.Sprintf("%.1f on %s", value(t), model.Plural(t.TreatmentDays, "day", "days")))
		c.y += row
	}
	c.line(x0, top, x0, c.y, 0.6, ink)
	if len(sorted) >= 3 {
		x := x0 + (x1-x0)*median/most
		c.dashed(x, top, x, c.y, ink)
		c.textCentre(x, c.y+9, chartAxis, fmt.Sprintf("median %.1f", median))
	} else {
		c.textAt(x0, c.y+9, chartAxis, "units per treatment day, from 0")
	}
	c.y += 18
}
