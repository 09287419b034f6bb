package importers

import (
	"hash/maphash"
	"math"
	"strings"

	"otaudit/audit"
)

// grid is one sheet's table as it was read: every distinct content of a column once, and for each row the numbers of
// its contents. Columns are decided as a whole, so nothing is parsed before all of them were seen.
type grid struct {
	columns []*rawColumn // nil for columns that nobody needs
	rows    []gridRow
	kept    []int     // the rows that may turn out to be no line
	chunks  [][]int32 // numbers of the contents, chunkRows rows of len(columns) each; nil once the lines are made
}

const chunkRows = 2048

// gridRow is what is known of a row besides its cells.
type gridRow struct {
	number int32
	hidden bool
	blank  bool     // it has no filled cell at all
	second bool     // it belongs to a second table below the first
	ragged bool     // it has filled cells behind the last column of the table
	prose  uint64   // fingerprint of the note parts
	kept   []string // the row as written, where it may turn out to be no line
}

// cells gives the content numbers of a row; 0 is a blank cell.
func (g *grid) cells(row int) []int32 {
	at := row % chunkRows * len(g.columns)
	return g.chunks[row/chunkRows][at : at+len(g.columns)]
}

// blank counts the blank cells of a column.
func (g *grid) blank(col int) int {
	if g.columns[col] == nil {
		return 0
	}
	return int(g.columns[col].counts[0])
}

// rawColumn holds the distinct contents of one column.
type rawColumn struct {
	values []CellValue // by number; number 0 is the blank cell
	counts []int32
	table  []contentSlot // open addressing, a power of two long
	last   CellValue
	lastID int32
	small  []int32 // numbers of the contents that are up to three digits

	lists map[int32]bool // contents that hold one value for each of several codes; nil if there are none

	prose     bool // note text is measured and not kept: the number of a content is its count of words
	lastText  string
	lastWords int32
	lastFold  uint64
}

// contentSlot is a place in the table of contents; number 0 is a free one.
type contentSlot struct {
	hash uint32
	id   int32
}

// contentSeed is one for all columns of the process; nothing depends on the order that it gives.
var contentSeed = maphash.MakeSeed()

func newRawColumn() *rawColumn {
	return &rawColumn{values: []CellValue{{}}, counts: []int32{0}, table: make([]contentSlot, 64)}
}

// take numbers the content of a cell. Neighbouring rows often repeat a content; that is looked at first.
func (c *rawColumn) take(v CellValue) int32 {
	if v.Text == "" {
		c.counts[0]++
		return 0
	}
	if v.Text == c.last.Text && v.Hint == c.last.Hint {
		c.counts[c.lastID]++
		return c.lastID
	}
	if at := smallNumber(v.Text); at >= 0 && v.Hint == (CellHint{}) {
		if c.small == nil {
			c.small = make([]int32, smallNumbers)
		}
		if c.small[at] == 0 {
			c.small[at] = c.find(uint32(maphash.String(contentSeed, v.Text)), v)
		}
		c.counts[c.small[at]]++
		return c.small[at]
	}
	hash := uint32(maphash.String(contentSeed, v.Text))
	if v.Hint.Number {
		hash += 1 + uint32(v.Hint.Style)
	}
	id := c.find(hash, v)
	c.counts[id]++
	c.last, c.lastID = c.values[id], id
	return id
}

// smallNumbers is how many texts of one to three digits there are.
const smallNumbers = 10 + 100 + 1000

// smallNumber numbers the texts of one to three digits, -1 for all others. Units and minutes are such texts.
func smallNumber(text string) int {
	if len(text) > 3 {
		return -1
	}
	n, below := 0, 0
	for i := 0; i < len(text); i++ {
		if !isDigit(text[i]) {
			return -1
		}
		n = 10*n + int(text[i]-'0')
		if i > 0 {
			below = 10 + 10*below
		}
	}
	return below + n
}

// find gives the number of a content, a new one if it was not met before.
func (c *rawColumn) find(hash uint32, v CellValue) int32 {
	mask := uint32(len(c.table) - 1)
	for at := hash & mask; ; at = (at + 1) & mask {
		slot := &c.table[at]
		if slot.id == 0 {
			v.Text = strings.Clone(v.Text) // the text as given keeps its whole chunk alive
			slot.hash, slot.id = hash, int32(len(c.values))
			c.values = append(c.values, v)
			c.counts = append(c.counts, 0)
			if 4*len(c.values) > 3*len(c.table) {
				c.grow()
			}
			return int32(len(c.values) - 1)
		}
		if slot.hash == hash && c.values[slot.id] == v {
			return slot.id
		}
	}
}

func (c *rawColumn) grow() {
	old := c.table
	c.table = make([]contentSlot, 2*len(old))
	mask := uint32(len(c.table) - 1)
	for _, slot := range old {
		if slot.id == 0 {
			continue
		}
		at := slot.hash & mask
		for c.table[at].id != 0 {
			at = (at + 1) & mask
		}
		c.table[at] = slot
	}
}

// measure counts the words of a note part; placeholders such as n/a have none. The lines of one visit repeat its note.
func (c *rawColumn) measure(text string) (int32, uint64) {
	if text == "" {
		return 0, 0
	}
	if text != c.lastText {
		c.lastText, c.lastWords, c.lastFold = text, 0, 0
		if judgeCommon(trimEdges(text)) == OK {
			words, fold := audit.MeasureProse(text)
			c.lastWords, c.lastFold = int32(min(words, math.MaxInt32)), fold
		}
	}
	return c.lastWords, c.lastFold
}

// column gives the distinct contents with their counts in the form in which evidence is weighed.
func (c *rawColumn) column(header string) Column {
	col := Column{Header: header, Values: make(map[CellValue]int, len(c.values)), Blank: int(c.counts[0])}
	for id, v := range c.values[1:] {
		col.Values[v] = int(c.counts[id+1])
		col.Total += int(c.counts[id+1])
	}
	return col
}
