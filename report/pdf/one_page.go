package pdf

import (
	"fmt"

	"otaudit/report/model"
)

// onePage lays a section out on a page of its own: what a manager reads (REP-10). Texts are shortened to a few lines, and
// tables that would not fit are left out, since they stand elsewhere too.
func (p *pdfReport) onePage(s model.Section) {
	c := p.canvas
	c.newPage()
	p.summaryPages[0] = c.pdf.PageNo()
	p.open(s.Title)
	lines := 3
	for _, b := range s.Blocks {
		switch b := b.(type) {
		case model.Heading:
			c.y += 4
			c.bookmark(string(b), 1)
			c.textAt(c.left, c.y+minor.size, minor, string(b))
			c.y += minor.leading() + 3
		case model.Paragraph:
			p.shortened(b, lines)
		case model.Figures:
			p.tiles(b)
		case model.List:
			lines = 2
			p.shortList(b)
		case model.Beside:
			if c.y+heightBeside(b)+60 < c.bottom {
				p.beside(b)
			}
		}
	}
	p.summaryPages[1] = c.pdf.PageNo()
	c.newPage()
}

// shortened draws a paragraph of at most a few lines.
func (p *pdfReport) shortened(b model.Paragraph, lines int) {
	c := p.canvas
	st := paragraphs[b.Style]
	if b.Style == model.Lead {
		st = style{bold, 13.5, ink}
	}
	for _, l := range clamp(st.face, st.size, c.frame(), lines, b.Text) {
		c.textAt(c.left, c.y+st.size, st, l)
		c.y += st.leading()
	}
	if b.Style != model.Note {
		c.y += 5
	}
}

func (p *pdfReport) shortList(list model.List) {
	c := p.canvas
	item := style{regular, 9, ink}
	for i, text := range list.Items {
		if list.Numbered {
			c.textAt(c.left, c.y+9, style{bold, 9, accent}, fmt.Sprintf("%d", i+1))
		} else {
			c.dot(c.left+3, c.y+6, 1.5, accent)
		}
		for _, l := range clamp(item.face, item.size, c.frame()-14, 2, text) {
			c.textAt(c.left+14, c.y+9, item, l)
			c.y += 12.2
		}
		c.y += 2
	}
}

// tiles draws figures in fields of equal form beside each other.
func (p *pdfReport) tiles(figures model.Figures) {
	c := p.canvas
	const gap, h = 9.0, 66.0
	w := (c.frame() - gap*float64(len(figures)-1)) / float64(len(figures))
	c.need(h + 10)
	c.y += 3
	for i, f := range figures {
		x := c.left + float64(i)*(w+gap)
		c.fill(x, c.y, w, h, grey(244))
		c.fill(x, c.y, w, 2, accent)
		label := note
		for label.size > 7 && textWidth(label.face, label.size, f.Label) > w-12 {
			label.size -= 0.25
		}
		c.textAt(x+7, c.y+17, label, fit(label.face, label.size, w-9, f.Label))
		size := figure.size
		for size > 9 && textWidth(bold, size, f.Value) > w-14 {
			size--
		}
		c.textAt(x+8, c.y+40, style{bold, size, accent}, fit(bold, size, w-12, f.Value))
		c.textAt(x+8, c.y+56, note, fit(note.face, note.size, w-12, f.Below))
	}
	c.y += h + 8
}

// besideRow is the height of a row of tables beside each other.
const besideRow = 12.5

func heightBeside(tables model.Beside) float64 {
	most := 0
	for _, t := range tables {
		most = max(most, len(t.Rows))
	}
	return besideRow*float64(most) + 36
}

// beside draws short tables beside each other: a first column of words and columns of numbers.
func (p *pdfReport) beside(tables model.Beside) {
	c := p.canvas
	const gap, number = 22.0, 66.0
	w := (c.frame() - gap) / 2
	c.need(heightBeside(tables))
	top, end := c.y+4, c.y
	for i, t := range tables {
		x, y := c.left+float64(i)*(w+gap), top
		line := func(cells func(column int) string, first, rest style) {
			for j := range t.Columns {
				if j == 0 {
					c.textAt(x, y+9, first, fit(first.face, first.size, w-number*float64(len(t.Columns)-1)-4, cells(0)))
				} else {
					c.textRight(x+w-number*float64(len(t.Columns)-1-j), y+9, rest, cells(j))
				}
			}
			y += besideRow
		}
		line(func(j int) string { return t.Columns[j].Title }, minor, tiny)
		c.line(x, y, x+w, y, 0.5, hair)
		for _, row := range t.Rows {
			line(func(j int) string { return row[j] }, small, small)
		}
		for _, l := range clamp(tiny.face, tiny.size, w, 2, t.Note) {
			c.textAt(x, y+7, tiny, l)
			y += tiny.leading()
		}
		end = max(end, y)
	}
	c.y = end + 8
}
