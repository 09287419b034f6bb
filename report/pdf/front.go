package pdf

import (
	"strings"

	"otaudit/report/model"
)

// cover draws the title page (REP-09). What went wrong in the run stands here, before any result (REP-05).
func (p *pdfReport) cover() {
	c := p.canvas
	c.newPage()
	c.fill(0, 0, c.width, 8, accent)
	c.bookmark("Cover", 0)
	c.y = 120
	c.textAt(c.left, c.y, style{regular, 11, muted}, strings.ToUpper(model.KindText))
	c.y += 34
	for i, l := range wrap(bold, 27, c.frame(), model.ReportTitle) {
		c.y += 34 * float64(min(i, 1))
		c.textAt(c.left, c.y, style{bold, 27, accent}, l)
	}
	c.y += 26
	for _, l := range clamp(regular, 15, c.frame(), 3, p.report.Client) {
		c.y += 20
		c.textAt(c.left, c.y, style{regular, 15, ink}, l)
	}
	c.y += 26
	c.line(c.left, c.y, c.left+46, c.y, 2, accent)
	c.y += 20
	p.coverFacts()
	c.y += 8
	c.textAt(c.left, c.y+10, note, "The sections before the first of this document are report.pdf.")
	c.y += 16
	if notice := p.report.FrontNotice(5); notice != nil {
		c.y += 10
		for i, item := range notice.Items {
			notice.Items[i] = strings.Join(clamp(small.face, small.size, c.frame()-40, 2, item), " ")
		}
		c.warning(notice.Title, notice.Items)
	}
	p.coverFoot()
}

// coverFoot says what the report is for, who may see it, and what the privacy mode leaves out (REP-99).
func (p *pdfReport) coverFoot() {
	c := p.canvas
	var lines []string
	for _, s := range p.set().Details() {
		lines = append(lines, wrap(tiny.face, tiny.size, c.frame(), s)...)
	}
	y := c.bottom + 4 - float64(len(lines))*tiny.leading()
	if p.o.Counsel {
		c.textAt(c.left, y-22, strong, model.CounselText)
	}
	c.textAt(c.left, y-8, strong, model.ClaimText)
	for i, l := range lines {
		c.textAt(c.left, y+8+float64(i)*tiny.leading(), tiny, l)
	}
}

func (p *pdfReport) coverFacts() {
	for _, f := range p.report.Facts() {
		p.textAt(p.left, p.y+10, style{regular, 9.5, muted}, f.Label)
		for _, l := range clamp(body.face, body.size, p.frame()-130, 2, f.Text) {
			p.textAt(p.left+130, p.y+10, body, l)
			p.y += 14
		}
		p.y += 3
	}
	for _, l := range wrap(strong.face, strong.size, p.frame(), p.set().Allows()) {
		p.textAt(p.left, p.y+12, strong, l)
		p.y += 14
	}
}

// set is the one that the report is of.
func (p *pdfReport) set() model.Set { return model.Set(p.report.Result.Manifest.Set) }

// firstHead is the head of page one: what the report is, of whom, and of which period. What went wrong in the run follows,
// before any result (REP-05).
func (p *pdfReport) firstHead() {
	c := p.canvas
	c.fill(0, 0, c.width, 8, accent)
	c.y = 30
	c.textAt(c.left, c.y, style{regular, 9, muted}, strings.ToUpper(model.ReportTitle))
	if p.o.Counsel {
		c.textRight(c.right, c.y, smallB, model.CounselText)
	}
	c.y += 16
	if strings.TrimSpace(p.report.Client) != "" {
		c.textAt(c.left, c.y, style{bold, 13, ink}, fit(bold, 13, c.frame(), p.report.Client))
		c.y += 14
	}
	value := style{regular, 7.5, ink}
	half, right := c.frame()/2-96, false
	for _, f := range p.report.Facts() {
		x, room := c.left, half
		if long := textWidth(value.face, value.size, f.Text) > half; long {
			if right {
				c.y += 11
			}
			room, right = c.frame()-96, true // nothing stands beside it
		} else if right {
			x += c.frame()/2 + 4
		}
		c.textAt(x, c.y, tiny, f.Label)
		c.textAt(x+88, c.y, value, fit(value.face, value.size, room, f.Text))
		if right {
			c.y += 11
		}
		right = !right
	}
	if right { // the last one stands alone
		c.y += 11
	}
	c.textAt(c.left, c.y+3, style{bold, 7.5, ink}, p.set().Allows())
	c.y += 20
	if notice := p.report.FrontNotice(4); notice != nil {
		if len(notice.Items) > 2 { // the page has more to hold
			notice.Items = p.boxItems(*notice, 1)
		}
		p.boxed(*notice)
	}
	c.y -= 24 // the section's heading leaves more above itself than this page has to spare
}

// privacyFoot says at the foot of a page what identifiers the report holds (REP-99), if that much room is left, and whether it did.
func (p *pdfReport) privacyFoot() bool {
	var lines []string
	for _, s := range p.set().Details() {
		lines = append(lines, wrap(tiny.face, tiny.size, p.frame(), s)...)
	}
	y := p.bottom + 6 - float64(len(lines))*tiny.leading()
	if y < p.y+10 {
		return false
	}
	for i, l := range lines {
		p.textAt(p.left, y+float64(i)*tiny.leading(), tiny, l)
	}
	return true
}
