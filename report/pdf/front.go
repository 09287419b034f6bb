package pdf

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"otaudit/audit"
	"otaudit/report/model"
)

// cover draws the title page (REP-09). What went wrong in the run stands here, before any result (REP-05).
func (p *pdfReport) cover() {
	c := p.canvas
	c.newPage()
	c.fill(0, 0, c.width, 8, accent)
	c.bookmark("Cover", 0)
	c.y = 120
	c.textAt(c.left, c.y, style{regular, 11, muted}, "AUDIT REPORT")
	c.y += 34
	c.textAt(c.left, c.y, style{bold, 27, accent}, "Occupational therapy")
	c.y += 34
	c.textAt(c.left, c.y, style{bold, 27, accent}, "billing and documentation")
	c.y += 26
	for _, l := range clamp(regular, 15, c.frame(), 3, p.o.Client) {
		c.y += 20
		c.textAt(c.left, c.y, style{regular, 15, ink}, l)
	}
	c.y += 26
	c.line(c.left, c.y, c.left+46, c.y, 2, accent)
	c.y += 20
	p.coverFacts()
	if alarms := p.summary.Alarms; len(alarms) > 0 {
		c.y += 10
		shown := alarms[:min(5, len(alarms))]
		items := make([]string, 0, len(shown)+1)
		for _, a := range shown {
			items = append(items, strings.Join(clamp(small.face, small.size, c.frame()-40, 2, a), " "))
		}
		if more := len(alarms) - len(shown); more > 0 {
			items = append(items, fmt.Sprintf("%s in section 3", model.Plural(more, "more", "more")))
		}
		c.warning(p.summary.AlarmTitle(), items)
	}
	p.coverFoot()
}

// coverFoot says what the report is for, who may see it, and what the privacy mode leaves out (REP-99).
func (p *pdfReport) coverFoot() {
	c := p.canvas
	var lines []string
	for _, s := range model.PrivacyStatement(model.Mode(p.r.Manifest.Mode)) {
		lines = append(lines, wrap(tiny.face, tiny.size, c.frame(), s)...)
	}
	y := c.bottom + 4 - float64(len(lines))*tiny.leading()
	if p.o.Counsel {
		c.textAt(c.left, y-22, strong, "Prepared at the direction of counsel")
	}
	c.textAt(c.left, y-8, strong, "Potential findings for internal review")
	for i, l := range lines {
		c.textAt(c.left, y+8+float64(i)*tiny.leading(), tiny, l)
	}
}

func (p *pdfReport) coverFacts() {
	for _, f := range model.CoverRows(p.r, p.all, p.asOf()) {
		p.textAt(p.left, p.y+10, style{regular, 9.5, muted}, f[0])
		for _, l := range clamp(body.face, body.size, p.frame()-130, 2, f[1]) {
			p.textAt(p.left+130, p.y+10, body, l)
			p.y += 14
		}
		p.y += 3
	}
}

// executive draws the one page that a manager reads (REP-10). Everything on it is clamped, so that it stays one page.
func (p *pdfReport) executive() {
	c := p.canvas
	c.newPage()
	p.summaryPages[0] = c.pdf.PageNo()
	p.part("Executive summary")
	if n := len(p.summary.Alarms); n > 0 {
		c.block(c.left, c.frame(), strong, fmt.Sprintf("%s on the cover. What was not read or failed is in no figure below.",
			model.Plural(n, "notice", "notices")))
		c.y += 6
	}
	for _, l := range clamp(bold, 13.5, c.frame(), 3, p.summary.Result) {
		c.textAt(c.left, c.y+13, style{bold, 13.5, ink}, l)
		c.y += 18
	}
	c.y += 8
	p.tiles()
	p.execList("Key points", p.summary.Points, false)
	p.execList("First actions", p.summary.Actions, true)
	p.execList("Not audited", p.summary.NotAudited, false)
	p.execWhere()
	c.y += 2
	c.line(c.left, c.y, c.right, c.y, 0.5, hair)
	c.y += 5
	for _, l := range p.summary.Context {
		for _, part := range clamp(note.face, note.size, c.frame(), 2, l) {
			c.textAt(c.left, c.y+note.size, note, part)
			c.y += note.leading()
		}
	}
	p.summaryPages[1] = c.pdf.PageNo()
	c.newPage()
}

// execWhere shows the codes and payers with the largest differences, over and under beside each other, if the page has
// room for it.
func (p *pdfReport) execWhere() {
	c := p.canvas
	const gap, row = 22.0, 12.5
	const shown = 4
	if c.y+row*(shown+2)+80 > c.bottom {
		return
	}
	w := (c.frame() - gap) / 2
	top := c.y + 4
	for i, dimension := range []string{"code", "payer"} {
		all := topTotals(model.TotalsBy(p.r, dimension))
		if len(all) == 0 {
			continue
		}
		list := all[:min(shown, len(all))]
		x, y := c.left+float64(i)*(w+gap), top
		c.textAt(x, y+minor.size, minor, "Where: by "+dimension)
		c.textRight(x+w-64, y+minor.size, tiny, "potential over $")
		c.textRight(x+w, y+minor.size, tiny, "potential under $")
		y += 14
		c.line(x, y, x+w, y, 0.5, hair)
		for _, t := range list {
			c.textAt(x, y+9.5, small, fit(small.face, small.size, w-130, model.KeyName(t)))
			c.textRight(x+w-64, y+9.5, small, model.Amount(t.OverCents))
			c.textRight(x+w, y+9.5, small, model.Amount(t.UnderCents))
			y += row
		}
		if len(all) > shown {
			c.textAt(x, y+7, tiny, fmt.Sprintf("the %d largest of %s with a difference in units; all in section 5", shown, model.Count(len(all))))
			y += tiny.leading()
		}
		c.y = max(c.y, y+4)
	}
}

// topTotals are the totals with a difference in units, the largest gross dollars first, then units.
func topTotals(list []*audit.Total) []*audit.Total {
	list = slices.DeleteFunc(slices.Clone(list), func(t *audit.Total) bool { return t.OverUnits+t.UnderUnits == 0 })
	slices.SortStableFunc(list, func(a, b *audit.Total) int {
		return cmp.Or(cmp.Compare(b.OverCents+b.UnderCents, a.OverCents+a.UnderCents), cmp.Compare(b.OverUnits+b.UnderUnits, a.OverUnits+a.UnderUnits))
	})
	return list
}

func (p *pdfReport) execList(title string, items []string, numbered bool) {
	if len(items) == 0 {
		return
	}
	c := p.canvas
	c.y += 4
	c.textAt(c.left, c.y+minor.size, minor, title)
	c.y += minor.leading() + 3
	for i, item := range items {
		if numbered {
			c.textAt(c.left, c.y+9, style{bold, 9, accent}, fmt.Sprintf("%d", i+1))
		} else {
			c.dot(c.left+3, c.y+6, 1.5, accent)
		}
		for _, l := range clamp(regular, 9, c.frame()-14, 2, item) {
			c.textAt(c.left+14, c.y+9, style{regular, 9, ink}, l)
			c.y += 12.2
		}
		c.y += 2
	}
}

// tiles draws the key figures in four fields of equal form: over-billing and under-billing side by side (REP-65).
func (p *pdfReport) tiles() {
	fields, basis := model.KeyFigures(p.all, &p.summary.Money)
	c := p.canvas
	const gap, h = 9.0, 66.0
	w := (c.frame() - 3*gap) / 4
	for i, f := range fields {
		x := c.left + float64(i)*(w+gap)
		c.fill(x, c.y, w, h, grey(244))
		c.fill(x, c.y, w, 2, accent)
		c.textAt(x+8, c.y+17, note, fit(note.face, note.size, w-12, f.Label))
		size := figure.size
		for size > 9 && textWidth(bold, size, f.Value) > w-14 {
			size--
		}
		c.textAt(x+8, c.y+40, style{bold, size, accent}, fit(bold, size, w-12, f.Value))
		c.textAt(x+8, c.y+56, note, fit(note.face, note.size, w-12, f.Below))
	}
	c.y += h + 6
	if further := p.summary.Money.Further.Text(); further != "" {
		c.block(c.left, c.frame(), strong, further)
		c.y += 3
	}
	for _, l := range clamp(note.face, note.size, c.frame(), 3, basis) {
		c.textAt(c.left, c.y+note.size, note, l)
		c.y += note.leading()
	}
	c.y += 4
}
