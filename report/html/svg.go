package html

import (
	"fmt"
	"html/template"
	"strconv"
	"strings"

	"otaudit/report/model"
)

// svg draws a chart of the page. Coordinates are in the units of its view box, from the upper left corner; colours come
// from the style sheet by class. Meaning is carried by position, pattern and number, never by colour alone (REP-61).
type svg struct {
	strings.Builder
	pattern string // id of the hatching
}

// svgWidth is the width of the view box of a chart.
const svgWidth = 720.0

// newSVG opens a drawing. The hatching has the drawing's name, since ids hold for the whole page.
func newSVG(name string, width, height float64, label string) *svg {
	s := &svg{pattern: "hatch-" + name}
	fmt.Fprintf(s, `<svg viewBox="0 0 %s %s" role="img" aria-label="%s">`, place(width), place(height), template.HTMLEscapeString(model.SafeText(label)))
	return s
}

// hatching defines the pattern; class says whether it stands for an amount (hatch) or for what is missing (gap).
func (s *svg) hatching(class string) {
	fmt.Fprintf(s, `<defs><pattern id="%s" width="5" height="5" patternUnits="userSpaceOnUse"><path class="%s" d="M-1,1 l2,-2 M0,5 l5,-5 M4,6 l2,-2"/></pattern></defs>`, s.pattern, class)
}

func (s *svg) rect(x, y, w, h float64, class string) {
	if w > 0 && h > 0 {
		fmt.Fprintf(s, `<rect class="%s" x="%s" y="%s" width="%s" height="%s"/>`, class, place(x), place(y), place(w), place(h))
	}
}

// hatched fills a rectangle with the pattern and draws its edge.
func (s *svg) hatched(x, y, w, h float64) {
	if w > 0 && h > 0 {
		fmt.Fprintf(s, `<rect x="%s" y="%s" width="%s" height="%s" fill="url(#%s)"/>`, place(x), place(y), place(w), place(h), s.pattern)
		s.rect(x, y, w, h, "edge")
	}
}

func (s *svg) line(x1, y1, x2, y2 float64, class string) {
	fmt.Fprintf(s, `<line class="%s" x1="%s" y1="%s" x2="%s" y2="%s"/>`, class, place(x1), place(y1), place(x2), place(y2))
}

func (s *svg) dot(x, y, radius float64) {
	fmt.Fprintf(s, `<circle class="fill" cx="%s" cy="%s" r="%s"/>`, place(x), place(y), place(radius))
}

// text sets one line; anchor is start, middle or end.
func (s *svg) text(x, y float64, class, anchor, text string) {
	fmt.Fprintf(s, `<text class="%s" x="%s" y="%s" text-anchor="%s">%s</text>`, class, place(x), place(y), anchor, template.HTMLEscapeString(model.SafeText(text)))
}

// name sets a label that may be short for its text; the whole text is the tooltip.
func (s *svg) name(x, y float64, anchor, short, text string) {
	text = model.SafeText(text)
	fmt.Fprintf(s, `<text class="label" x="%s" y="%s" text-anchor="%s"><title>%s</title>%s</text>`, place(x), place(y), anchor,
		template.HTMLEscapeString(text), template.HTMLEscapeString(short))
}

func (s *svg) done() template.HTML {
	s.WriteString("</svg>")
	return template.HTML(s.String())
}

// place prints a coordinate with at most one decimal.
func place(x float64) string {
	return strings.TrimSuffix(strconv.FormatFloat(x, 'f', 1, 64), ".0")
}
