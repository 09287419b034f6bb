package chart

// Pair is a row of a butterfly chart: two amounts that point away from each other.
type Pair struct {
	Label               string
	Left, Right         float64
	LeftText, RightText string
}

// Butterfly draws the left amounts hatched to the left of a line and the right ones filled to the right of it, on one
// scale from zero. A last pair without a bar, such as the sum of those left out, is written below in numbers only.
func Butterfly(title, left, right string, pairs []Pair, rest *Pair) *Chart {
	p := &plot{Chart: Chart{Title: title}}
	names, most, number := make([]string, len(pairs)), 1.0, 0.0
	for i, pair := range pairs {
		names[i] = pair.Label
		most = max(most, pair.Left, pair.Right)
		number = max(number, widest(numberWidth, pair.LeftText, pair.RightText))
	}
	short, room := labels(names, 130)
	x0 := room + 8
	zero := x0 + (Width-x0)/2
	half := max(20, (Width-x0)/2-number-10)
	p.axis(zero-6, 8, End, left)
	p.axis(zero+6, 8, Start, right)
	p.y = 13
	top := p.y
	for i, pair := range pairs {
		l, r := half*pair.Left/most, half*pair.Right/most
		p.name(short[i], names[i])
		p.box(Hatched, Accent, zero-l, l)
		p.box(Filled, Accent, zero, r)
		p.number(zero-l-5, End, pair.LeftText)
		p.number(zero+r+5, Start, pair.RightText)
		p.y += row
	}
	p.line(Line, Ink, zero, top, zero, p.y)
	if rest != nil {
		p.name(rest.Label, rest.Label)
		p.number(zero-6, End, rest.LeftText)
		p.number(zero+6, Start, rest.RightText)
		p.y += row
	}
	return p.done(p.y + 4)
}
