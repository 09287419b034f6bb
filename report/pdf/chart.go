package pdf

import "otaudit/report/chart"

// tones are the colors of charts.
var tones = map[chart.Tone]color{chart.Ink: ink, chart.Muted: grey(110), chart.Accent: accent, chart.Soft: grey(185), chart.Hair: hair}

// plot draws a chart, or the sentence in its place.
func (c *canvas) plot(drawing *chart.Chart) {
	if drawing.Missing != "" {
		c.para(note, drawing.Missing)
		return
	}
	title := style{bold, 8.5, ink}
	lines := wrap(title.face, title.size, c.frame(), drawing.Title)
	c.need(drawing.Height + float64(len(lines))*title.leading() + 12)
	for _, l := range lines {
		c.textAt(c.left, c.y+title.size, title, l)
		c.y += title.leading()
	}
	c.y += 4
	for i := range drawing.Marks {
		c.mark(&drawing.Marks[i])
	}
	c.y += drawing.Height + 8
}

func (c *canvas) mark(m *chart.Mark) {
	x, y, tone := c.left+m.X, c.y+m.Y, tones[m.Tone]
	switch m.Shape {
	case chart.Filled:
		c.fill(x, y, m.W, m.H, tone)
	case chart.Hatched:
		c.hatch(x, y, m.W, m.H, 3.4, tone)
	case chart.Outline:
		c.box(x, y, m.W, m.H, tone)
	case chart.Line:
		width := 0.6
		if m.Tone == chart.Accent {
			width = 1.2
		}
		c.line(x, y, x+m.W, y+m.H, width, tone)
	case chart.Dashed:
		c.dashed(x, y, x+m.W, y+m.H, tone)
	case chart.Dot:
		c.dot(x, y, m.W/2, tone)
	case chart.Text:
		st := style{regular, m.Size, tone}
		if m.Bold {
			st.face = bold
		}
		switch m.Align {
		case chart.Middle:
			c.textCentre(x, y, st, m.Text)
		case chart.End:
			c.textRight(x, y, st, m.Text)
		default:
			c.textAt(x, y, st, m.Text)
		}
	}
}
