package chart

import (
	"fmt"
	"math"
)

// Point is one point of a trend: a share from 0 to 1 with its number in words, and what is written below it.
type Point struct {
	Label, Below string
	Share        float64
	Number       string
}

// Trend draws shares from left to right and a dashed reference. The axis reaches down to the tens below the lowest
// share, so that differences show; the caption says where it begins.
func Trend(title string, points []Point, reference float64, caption string) *Chart {
	p := &plot{Chart: Chart{Title: title}}
	const height, top, x0, x1 = 100.0, 12.0, 34.0, Width
	low, room := min(0.9, tensBelow(reference)), 0.0
	names := make([]string, len(points))
	for i, point := range points {
		names[i] = point.Label
	}
	names, _ = labels(names, 60)
	for i, point := range points {
		point.Label = names[i]
		low = min(low, tensBelow(point.Share))
		room = max(room, axisWidth(point.Label), axisWidth(point.Below), numberWidth(point.Number))
	}
	bottom := top + height
	at := func(share float64) float64 { return bottom - (share-low)/(1-low)*height }
	for _, mark := range []float64{low, (1 + low) / 2, 1} {
		p.line(Line, Hair, x0, at(mark), x1, at(mark))
		p.axis(x0-5, at(mark)+2.5, End, fmt.Sprintf("%.0f %%", mark*100))
	}
	p.line(Dashed, Muted, x0, at(reference), x1, at(reference))
	step := (x1 - x0) / float64(len(points))
	every := int(math.Ceil((room + 4) / step)) // so that no text touches the next
	for i, point := range points {
		x, y := x0+(float64(i)+0.5)*step, at(point.Share)
		if i > 0 {
			before := at(points[i-1].Share)
			p.line(Line, Accent, x-step, before, x, y)
		}
		p.add(Mark{Shape: Dot, Tone: Accent, X: x, Y: y, W: 5.2, H: 5.2})
		if i%every != 0 {
			continue
		}
		number := y - 6
		if struck := at(reference); y < top+14 || struck > number-LabelSize-1 && struck < number+2 {
			number = y + 12 // below the point, where no line crosses it
		}
		p.add(Mark{Shape: Text, X: x, Y: number, Text: point.Number, Size: LabelSize, Bold: true, Align: Middle})
		p.tick(x, bottom+10, names[i])
		p.tick(x, bottom+19, point.Below)
	}
	p.axis(x1, bottom+31, End, fmt.Sprintf("%s; the axis begins at %.0f %%", caption, low*100))
	return p.done(bottom + 35)
}
