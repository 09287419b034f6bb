package chart

import (
	"fmt"
	"math"
)

// Value is one row of a chart of dots.
type Value struct {
	Label  string
	Amount float64
	Text   string // the amount in words, at the right edge
}

// Dots draws one dot a row on an axis just wide enough to show how the values differ; the caption names the axis and
// says where it begins. A typical value is a dashed line with its text; without a text there is none.
func Dots(title, axis string, values []Value, typical float64, typicalText string) *Chart {
	p := &plot{Chart: Chart{Title: title}}
	names, text := make([]string, len(values)), 0.0
	low, high := math.Inf(1), math.Inf(-1)
	for i, v := range values {
		names[i] = v.Label
		text = max(text, numberWidth(v.Text))
		low, high = min(low, v.Amount), max(high, v.Amount)
	}
	low, high = math.Floor(low*2)/2, math.Ceil(high*2)/2
	high = max(high, low+0.5)
	short, room := labels(names, 130)
	x0, x1 := room+12, Width-text-12
	at := func(amount float64) float64 { return x0 + (x1-x0)*(amount-low)/(high-low) }
	for i, v := range values {
		p.name(short[i], names[i])
		p.line(Line, Hair, x0, p.y+row/2, x1, p.y+row/2)
		p.add(Mark{Shape: Dot, Tone: Accent, X: at(v.Amount), Y: p.y + row/2, W: 5.2, H: 5.2})
		p.number(Width, End, v.Text)
		p.y += row
	}
	p.line(Line, Ink, x0, 0, x0, p.y)
	p.axis(x0, p.y+9, Middle, fmt.Sprintf("%.1f", low))
	p.axis(x1, p.y+9, Middle, fmt.Sprintf("%.1f", high))
	if typicalText != "" {
		x := at(typical)
		p.line(Dashed, Ink, x, 0, x, p.y+11)
		half := axisWidth(typicalText) / 2
		p.axis(min(max(x, x0+half), x1-half), p.y+18, Middle, typicalText)
		p.y += 9
	}
	p.axis(Width, p.y+18, End, fmt.Sprintf("%s; the axis begins at %.1f", axis, low))
	return p.done(p.y + 22)
}
