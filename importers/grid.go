package importers

import (
	"strings"
)

// grid is one sheet's table as it was read: every distinct content of a column once, and for each row the numbers of
// its contents. Columns are decided as a whole, so nothing is parsed before all of them were seen.
type grid struct {
	columns []*rawColumn // nil for columns that nobody needs
	rows    []gridRow
	chunks  [][]int32 // numbers of the contents, chunkRows rows of len(columns) each
}

const chunkRows = 2048

// gridRow is what is known of a row besides its cells.
type gridRow struct {
	number int32
	hidden bool
	ragged bool     // it has filled cells behind the last column of the table
	filled int16    // filled cells, at most 32767
	prose  uint64   // fingerprint of the note parts
	kept   []string // the row as written, where it may turn out to be no line
}

// cells gives the content numbers of a row; 0 is a blank cell.
func (g *grid) cells(row int) []int32 {
	at := row % chunkRows * len(g.columns)
	return g.chunks[row/chunkRows][at : at+len(g.columns)]
}

// rawColumn holds the distinct contents of one column.
type rawColumn struct {
	index  map[CellValue]int32
	values []CellValue // by number; number 0 is the blank cell
	counts []int32
	last   CellValue
	lastID int32
	prose  bool // note text is measured and not kept: the number of a content is its count of words
}

func newRawColumn() *rawColumn {
	return &rawColumn{index: map[CellValue]int32{{}: 0}, values: []CellValue{{}}, counts: []int32{0}}
}

// take numbers the content of a cell. Neighbouring rows often repeat a content; that is looked at first.
func (c *rawColumn) take(v CellValue) int32 {
	if v.Text == "" {
		c.counts[0]++
		return 0
	}
	if v == c.last {
		c.counts[c.lastID]++
		return c.lastID
	}
	id, known := c.index[v]
	if known {
		v = c.values[id]
	} else {
		v.Text = strings.Clone(v.Text)
		id = int32(len(c.values))
		c.index[v] = id
		c.values = append(c.values, v)
		c.counts = append(c.counts, 0)
	}
	c.counts[id]++
	c.last, c.lastID = v, id
	return id
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
