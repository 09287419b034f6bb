package chart

import "fmt"

// Histogram draws how often each whole number occurs, from 0 on. Numbers for which mark reports true are dark and have a
// dashed line with their number above; markName names that row. Most is the largest count in words.
func Histogram(title string, counts []int, mark func(int) bool, markName, mostText, caption string) *Chart {
	p := &plot{Chart: Chart{Title: title}}
	const height, top = 100.0, 22.0
	most := 1
	for _, n := range counts {
		most = max(most, n)
	}
	x0 := max(axisWidth(mostText), axisWidth(markName)) + 8
	bottom := top + height
	w := (Width - x0) / float64(len(counts))
	p.axis(0, 8, Start, markName)
	every := 15
	if len(counts) > 121 {
		every = 30
	}
	for i, n := range counts {
		x := x0 + float64(i)*w
		tone := Soft
		if mark(i) {
			tone = Accent
			p.line(Dashed, Muted, x, 11, x, bottom)
			p.tick(x, 8, fmt.Sprint(i))
		}
		if h := height * float64(n) / float64(most); h > 0 {
			p.add(Mark{Shape: Filled, Tone: tone, X: x + 0.3, Y: bottom - h, W: max(0.8, w-0.6), H: h})
		}
		if i%every == 0 {
			p.tick(x+w/2, bottom+10, fmt.Sprint(i))
		}
	}
	p.line(Line, Ink, x0, bottom, Width, bottom)
	p.axis(x0-4, bottom+2, End, "0")
	p.axis(x0-4, top+3, End, mostText)
	p.axis(Width, bottom+20, End, caption)
	return p.done(bottom + 24)
}
