package chart

// Pair is a row of a butterfly chart: two amounts that point away from each other.
type Pair struct {
	Label               string
	Left, Right         float64
	LeftText, RightText string
}

// Butterfly draws the left amounts hatched to the left of a line and the right ones filled to the right of it, on one
// scale from zero. The line stands where both sides have the room that they need. A last pair without a bar, such as the sum of those left out, is written below in numbers only.
func Butterfly(title, left, right string, pairs []Pair, rest *Pair) *Chart {
	p := &plot{Chart: Chart{Title: title}}
	names, mostLeft, mostRight, number := make([]string, len(pairs)), 0.0, 0.0, 0.0
	for i, pair := range pairs {
		names[i] = pair.Label
		mostLeft, mostRight = max(mostLeft, pair.Left), max(mostRight, pair.Right)
		number = max(number, widest(numberWidth, pair.LeftText, pair.RightText))
	}
	short, room := labels(names, 130)
	x0 := room + 8
	space := max(40, Width-x0-2*(number+10))
	zero := x0 + number + 10 + space*mostLeft/max(1, mostLeft+mostRight)
	least, last := axisWidth(left)+8, Width-axisWidth(right)-8 // room for what stands above, and below
	if rest != nil {
		least, last = max(least, labelWidth(rest.Label)+numberWidth(rest.LeftText)+18), min(last, Width-numberWidth(rest.RightText)-8)
	}
	zero = min(max(zero, least), last)
	scale := min((zero-x0-number-10)/max(1, mostLeft), (Width-zero-number-10)/max(1, mostRight))
	p.axis(zero-6, 8, End, left)
	p.axis(zero+6, 8, Start, right)
	p.y = 13
	top := p.y
	for i, pair := range pairs {
		l, r := scale*pair.Left, scale*pair.Right
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
