package pdf

import (
	"fmt"

	"otaudit/audit"
	"otaudit/report/model"
)

// monthChart is C3: the share of judged lines supported as billed by month, with the 95 % reference (REP-49, REP-56).
func (p *pdfReport) monthChart(list []*audit.Total) {
	c := p.canvas
	var months []*audit.Total
	for _, t := range list {
		if t.UnitLines > 0 && t.Key != "" {
			months = append(months, t)
		}
	}
	if len(months) < 2 {
		c.noData("The trend is not drawn: fewer than two months have judged lines.")
		return
	}
	months = months[max(0, len(months)-model.MaxMonths):]
	const height = 110.0
	c.chart(fmt.Sprintf("Lines supported as billed by units, share of judged lines by month: the last %s with judged lines", model.Plural(len(months), "month", "months")), height+44)
	x0, x1, base := c.left+34, c.right-10, c.y+8+height
	at := func(share float64) float64 { return base - share*height }
	for _, mark := range []int{0, 50, 100} {
		y := at(float64(mark) / 100)
		c.line(x0, y, x1, y, 0.4, hair)
		c.textRight(x0-5, y+2.5, chartAxis, fmt.Sprintf("%d %%", mark))
	}
	c.dashed(x0, at(0.95), x1, at(0.95), muted)
	c.textRight(x1, base+31, chartAxis, "dashed: 95 %, a reference used in practice; no rule sets it")
	step := (x1 - x0) / float64(len(months))
	var lastX, lastY float64
	for i, t := range months {
		good := t.UnitLines - t.OverLines - t.UnderLines
		x, y := x0+(float64(i)+0.5)*step, at(float64(good)/float64(t.UnitLines))
		if i > 0 {
			c.line(lastX, lastY, x, y, 1.2, accent)
		}
		lastX, lastY = x, y
		c.textCentre(x, base+10, chartAxis, fit(chartAxis.face, chartAxis.size, step, t.Key))
		c.textCentre(x, base+19, chartAxis, fit(chartAxis.face, chartAxis.size, step, "n "+model.Count(t.UnitLines)))
	}
	for i, t := range months {
		good := t.UnitLines - t.OverLines - t.UnderLines
		x, y := x0+(float64(i)+0.5)*step, at(float64(good)/float64(t.UnitLines))
		c.dot(x, y, 2.6, accent)
		label := y + 13
		if y > base-24 {
			label = y - 6
		}
		c.textCentre(x, label, chartNumber, fit(bold, chartNumber.size, step, model.Percent(int64(good), int64(t.UnitLines))))
	}
	c.y = base + 44
}

// minutesChart is C5: visits by timed minutes, with the boundaries of the bands marked (REP-58).
func (p *pdfReport) minutesChart() {
	c, r := p.canvas, p.r
	visits, last, most := 0, 0, 0
	for minutes, n := range r.Minutes {
		visits += n
		most = max(most, n)
		if n > 0 {
			last = minutes
		}
	}
	if visits == 0 {
		c.noData("No visit states the timed minutes of all its timed lines: there is no histogram to draw.")
		return
	}
	last = min(max(60, last), len(r.Minutes)-1)
	const height = 100.0
	c.chart(fmt.Sprintf("Visits by timed minutes: %s with all timed minutes on record", model.Plural(visits, "visit", "visits")), height+46)
	x0, x1, base := c.left+34, c.right, c.y+22+height
	w := (x1 - x0) / float64(last+1)
	for minute := model.FirstBoundary; minute <= last; minute += 15 {
		x := x0 + float64(minute)*w
		c.dashed(x, base-height-8, x, base, grey(120))
		c.textCentre(x, base-height-11, chartAxis, fmt.Sprint(minute))
	}
	c.textAt(c.left, base-height-11, chartAxis, "band starts")
	for minute, n := range r.Minutes[:last+1] {
		if n == 0 {
			continue
		}
		h := height * float64(n) / float64(most)
		shade := grey(165)
		if model.IsBoundary(minute) {
			shade = accent
		}
		c.fill(x0+float64(minute)*w+0.3, base-h, max(0.8, w-0.6), h, shade)
		if n == most {
			c.textCentre(min(x1-10, max(x0+8, x0+(float64(minute)+0.5)*w)), base-h-2, chartNumber, model.Count(n))
		}
	}
	c.line(x0, base, x1, base, 0.6, ink)
	c.textRight(x0-4, base+2, chartAxis, "0")
	c.textRight(x0-4, base-height+3, chartAxis, model.Count(most))
	step := 15
	if last > 120 {
		step = 30
	}
	for minute := 0; minute <= last; minute += step {
		c.textCentre(x0+(float64(minute)+0.5)*w, base+10, chartAxis, fmt.Sprint(minute))
	}
	c.textRight(x1, base+20, chartAxis, "timed minutes of the visit; dark bars: first minute of a band")
	c.y = base + 28
	p.bandTable()
}

// bandTable repeats the histogram as numbers, by band.
func (p *pdfReport) bandTable() {
	rows, beyond := model.BandRows(p.r)
	p.table([]column{wide("timed minutes", 1), number("units by pooling"), wide("visits", 2), number("on the first minute")}, rows)
	if beyond > 0 {
		p.para(note, fmt.Sprintf("%s of %d timed minutes or more.", model.Plural(beyond, "visit has a sum", "visits have a sum"), len(p.r.Minutes)-1))
	}
}
