package pdf

import (
	"strings"

	"otaudit/report/model"
)

// onePage lays a section out on a page of its own: what a manager reads (REP-10). Texts are shortened to a few lines. Boxes, the
// sign-off and the first rows of tables have their room; what has none is left out, since it stands elsewhere too.
func (p *pdfReport) onePage(s model.Section) {
	c := p.canvas
	c.newPage()
	page := c.pdf.PageNo()
	c.tight = true
	if page == 1 {
		p.firstHead()
	}
	p.open(s.Title)
	bottom := c.bottom
	for i, b := range s.Blocks {
		c.bottom = bottom - p.reserved(s.Blocks[i+1:])
		switch b := b.(type) {
		case model.Heading:
			c.pending = string(b)
		case model.Paragraph:
			p.shortened(b, 2)
		case model.List:
			p.shortList(b)
		case model.Notice:
			p.boxed(b)
		case *model.Table:
			p.tableIfRoom(b)
		case model.Plot:
			p.ifRoom(b.Height+30, func() { p.plot(b.Chart) })
		case model.SignOff:
			p.ifRoom(signOffRoom, func() { p.block(b) })
		}
	}
	c.bottom, c.tight = bottom, false
	p.privacySaid = p.privacySaid || p.privacyFoot()
	p.managerPages = append(p.managerPages, [2]int{page, c.pdf.PageNo()})
	c.pending, c.y = "", c.bottom
}

// signOffRoom is the height of the sign-off, headingRoom that of a heading above something.
const (
	signOffRoom = 34.0
	headingRoom = 24.0
)

// reserved is the room that the blocks to come must have.
func (p *pdfReport) reserved(list []model.Block) (height float64) {
	for _, b := range list {
		switch b := b.(type) {
		case model.Notice:
			height += p.boxHeight(p.boxItems(b, 1))
		case model.SignOff:
			height += signOffRoom + headingRoom
		case *model.Table:
			if len(b.Rows) > 0 {
				height += p.tableHeight(firstRows(b, leastRows(b))) + headingRoom
			}
		}
	}
	return height
}

// leastRows are the rows that a table has room for, whatever else must give way: two, or all where the last one is their sum.
func leastRows(t *model.Table) int {
	if t.Total {
		return len(t.Rows)
	}
	return min(2, len(t.Rows))
}

// firstRows is a table without the rows from the given one on, and then without its note.
func firstRows(t *model.Table, rows int) *model.Table {
	cut := *t
	if cut.Rows = t.Rows[:rows]; rows < len(t.Rows) {
		cut.Note = ""
	}
	return &cut
}

// ifRoom draws what fits on the page; what does not stands in the evidence too.
func (p *pdfReport) ifRoom(height float64, draw func()) {
	if p.pending != "" {
		height += headingRoom
	}
	if p.y+height > p.bottom {
		p.pending = ""
		return
	}
	draw()
}

// tableIfRoom draws a table with as many rows as there is room for.
func (p *pdfReport) tableIfRoom(t *model.Table) {
	for rows := len(t.Rows); rows > 0 && rows >= leastRows(t); rows-- {
		cut := firstRows(t, rows)
		height := p.tableHeight(cut)
		if p.pending != "" {
			height += headingRoom
		}
		if p.y+height <= p.bottom {
			p.table(cut)
			return
		}
	}
	p.pending = ""
}

// boxItems are the items of a box, each of so many lines at most.
func (p *pdfReport) boxItems(b model.Notice, lines int) []string {
	items := make([]string, len(b.Items))
	for i, item := range b.Items {
		items[i] = strings.Join(clamp(small.face, small.size, p.frame()-40, lines, item), " ")
	}
	return items
}

func (p *pdfReport) boxHeight(items []string) float64 {
	lines := 0
	for _, item := range items {
		lines += len(wrap(small.face, small.size, p.frame()-24, "• "+item))
	}
	return max(70, strong.leading()+float64(lines)*small.leading()+12)
}

// boxed draws what was not judged in one box, an item on one line where there is no room for more.
func (p *pdfReport) boxed(b model.Notice) {
	items := p.boxItems(b, 3)
	if p.y+p.boxHeight(items) > p.bottom {
		items = p.boxItems(b, 1)
	}
	p.ifRoom(p.boxHeight(items), func() { p.warning(b.Title, items) })
}

// shortened draws a paragraph of at most a few lines.
func (p *pdfReport) shortened(b model.Paragraph, lines int) {
	c := p.canvas
	st := paragraphs[b.Style]
	if b.Style == model.Lead {
		st, lines = style{bold, 13.5, ink}, 3
	}
	text := clamp(st.face, st.size, c.frame(), lines, b.Text)
	if b.Style != model.Lead && c.y+float64(len(text))*st.leading()+5 > c.bottom {
		return
	}
	for _, l := range text {
		c.textAt(c.left, c.y+st.size, st, l)
		c.y += st.leading()
	}
	if b.Style != model.Note {
		c.y += 5
	}
}

func (p *pdfReport) shortList(list model.List) {
	p.ifRoom(30, func() {
		p.need(30) // draws the heading that waits
		for _, text := range list.Items {
			lines := clamp(small.face, small.size, p.frame()-14, 4, text)
			if p.y+float64(len(lines))*small.leading() > p.bottom {
				return
			}
			p.dot(p.left+3, p.y+5, 1.3, accent)
			for _, l := range lines {
				p.textAt(p.left+12, p.y+8, small, l)
				p.y += small.leading()
			}
			p.y += 1.5
		}
	})
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
		below := note
		for below.size > 7 && textWidth(below.face, below.size, f.Below) > w-12 {
			below.size -= 0.25
		}
		c.textAt(x+8, c.y+56, below, fit(below.face, below.size, w-10, f.Below))
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
