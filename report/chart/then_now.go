package chart

import (
	"fmt"
	"math"
)

// Change is one row of a chart of then and now: two shares from 0 to 1 and what is written at the right edge.
type Change struct {
	Label     string
	Then, Now float64
	Text      string
}

// ThenNow draws for each row a hollow mark for then, a dot for now and a line between them, and a dashed reference through all
// rows. The axis reaches down to the tens below the lowest share, so that differences show; the caption says where it begins.
func ThenNow(title string, rows []Change, reference float64, caption string) *Chart {
	p := &plot{Chart: Chart{Title: title}}
	names, text, low := make([]string, len(rows)), 0.0, min(0.9, tensBelow(reference))
	for i, r := range rows {
		names[i] = r.Label
		text = max(text, numberWidth(r.Text))
		low = min(low, tensBelow(r.Then), tensBelow(r.Now))
	}
	short, room := labels(names, 130)
	x0, x1 := room+12, Width-text-12
	at := func(share float64) float64 { return x0 + (x1-x0)*(share-low)/(1-low) }
	const half = 2.6
	p.y += 9 // the reference begins above the first row
	top := p.y
	for i, r := range rows {
		middle := p.y + row/2
		p.name(short[i], names[i])
		p.line(Line, Hair, x0, middle, x1, middle)
		p.line(Line, Accent, at(r.Then), middle, at(r.Now), middle)
		p.add(Mark{Shape: Outline, Tone: Ink, X: at(r.Then) - half, Y: middle - half, W: 2 * half, H: 2 * half})
		p.add(Mark{Shape: Dot, Tone: Accent, X: at(r.Now), Y: middle, W: 2 * half, H: 2 * half})
		p.number(Width, End, r.Text)
		p.y += row
	}
	p.line(Dashed, Muted, at(reference), top-4, at(reference), p.y)
	p.line(Line, Ink, x0, top, x0, p.y)
	p.axis(x0, p.y+9, Middle, fmt.Sprintf("%.0f %%", low*100))
	p.axis(x1, p.y+9, Middle, "100 %")
	p.axis(Width, p.y+19, End, fmt.Sprintf("square: then, dot: now; %s; the axis begins at %.0f %%", caption, low*100))
	return p.done(p.y + 23)
}

// tensBelow is the next tens of percent below a share, with a little room.
func tensBelow(share float64) float64 { return max(0, math.Floor(share*10-0.2)/10) }
