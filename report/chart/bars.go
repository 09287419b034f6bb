package chart

// Bar is one bar of a bar chart.
type Bar struct {
	Label  string
	Value  float64
	Number string // the value in words
	Aside  string // at the right edge
}

// Bars draws bars below each other on one scale from zero.
func Bars(title, axis string, bars []Bar) *Chart {
	p := &plot{Chart: Chart{Title: title}}
	names, number, aside, most := make([]string, len(bars)), 0.0, 0.0, 0.0
	for i, b := range bars {
		names[i] = b.Label
		number, aside, most = max(number, numberWidth(b.Number)), max(aside, axisWidth(b.Aside)), max(most, b.Value)
	}
	short, room := labels(names, 130)
	x0 := room + 6
	scale := (Width - x0 - number - aside - 20) / max(most, 1)
	for i, b := range bars {
		p.name(short[i], names[i])
		p.box(Filled, Accent, x0, b.Value*scale)
		p.number(x0+b.Value*scale+5, Start, b.Number)
		p.axis(Width, p.y+base, End, b.Aside)
		p.y += row
	}
	p.line(Line, Ink, x0, 0, x0, p.y)
	p.axis(x0, p.y+9, Start, axis)
	return p.done(p.y + 14)
}

// Segments is one bar of a chart of shares: how many of a whole are in each part.
type Segments struct {
	Label string
	Parts [3]int
	Text  string // the parts in words
}

// Shares draws each whole as a bar of the same length, with a key to the three parts above: the first soft, the second
// dark, the third hatched. The text column has a heading.
func Shares(title string, key [3]string, heading string, bars []Segments) *Chart {
	p := &plot{Chart: Chart{Title: title}}
	names, text := make([]string, len(bars)), axisWidth(heading)
	for i, b := range bars {
		names[i] = b.Label
		text = max(text, numberWidth(b.Text))
	}
	short, room := labels(names, 160)
	x0, x1 := room+8, Width-text-6
	x := 0.0
	for i, name := range key {
		p.part(i, x, 12)
		p.axis(x+16, p.y+base, Start, name)
		x += 28 + axisWidth(name)
	}
	p.y += row
	p.axis(Width, p.y+base-2, End, heading)
	p.y += row - 3
	for i, b := range bars {
		p.name(short[i], names[i])
		at, unit := x0, (x1-x0)/float64(max(1, b.Parts[0]+b.Parts[1]+b.Parts[2]))
		for k, n := range b.Parts {
			p.part(k, at, float64(n)*unit)
			at += float64(n) * unit
		}
		p.box(Outline, Muted, x0, x1-x0)
		p.number(Width, End, b.Text)
		p.y += row
	}
	return p.done(p.y + 4)
}

// part draws one of the three parts.
func (p *plot) part(k int, x, w float64) {
	switch k {
	case 0:
		p.box(Filled, Soft, x, w)
	case 1:
		p.box(Filled, Accent, x, w)
	default:
		p.box(Hatched, Muted, x, w)
	}
}
