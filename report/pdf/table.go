package pdf

import "strings"

// column is one column of a table.
type column struct {
	head   string
	number bool // right-aligned, never wrapped if it can be avoided
	mono   bool
	weight float64 // share of the room left; 0 takes none
	part   float64 // fixed part of the whole width; if one column has it, all have
	titled bool    // a cell begins with a title, up to a tab, in bold
	blank  bool    // room to write in, between lines
}

func (col column) face() face {
	if col.mono {
		return mono
	}
	return regular
}

// table is a table in the making.
type table struct {
	c       *canvas
	columns []column
	rows    [][]string
	size    float64
	shade   func(row, column int) float64
	widths  []float64
	heads   [][]string
	titles  []int // lines in bold left in each cell of the row in work
}

const (
	cellPadX    = 4.0
	cellPadY    = 0.19 // of the size
	afterNumber = 8.0
)

// halfSize is the size of type of tables in two halves.
const halfSize = 7.0

// sideBySide draws a table of short rows in two halves beside each other, read down the left one first. Long ones come
// in pieces that fit on a page.
func (c *canvas) sideBySide(columns []column, rows [][]string) {
	const most = 88
	if len(rows) < 8 {
		c.grid(halfSize, columns, rows, nil)
		return
	}
	twice := append(append(columns[:len(columns):len(columns)], column{part: columns[0].part / 4}), columns...)
	for from := 0; from < len(rows); from += most {
		piece := rows[from:min(from+most, len(rows))]
		half := (len(piece) + 1) / 2
		pairs := make([][]string, half)
		for i := range pairs {
			right := make([]string, len(columns))
			if half+i < len(piece) {
				right = piece[half+i]
			}
			pairs[i] = append(append(piece[i][:len(columns):len(columns)], ""), right...)
		}
		c.grid(halfSize, twice, pairs, nil)
	}
}

// grid draws rows under a header that repeats on every page. A row is split only if it is taller than a page. Shade
// returns how dark the ground of a cell is; nil for none.
func (c *canvas) grid(size float64, columns []column, rows [][]string, shade func(row, column int) float64) {
	if len(rows) == 0 {
		return
	}
	t := &table{c: c, columns: columns, rows: rows, size: size, shade: shade}
	t.layout()
	first := 0.0
	for i := range rows[:min(3, len(rows))] {
		first += t.height(t.cells(i))
	}
	c.need(t.headHeight() + min(first, 160))
	t.header()
	for i := range rows {
		t.row(i)
	}
	c.line(c.left, c.y, c.left+t.width(), c.y, 0.6, grey(150))
	c.y += 8
}

// heightOf measures a grid of rows without drawing it.
func (c *canvas) heightOf(size float64, columns []column, rows [][]string) float64 {
	t := &table{c: c, columns: columns, rows: rows, size: size}
	t.layout()
	sum := t.headHeight() + 8
	for i := range rows {
		sum += t.height(t.cells(i))
	}
	return sum
}

// layout gives each column what its longest word needs and shares the rest by need and weight.
func (t *table) layout() {
	n := len(t.columns)
	least, natural := make([]float64, n), make([]float64, n)
	for j, col := range t.columns {
		t.measure(col.head, bold, &least[j], &natural[j], false)
		for i := range t.rows {
			t.measure(t.rows[i][j], col.face(), &least[j], &natural[j], col.number)
		}
		least[j] = min(least[j], 132) + t.pad(j)
		natural[j] = max(least[j], min(natural[j], 420)+t.pad(j))
	}
	t.titles = make([]int, n)
	t.widths = share(t.c.frame(), least, natural, t.columns)
	for j, col := range t.columns {
		t.heads = append(t.heads, clamp(bold, t.size, t.widths[j]-t.pad(j), 5, col.head))
	}
}

// pad is what a column leaves blank at its sides: text stands apart from the number to its left.
func (t *table) pad(j int) float64 {
	if j > 0 && t.columns[j-1].number && !t.columns[j].number {
		return 2*cellPadX + afterNumber
	}
	return 2 * cellPadX
}

func (t *table) measure(s string, f face, least, natural *float64, whole bool) {
	s = printable(f, s)
	w := textWidth(f, t.size, s)
	*natural = max(*natural, w)
	if whole {
		*least = max(*least, w)
		return
	}
	for _, word := range strings.Fields(s) {
		*least = max(*least, textWidth(f, t.size, word))
	}
}

// share divides the width among columns: their natural widths and the rest by weight if all fits, else something
// between least and natural, else the least widths scaled down.
func share(width float64, least, natural []float64, columns []column) []float64 {
	sumLeast, sumNatural, weights, parts := 0.0, 0.0, 0.0, 0.0
	for j := range least {
		sumLeast += least[j]
		sumNatural += natural[j]
		weights += columns[j].weight
		parts += columns[j].part
	}
	widths := make([]float64, len(least))
	for j := range widths {
		switch {
		case parts > 0:
			widths[j] = width * columns[j].part / parts
		case sumNatural <= width && weights > 0:
			widths[j] = natural[j] + (width-sumNatural)*columns[j].weight/weights
		case sumNatural <= width:
			widths[j] = natural[j]
		case sumLeast <= width:
			widths[j] = least[j] + (natural[j]-least[j])*(width-sumLeast)/(sumNatural-sumLeast)
		default:
			widths[j] = least[j] * width / sumLeast
		}
	}
	return widths
}

func (t *table) width() float64 {
	sum := 0.0
	for _, w := range t.widths {
		sum += w
	}
	return sum
}

func (t *table) lead() float64 { return t.size * 1.28 }

func (t *table) padY() float64 { return t.size * cellPadY }

func (t *table) headHeight() float64 { return t.height(t.heads) }

func (t *table) height(cells [][]string) float64 {
	most := 1
	for _, lines := range cells {
		most = max(most, len(lines))
	}
	return float64(most)*t.lead() + 2*t.padY()
}

func (t *table) cells(i int) [][]string {
	cells := make([][]string, len(t.columns))
	for j, col := range t.columns {
		room := t.widths[j] - t.pad(j)
		text := t.rows[i][j]
		t.titles[j] = 0
		if title, rest, cut := strings.Cut(text, "\t"); cut && col.titled {
			cells[j] = wrap(bold, t.size, room, title)
			t.titles[j] = len(cells[j])
			text = rest
		}
		if text != "" || cells[j] == nil {
			cells[j] = append(cells[j], wrap(col.face(), t.size, room, text)...)
		}
	}
	return cells
}

func (t *table) header() {
	c := t.c
	h := t.headHeight()
	c.fill(c.left, c.y, t.width(), h, grey(232))
	t.draw(t.heads, func(int, int) style { return style{bold, t.size, ink} })
	c.line(c.left, c.y, c.left+t.width(), c.y, 0.8, grey(120))
}

func (t *table) row(i int) {
	c := t.c
	cells := t.cells(i)
	h := t.height(cells)
	room := c.bottom - c.top - t.headHeight()
	if h <= room {
		together := h
		if i == len(t.rows)-2 { // the last row is not left alone on a page
			together = min(h+t.height(t.cells(i+1)), room)
			cells = t.cells(i) // measuring the other row has noted its titles
		}
		if c.need(together) {
			t.header()
		}
		t.part(i, cells)
		return
	}
	for len(cells) > 0 {
		if c.bottom-c.y < 4*t.lead() && c.need(c.bottom) {
			t.header()
		}
		fits := int((c.bottom - c.y - 2*t.padY()) / t.lead())
		head, rest := cutLines(cells, max(1, fits))
		t.part(i, head)
		cells = rest
	}
}

// cutLines takes the first n lines of every cell; no rest gives nil.
func cutLines(cells [][]string, n int) (head, rest [][]string) {
	more := false
	head, rest = make([][]string, len(cells)), make([][]string, len(cells))
	for j, lines := range cells {
		k := min(n, len(lines))
		head[j], rest[j] = lines[:k], lines[k:]
		more = more || len(rest[j]) > 0
	}
	if !more {
		return head, nil
	}
	return head, rest
}

func (t *table) part(i int, cells [][]string) {
	if i%2 == 1 {
		t.c.fill(t.c.left, t.c.y, t.width(), t.height(cells), zebra)
	}
	t.rules(t.height(cells))
	t.ground(i, t.height(cells))
	t.draw(cells, func(j, k int) style {
		if k < t.titles[j] {
			return style{bold, t.size, ink}
		}
		return style{t.columns[j].face(), t.size, ink}
	})
	for j, lines := range cells {
		t.titles[j] = max(0, t.titles[j]-len(lines))
	}
}

// rules draws the lines around the fields of a row that are to be written in.
func (t *table) rules(height float64) {
	c := t.c
	x := c.left
	for j, col := range t.columns {
		if col.blank {
			c.fill(x, c.y, t.widths[j], height, white)
			c.box(x, c.y, t.widths[j], height, hair)
		}
		x += t.widths[j]
	}
}

// ground shades the cells of a row, so lightly that dark numbers stay legible.
func (t *table) ground(i int, height float64) {
	if t.shade == nil {
		return
	}
	x := t.c.left
	for j := range t.columns {
		if depth := t.shade(i, j) * 0.5; depth > 0 {
			mix := func(part int) int { return 255 - int(depth*float64(255-part)) }
			t.c.fill(x, t.c.y, t.widths[j], height, color{mix(accent.r), mix(accent.g), mix(accent.b)})
		}
		x += t.widths[j]
	}
}

// draw draws the lines of the cells; look returns the style of a line by its column and its place in the cell.
func (t *table) draw(cells [][]string, look func(column, line int) style) {
	c := t.c
	x := c.left
	for j, lines := range cells {
		for k, l := range lines {
			y := c.y + t.padY() + t.size*0.95 + float64(k)*t.lead()
			if t.columns[j].number {
				c.textRight(x+t.widths[j]-cellPadX, y, look(j, k), l)
			} else {
				c.textAt(x+t.pad(j)-cellPadX, y, look(j, k), l)
			}
		}
		x += t.widths[j]
	}
	c.y += t.height(cells)
}
