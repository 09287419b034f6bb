package pdf

import (
	"strings"

	"otaudit/report/model"
)

// worksheet prints the questions that only a person can answer, with room for answers.
func (p *pdfReport) worksheet(areas model.Worksheet) {
	c := p.canvas
	p.blanks("record", "reviewer", "date")
	for _, area := range areas {
		c.need(60)
		c.y += 4
		c.heading(minor, strings.ToUpper(area.Area[:1])+area.Area[1:])
		for _, q := range area.Questions {
			c.need(20)
			c.textAt(c.left, c.y+9, small, fit(small.face, small.size, c.frame()*0.62, q))
			x := c.left + c.frame()*0.64
			for _, answer := range []string{"yes", "no", "n/a"} {
				c.box(x, c.y+2.5, 7, 7, grey(120))
				c.textAt(x+10, c.y+9, tiny, answer)
				x += 32
			}
			c.line(x+2, c.y+10, c.right, c.y+10, 0.5, grey(170))
			c.y += 16
		}
	}
}

// blanks draws named lines to write on.
func (p *pdfReport) blanks(names ...string) {
	c := p.canvas
	c.need(20)
	w := c.frame() / float64(len(names))
	for i, name := range names {
		x := c.left + float64(i)*w
		c.textAt(x, c.y+14, tiny, name)
		c.line(x+textWidth(tiny.face, tiny.size, name)+4, c.y+15, x+w-8, c.y+15, 0.5, grey(150))
	}
	c.y += 20
}
