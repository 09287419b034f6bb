package chart

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// charts are charts of every shape, at their emptiest and at their fullest.
func charts() map[string]*Chart {
	long := strings.Repeat("Montgomery-Featherstonehaugh, ", 3)
	all := map[string]*Chart{}
	for _, n := range []int{1, 2, 8, 15} {
		var bars []Bar
		var segments []Segments
		var pairs []Pair
		var values []Value
		var points []Point
		var changes []Change
		for i := range n {
			name := fmt.Sprintf("%s%d", long, i)
			bars = append(bars, Bar{Label: name, Value: float64(1000 * (n - i)), Number: "123,456", Aside: "cumulative > 99.9 %"})
			segments = append(segments, Segments{Label: name, Parts: [3]int{i, 100_000, 5 * i}, Text: "100,000 / 100,000 / 100,000"})
			pairs = append(pairs, Pair{Label: name, Left: float64(i), Right: float64(n), LeftText: "10,234.5", RightText: "10,234.5"})
			values = append(values, Value{Label: name, Amount: 3 + float64(i)/10, Text: "12.3 on 12,345 days"})
			changes = append(changes, Change{Label: name, Then: float64(i*i%11) / 10, Now: float64(i*3%11) / 10, Text: "100.0 % of 123,456 › 100.0 % of 123,456"})
			points = append(points, Point{Label: fmt.Sprintf("month %02d", i+1), Below: "n 123,456", Share: float64(i*i%11) / 10, Number: "> 99.9"})
		}
		counts := make([]int, 16*n+1)
		for i := range counts {
			counts[i] = i * 7 % 50
		}
		all[fmt.Sprint("bars ", n)] = Bars("t", "number of findings, from 0", bars)
		all[fmt.Sprint("shares ", n)] = Shares("t", [3]string{"evaluated, no finding", "evaluated, with finding", "not evaluated"}, "no finding / with finding / not evaluated", segments)
		all[fmt.Sprint("butterfly ", n)] = Butterfly("t", "‹ units under (potential under-billing)", "units over (potential over-billing) ›", pairs,
			&Pair{Label: "45 others", LeftText: "together 12,345.5", RightText: "12,345.5 together (not drawn)"})
		all[fmt.Sprint("dots ", n)] = Dots("t", "units per treatment day", values, values[n/2].Amount, "median 3.4")
		all[fmt.Sprint("trend ", n)] = Trend("t", points, 0.95, "dashed: 95 %, a reference used in practice; no rule sets it")
		all[fmt.Sprint("then and now ", n)] = ThenNow("t", changes, 0.95, "dashed: target of 95 %; no rule sets it")
		all[fmt.Sprint("histogram ", n)] = Histogram("t", counts, func(i int) bool { return i%15 == 8 }, "next unit at", "123,456", "timed minutes of the visit; dark bars: first minute of the next unit")
	}
	return all
}

// box is what a mark covers.
func box(m *Mark) (x1, y1, x2, y2 float64) {
	switch m.Shape {
	case Text:
		w := TextWidth(m.Text, m.Size, m.Bold)
		x := m.X - w*[...]float64{Start: 0, Middle: 0.5, End: 1}[m.Align]
		return x, m.Y - 0.75*m.Size, x + w, m.Y
	case Dot:
		return m.X - m.W/2, m.Y - m.H/2, m.X + m.W/2, m.Y + m.H/2
	}
	return min(m.X, m.X+m.W), min(m.Y, m.Y+m.H), max(m.X, m.X+m.W), max(m.Y, m.Y+m.H)
}

// REP-61: nothing leaves the frame, and no text touches another.
func TestTextsStayApartAndInTheFrame(t *testing.T) {
	for name, c := range charts() {
		var texts []*Mark
		for i := range c.Marks {
			m := &c.Marks[i]
			if x1, y1, x2, y2 := box(m); x1 < -1 || x2 > Width+3 || y1 < -0.1 || y2 > c.Height+0.1 {
				t.Errorf("%s: %+v leaves the frame of %.0f × %.0f", name, *m, Width, c.Height)
			}
			if m.Shape != Text {
				continue
			}
			if m.Size < 7 {
				t.Errorf("%s: %q is set in %.1f points", name, m.Text, m.Size)
			}
			ax1, ay1, ax2, ay2 := box(m)
			for _, other := range texts {
				if bx1, by1, bx2, by2 := box(other); ax1 < bx2 && bx1 < ax2 && ay1 < by2 && by1 < ay2 {
					t.Errorf("%s: %q touches %q", name, m.Text, other.Text)
				}
			}
			texts = append(texts, m)
		}
	}
}

// An axis reaches as low as its values and no lower than it needs to show how they differ, and says where it begins.
func TestAxesShowDifferences(t *testing.T) {
	spread := func(c *Chart) float64 {
		low, high := 1000.0, 0.0
		for _, m := range c.Marks {
			if m.Shape == Dot {
				low, high = min(low, m.Y), max(high, m.Y)
			}
		}
		return high - low
	}
	c := Trend("t", []Point{{Share: 0.92}, {Share: 0.99}}, 0.95, "reference")
	if got := spread(c); got < 40 {
		t.Errorf("7 points of 100 are %.0f points apart", got)
	}
	if !slices.ContainsFunc(c.Marks, func(m Mark) bool { return strings.Contains(m.Text, "the axis begins at 90 %") }) {
		t.Error("the trend does not say where its axis begins")
	}
	for low, c := range map[string]*Chart{
		"50 %": Trend("t", []Point{{Share: 0.92}, {Share: 0.99}}, 0.6, "reference"),
		"80 %": ThenNow("t", []Change{{Then: 0.99, Now: 0.91}}, 0.85, "reference"),
	} {
		if !slices.ContainsFunc(c.Marks, func(m Mark) bool { return strings.HasSuffix(m.Text, "the axis begins at "+low) }) {
			t.Errorf("an axis with a low reference does not begin at %s", low)
		}
	}
	c = Dots("t", "units per day", []Value{{Amount: 3.1}, {Amount: 3.9}}, 0, "")
	if !slices.ContainsFunc(c.Marks, func(m Mark) bool { return strings.Contains(m.Text, "the axis begins at 3.0") }) {
		t.Error("the dots do not say where their axis begins")
	}
}

// Bars of a scale are in proportion to their values, from zero.
func TestBarsBeginAtZero(t *testing.T) {
	var widths []float64
	for _, m := range Bars("t", "a", []Bar{{Label: "a", Value: 90}, {Label: "b", Value: 30}}).Marks {
		if m.Shape == Filled {
			widths = append(widths, m.W)
		}
	}
	if len(widths) != 2 || widths[0] < 2.99*widths[1] || widths[0] > 3.01*widths[1] {
		t.Errorf("bars of 90 and 30 are %.1f wide", widths)
	}
}

// Names that begin alike have labels of their own; a name that fits stays whole.
func TestLabelsTellNamesApart(t *testing.T) {
	names := []string{"Rivera", "Montgomery-Featherstonehaugh, Ann", "Montgomery-Featherstonehaugh, Beatrix", "A name that is too long by far",
		"Montgomery-Featherstonehaugh, with the same end and another middle, x", "Montgomery-Featherstonehaugh, with the same end and a middle, x"}
	labels := shortLabels(names, func(s string) bool { return utf8.RuneCountInString(s) <= 24 })
	want := []string{"Rivera", "", "", "A name that is too long…", "", ""}
	for i, label := range labels {
		if utf8.RuneCountInString(label) > 24 || slices.Index(labels, label) != i {
			t.Errorf("label %d is %q", i, label)
		}
		if want[i] != "" && label != want[i] {
			t.Errorf("got %q, want %q", label, want[i])
		}
	}
	if !strings.HasSuffix(labels[1], ", Ann") || !strings.HasSuffix(labels[2], "Beatrix") {
		t.Errorf("got %q", labels)
	}
}
