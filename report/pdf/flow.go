package pdf

// The flow: headings, paragraphs and lists from top to bottom, with page breaks.

// open begins a section on a page with room for its beginning.
func (c *canvas) open(title string) {
	if c.y > c.top {
		c.y += 20
	}
	c.pending = ""
	c.need(150)
	c.bookmark(title, 0)
	c.y += heading.size
	c.textAt(c.left, c.y, heading, fit(bold, heading.size, c.frame(), title))
	c.y += 7
	c.line(c.left, c.y, c.left+46, c.y, 2, accent)
	c.y += 15
}

// sub opens a part of a section. Its heading waits for what follows and goes to the same page.
func (c *canvas) sub(title string) {
	c.pending = title
}

func (c *canvas) drawSub(title string) {
	st, above := subhead, 9.0
	if c.tight {
		st, above = subTight, 3
	}
	if c.y > c.top {
		c.y += above
	}
	c.bookmark(title, 1)
	c.heading(st, title)
}

// heading draws a heading without a bookmark.
func (c *canvas) heading(st style, title string) {
	for _, l := range wrap(st.face, st.size, c.frame(), title) {
		c.need(st.leading() * 2)
		c.y += st.size
		c.textAt(c.left, c.y, st, l)
		c.y += st.leading() - st.size
	}
	c.y += 3
}

// para draws a paragraph over the whole frame.
func (c *canvas) para(st style, s string) {
	c.block(c.left, c.frame(), st, s)
	c.y += 5
}

// block draws wrapped lines in a column, breaking pages between lines. One line alone is not left at a page's foot.
func (c *canvas) block(x, width float64, st style, s string) {
	lines := wrap(st.face, st.size, width, s)
	if len(lines) > 1 {
		c.need(2 * st.leading())
	}
	for _, l := range lines {
		c.need(st.leading())
		c.textAt(x, c.y+st.size, st, l)
		c.y += st.leading()
	}
}

// bullets draws a list.
func (c *canvas) bullets(st style, items []string) {
	for _, item := range items {
		lines := len(wrap(st.face, st.size, c.frame()-12, item))
		c.need(float64(min(lines, 3)) * st.leading())
		c.dot(c.left+3, c.y+st.size*0.66, 1.5, accent)
		c.block(c.left+12, c.frame()-12, st, item)
		c.y += 2.5
	}
	c.y += 3
}

// labelled draws "label  text" with the text in a hanging column.
func (c *canvas) labelled(labelWidth float64, st style, label, s string) {
	if s == "" {
		return
	}
	c.need(float64(min(2, len(wrap(st.face, st.size, c.frame()-labelWidth, s)))) * st.leading())
	labelStyle := style{regular, st.size, muted}
	c.textAt(c.left, c.y+st.size, labelStyle, fit(labelStyle.face, st.size, labelWidth-6, label))
	c.block(c.left+labelWidth, c.frame()-labelWidth, st, s)
	c.y += 1.5
}

// warning draws a note with a bar beside it that nobody misses, over as many pages as it needs.
func (c *canvas) warning(title string, items []string) {
	const pad = 12.0
	c.need(70)
	barred := func(st style, s string) {
		for _, l := range wrap(st.face, st.size, c.frame()-2*pad, s) {
			c.need(st.leading())
			c.fill(c.left, c.y, c.frame(), st.leading()+0.5, grey(240))
			c.fill(c.left, c.y, 4, st.leading()+0.5, ink)
			c.textAt(c.left+pad, c.y+st.size, st, l)
			c.y += st.leading()
		}
	}
	barred(strong, title)
	for _, item := range items {
		barred(small, "• "+item)
	}
	c.y += 12
}
