// Package chart makes charts as data: a title and marks in a frame of fixed width. What comes in is numbers with their
// labels in words; what goes out is a [Chart], which every format of the report draws mark by mark. The package knows
// neither rules nor results nor file formats.
//
// Meaning is carried by position, pattern and number, never by color alone, so that a print in grey loses nothing. Bars
// begin at zero; an axis that does not says where it begins. No text is cut at the frame or touches another.
package chart

// Width is the width of every chart in points. It fits between the margins of letter and A4 pages.
const Width = 487.0

// The sizes of type in points; nothing is smaller than 7.
const (
	LabelSize = 7.5
	AxisSize  = 7.0
)

// Chart is one chart. Its marks lie within Width and Height, measured in points from the upper left corner, and are
// drawn in their order.
type Chart struct {
	Title  string // what is counted, and of how many
	Height float64
	Marks  []Mark
	// Missing is the sentence that is printed in place of the drawing where there is nothing to draw; the rest is then
	// empty.
	Missing string
}

// Missing returns a chart without data, with the sentence to print in its place.
func Missing(sentence string) *Chart { return &Chart{Missing: sentence} }

// Shape is what a mark looks like.
type Shape uint8

// The shapes. A box is given by its upper left corner and its size, a line by its beginning and the way to its end, a
// dot by its middle, a text by the point of its baseline that its alignment names.
const (
	Filled  Shape = iota // a filled box
	Hatched              // a box of rising diagonal lines, with its outline
	Outline              // the outline of a box
	Line
	Dashed
	Dot
	Text
)

// Tone is how dark a mark is. The order from dark to light is the same in color and in grey.
type Tone uint8

// The tones.
const (
	Ink    Tone = iota // text and axes
	Muted              // captions and what is missing
	Accent             // what the chart is about
	Soft               // what stands beside it for comparison
	Hair               // grids
)

// Align says which point of a text its place is.
type Align uint8

// The alignments.
const (
	Start Align = iota
	Middle
	End
)

// Mark is one element of a chart.
type Mark struct {
	Shape      Shape
	Tone       Tone
	X, Y, W, H float64 // W and H of a dot are its diameter; of a line the way from beginning to end
	Text       string
	Whole      string // the whole of a label that was shortened
	Size       float64
	Bold       bool
	Align      Align
}

// row is the height of one bar with its gap, inset the gap above it, base the baseline of its text.
const (
	row   = 15.0
	inset = 2.5
	base  = 10.0
)

// plot is a chart in the making.
type plot struct {
	Chart
	y float64 // where the next row begins
}

func (p *plot) add(m Mark) { p.Marks = append(p.Marks, m) }

func (p *plot) box(shape Shape, tone Tone, x, w float64) {
	if w > 0 {
		p.add(Mark{Shape: shape, Tone: tone, X: x, Y: p.y + inset, W: w, H: row - 2*inset})
	}
}

func (p *plot) line(shape Shape, tone Tone, x1, y1, x2, y2 float64) {
	p.add(Mark{Shape: shape, Tone: tone, X: x1, Y: y1, W: x2 - x1, H: y2 - y1})
}

// axis writes a caption or a number of an axis.
func (p *plot) axis(x, y float64, align Align, text string) {
	p.add(Mark{Shape: Text, Tone: Muted, X: x, Y: y, Text: text, Size: AxisSize, Align: align})
}

// tick writes a text of the axis around its place, within the frame.
func (p *plot) tick(x, y float64, text string) {
	p.axis(min(x, Width-axisWidth(text)/2), y, Middle, text)
}

// number writes a value of the row.
func (p *plot) number(x float64, align Align, text string) {
	p.add(Mark{Shape: Text, X: x, Y: p.y + base, Text: text, Size: LabelSize, Bold: true, Align: align})
}

// name writes the label of the row at the left edge.
func (p *plot) name(short, whole string) {
	m := Mark{Shape: Text, X: 0, Y: p.y + base, Text: short, Size: LabelSize}
	if short != whole {
		m.Whole = whole
	}
	p.add(m)
}

func (p *plot) done(height float64) *Chart {
	p.Height = height
	return &p.Chart
}
