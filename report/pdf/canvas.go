package pdf

import (
	"bytes"

	"github.com/jung-kurt/gofpdf"

	"otaudit/audit"
)

// color is red, green and blue from 0 to 255.
type color struct{ r, g, b int }

// grey is a shade from 0 (black) to 255 (white).
func grey(shade int) color { return color{shade, shade, shade} }

// The palette: one accent, else greys, so that a greyscale print loses nothing.
var (
	ink    = grey(32)
	muted  = grey(98)
	hair   = grey(205)
	zebra  = grey(246)
	white  = grey(255)
	accent = color{24, 78, 104}
)

// style is how a piece of text looks.
type style struct {
	face  face
	size  float64
	color color
}

// The styles of the report, from cover to footnote.
var (
	body     = style{regular, 9.5, ink}
	strong   = style{bold, 9.5, ink}
	small    = style{regular, 8, ink}
	smallB   = style{bold, 8, ink}
	note     = style{regular, 8, muted}
	code8    = style{mono, 7.5, ink}
	tiny     = style{regular, 7, muted}
	figure   = style{bold, 19, accent}
	heading  = style{bold, 17, accent}
	subhead  = style{bold, 11.5, ink}
	subTight = style{bold, 10, ink}
	minor    = style{bold, 9.5, accent}
)

// leading is the distance of lines of text.
func (s style) leading() float64 { return s.size * 1.31 }

// canvas is the page in the making: where the next thing goes, and the few ways to draw. All measures are points from
// the top left corner. It is the only part that talks to the library.
type canvas struct {
	pdf                      *gofpdf.Fpdf
	paper                    gofpdf.SizeType // standing
	width, height            float64
	left, right, top, bottom float64 // the frame that texts stay in
	y                        float64
	face                     face
	size                     float64
	drawn                    bool // a font is selected on this page
	tight                    bool // the page must hold its section: headings take less room
	landscape                bool // the pages are landscape
	landscapePages           map[int]bool
	// pending is a heading that waits for what follows it, so that it never stands alone at a page's foot.
	pending string
	// outside lists texts that would leave the frame; tests hold it empty.
	outside []string
}

// The margins at the sides of portrait and of landscape pages; the latter hold wide tables.
const (
	pageMargin      = 54
	landscapeMargin = 36
)

// newCanvas opens a document of letter or A4 pages whose dates are fixed, so that the same report has the same bytes.
func newCanvas(paper string, asOf audit.Date) *canvas {
	size := gofpdf.SizeType{Wd: 612, Ht: 792}
	if paper == PaperA4 {
		size = gofpdf.SizeType{Wd: 595.28, Ht: 841.89}
	}
	pdf := gofpdf.NewCustom(&gofpdf.InitType{UnitStr: "pt", Size: size})
	for f := range numFaces {
		// The library keeps and changes the bytes it is given.
		pdf.AddUTF8FontFromBytes(faceNames[f], "", bytes.Clone(faceFiles[f]))
	}
	pdf.SetCatalogSort(true)
	pdf.SetCreationDate(asOf.Time())
	pdf.SetModificationDate(asOf.Time())
	pdf.SetProducer("otaudit", false)
	pdf.SetCompression(true)
	pdf.SetMargins(0, 0, 0)
	pdf.SetAutoPageBreak(false, 0)
	c := &canvas{pdf: pdf, paper: size, top: 62, landscapePages: map[int]bool{}}
	c.setLandscape(false)
	return c
}

// setLandscape sets the measures of a landscape page, or of a portrait one.
func (c *canvas) setLandscape(landscape bool) {
	c.width, c.height, c.left = c.paper.Wd, c.paper.Ht, pageMargin
	if landscape {
		c.width, c.height, c.left = c.paper.Ht, c.paper.Wd, landscapeMargin
	}
	c.landscape, c.right, c.bottom = landscape, c.width-c.left, c.height-52
}

// orient starts a landscape or portrait page; those after it are like it.
func (c *canvas) orient(landscape bool) {
	c.pending = ""
	c.setLandscape(landscape)
	c.newPage()
}

// frame is the width that texts may use.
func (c *canvas) frame() float64 { return c.right - c.left }

// newPage starts a page.
func (c *canvas) newPage() {
	way := "P"
	if c.landscape {
		way = "L"
		c.landscapePages[c.pdf.PageCount()+1] = true
	}
	c.pdf.AddPageFormat(way, c.paper)
	c.y, c.drawn = c.top, false
}

// need starts a new page unless the height is left on this one; it says whether it did. A heading that waits is drawn
// first, on the same page.
func (c *canvas) need(height float64) bool {
	title := c.pending
	c.pending = ""
	if title != "" {
		height += float64(len(wrap(subhead.face, subhead.size, c.frame(), title)))*subhead.leading() + 15
	}
	turn := c.y+height > c.bottom && c.y > c.top
	if turn {
		c.newPage()
	}
	if title != "" {
		c.drawSub(title)
	}
	return turn
}

// textAt draws one line of text with its baseline at y.
func (c *canvas) textAt(x, y float64, st style, s string) {
	s = printable(st.face, s)
	if s == "" {
		return
	}
	if x < 18 || x+textWidth(st.face, st.size, s) > c.width-18 || y > c.height-14 || y < 14 {
		c.outside = append(c.outside, s)
	}
	if !c.drawn || c.face != st.face || c.size != st.size {
		c.pdf.SetFont(faceNames[st.face], "", st.size)
		c.face, c.size, c.drawn = st.face, st.size, true
	}
	c.pdf.SetTextColor(st.color.r, st.color.g, st.color.b)
	c.pdf.Text(x, y, s)
}

// textRight draws a line that ends at x.
func (c *canvas) textRight(x, y float64, st style, s string) {
	s = printable(st.face, s)
	c.textAt(x-textWidth(st.face, st.size, s), y, st, s)
}

// textCentre draws a line around x.
func (c *canvas) textCentre(x, y float64, st style, s string) {
	s = printable(st.face, s)
	c.textAt(x-textWidth(st.face, st.size, s)/2, y, st, s)
}

// fill draws a filled rectangle.
func (c *canvas) fill(x, y, w, h float64, shade color) {
	c.pdf.SetFillColor(shade.r, shade.g, shade.b)
	c.pdf.Rect(x, y, w, h, "F")
}

// box draws the outline of a rectangle.
func (c *canvas) box(x, y, w, h float64, shade color) {
	c.pdf.SetDrawColor(shade.r, shade.g, shade.b)
	c.pdf.SetLineWidth(0.5)
	c.pdf.Rect(x, y, w, h, "D")
}

// line draws a straight line.
func (c *canvas) line(x1, y1, x2, y2, width float64, shade color) {
	c.pdf.SetDrawColor(shade.r, shade.g, shade.b)
	c.pdf.SetLineWidth(width)
	c.pdf.Line(x1, y1, x2, y2)
}

// dashed draws a dashed line.
func (c *canvas) dashed(x1, y1, x2, y2 float64, shade color) {
	c.pdf.SetDashPattern([]float64{2, 2}, 0)
	c.line(x1, y1, x2, y2, 0.6, shade)
	c.pdf.SetDashPattern(nil, 0)
}

// hatch fills a rectangle with rising diagonal lines and an outline: a pattern that survives any printer.
func (c *canvas) hatch(x, y, w, h, gap float64, shade color) {
	if w <= 0 || h <= 0 {
		return
	}
	for d := gap / 2; d < w+h; d += gap {
		// All points whose distances from the left and the top edge sum to d, cut to the rectangle.
		x1, y1 := x+min(d, w), y+max(0, d-w)
		x2, y2 := x+max(0, d-h), y+min(d, h)
		c.line(x1, y1, x2, y2, 0.4, shade)
	}
	c.box(x, y, w, h, shade)
}

// dot draws a filled circle.
func (c *canvas) dot(x, y, radius float64, shade color) {
	c.pdf.SetFillColor(shade.r, shade.g, shade.b)
	c.pdf.Circle(x, y, radius, "F")
}

// bookmark adds an entry to the document's outline.
func (c *canvas) bookmark(title string, level int) {
	// The library writes the title as UTF-16 only while one of our fonts is selected.
	c.pdf.SetFont(faceNames[regular], "", body.size)
	c.face, c.size, c.drawn = regular, body.size, true
	// The library measures all of them from the top of the last page, which is portrait.
	c.pdf.Bookmark(printable(regular, title), level, max(0, c.y-12)+c.paper.Ht-c.height)
}
