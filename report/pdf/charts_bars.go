package pdf

import (
	"cmp"
	"fmt"
	"slices"

	"otaudit/audit"
	"otaudit/report/model"
)

// Charts are drawn as vectors. Meaning is carried by position, pattern and number, never by colour alone (REP-61).

// The type of charts; nothing is smaller than 7 points.
var (
	chartTitle  = style{bold, 8.5, ink}
	chartLabel  = style{regular, 7.5, ink}
	chartNumber = style{bold, 7.5, ink}
	chartAxis   = style{regular, 7, muted}
)

// chart opens a chart of the given height with its title, which says what is counted and of how many.
func (c *canvas) chart(title string, height float64) {
	lines := wrap(chartTitle.face, chartTitle.size, c.frame(), title)
	c.need(height + float64(len(lines))*chartTitle.leading() + 6)
	for _, l := range lines {
		c.textAt(c.left, c.y+chartTitle.size, chartTitle, l)
		c.y += chartTitle.leading()
	}
	c.y += 4
}

// noData stands instead of an empty frame.
func (c *canvas) noData(sentence string) { c.para(note, sentence) }

// paretoChart is C1: findings by family, most first, with cumulative share (REP-54).
func (p *pdfReport) paretoChart(counts []model.FamilyCount) {
	c := p.canvas
	all := 0
	for _, n := range counts {
		all += n.Findings
	}
	if all == 0 {
		c.noData("No open finding: there is nothing to sort by category.")
		return
	}
	counts = slices.Clone(counts)
	if len(counts) > model.MaxBars {
		rest := model.FamilyCount{Letter: model.Plural(len(counts)-model.MaxBars+1, "other", "others")}
		for _, n := range counts[model.MaxBars-1:] {
			rest.Findings += n.Findings
		}
		counts = append(counts[:model.MaxBars-1], rest)
	}
	const row = 15.0
	c.chart(fmt.Sprintf("Findings by category: %s", model.Plural(all, "finding", "findings")), row*float64(len(counts))+18)
	x0, x1 := c.left+96, c.right-150
	sum := 0
	for _, n := range counts {
		sum += n.Findings
		name := n.Letter + "  " + audit.FamilyName(n.Letter)
		if len(n.Letter) > 1 {
			name = n.Letter
		}
		c.textRight(x0-6, c.y+10, chartLabel, fit(regular, chartLabel.size, 88, name))
		w := (x1 - x0) * float64(n.Findings) / float64(counts[0].Findings)
		c.fill(x0, c.y+2.5, w, row-5, accent)
		c.textAt(x0+w+5, c.y+10, chartNumber, model.Count(n.Findings))
		c.textRight(c.right, c.y+10, chartAxis, fmt.Sprintf("cumulative %s", model.Percent(int64(sum), int64(all))))
		c.y += row
	}
	c.line(x0, c.y-row*float64(len(counts)), x0, c.y, 0.6, ink)
	c.textAt(x0, c.y+9, chartAxis, "number of findings, from 0")
	c.y += 18
}

// coverageChart is C7: for each rule the lines evaluated without and with a finding, and not evaluated (REP-60).
func (p *pdfReport) coverageChart() {
	c := p.canvas
	var rules []*audit.RuleResult
	for i := range p.r.Rules {
		if p.r.Rules[i].Applicable > 0 {
			rules = append(rules, &p.r.Rules[i])
		}
	}
	if len(rules) == 0 {
		c.noData("No rule applies to any line of these files.")
		return
	}
	slices.SortStableFunc(rules, func(a, b *audit.RuleResult) int {
		return cmp.Or(cmp.Compare(b.Applicable-b.Evaluated, a.Applicable-a.Evaluated), cmp.Compare(b.Findings, a.Findings))
	})
	more := max(0, len(rules)-model.MaxBars)
	rules = rules[:len(rules)-more]
	slices.SortStableFunc(rules, func(a, b *audit.RuleResult) int { return cmp.Compare(a.ID, b.ID) })
	title := fmt.Sprintf("Lines evaluated and not evaluated: %s that apply to any line", model.Plural(len(rules)+more, "rule", "rules"))
	if more > 0 {
		title += fmt.Sprintf("; the %d with most lines not evaluated, %s in the table", model.MaxBars, model.Plural(more, "other", "others"))
	}
	const row = 15.0
	c.chart(title, row*float64(len(rules))+32)
	p.coverageLegend()
	x0, x1 := c.left+136, c.right-120
	for _, rule := range rules {
		found := min(rule.Lines, rule.Evaluated)
		rest, none := rule.Evaluated-found, rule.Applicable-rule.Evaluated
		unit := (x1 - x0) / float64(max(1, rule.Applicable))
		c.textAt(c.left, c.y+10, chartNumber, fit(bold, chartNumber.size, 26, rule.ID))
		c.textAt(c.left+28, c.y+10, chartLabel, fit(regular, chartLabel.size, 104, model.RuleTitle(rule.Name)))
		x := x0
		c.fill(x, c.y+2.5, float64(rest)*unit, row-5, grey(190))
		x += float64(rest) * unit
		c.fill(x, c.y+2.5, float64(found)*unit, row-5, accent)
		x += float64(found) * unit
		c.hatch(x, c.y+2.5, float64(none)*unit, row-5, 3.4, grey(120))
		c.box(x0, c.y+2.5, x1-x0, row-5, grey(120))
		c.textAt(x1+6, c.y+10, chartNumber, fit(bold, chartNumber.size, 114, fmt.Sprintf("%s / %s / %s", model.Count(rest), model.Count(found), model.Count(none))))
		c.y += row
	}
	c.y += 8
}

func (p *pdfReport) coverageLegend() {
	c := p.canvas
	x := c.left + 136
	for i, label := range []string{"evaluated, no finding", "evaluated, with finding", "not evaluated"} {
		switch i {
		case 0:
			c.fill(x, c.y+2, 10, 7, grey(190))
		case 1:
			c.fill(x, c.y+2, 10, 7, accent)
		default:
			c.hatch(x, c.y+2, 10, 7, 3.4, grey(120))
		}
		c.textAt(x+14, c.y+8.5, chartAxis, label)
		x += 26 + textWidth(chartAxis.face, chartAxis.size, label)
	}
	c.y += 16
}
