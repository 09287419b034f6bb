package importers

import (
	"cmp"
	"slices"
)

// grid is one sheet's table as it was read: every distinct content of a column once, and for each row the numbers of
// its contents. Columns are decided as a whole, so nothing is parsed before all of them were seen.
type grid struct {
	columns []*rawColumn // nil for columns that nobody needs
	rows    gridRows
	kept    []keptRow    // the rows that may turn out to be no line, in order
	blocks  []packedRows // numbers of the contents, blockRows rows each; the last may have fewer

	open      []int32 // the rows of one block, row by row
	openBlock int     // which one; -1 for none
}

// gridRow is what is known of a row besides its cells. It holds no pointer: there are many, and the collector of garbage
// passes them over.
type gridRow struct {
	prose  uint64 // fingerprint of the note parts
	number int32
	flags  rowFlags
}

func (r *gridRow) is(flag rowFlags) bool { return r.flags&flag != 0 }

func (r *gridRow) mark(flag rowFlags, yes bool) {
	if yes {
		r.flags |= flag
	}
}

// rowFlags says what is special about a row.
type rowFlags uint8

const (
	blankRow    rowFlags = 1 << iota // it has no filled cell at all
	secondRow                        // it belongs to a second table below the first
	raggedRow                        // it has filled cells behind the last column of the table
	mayBeNoLine                      // it may turn out to be no line: keptTexts gives it as written
)

// gridRows holds rows in blocks, which stay where they are while others are added.
type gridRows struct {
	blocks [][]gridRow // blockRows rows each; the last may have fewer
	n      int
}

func (r *gridRows) len() int { return r.n }

func (r *gridRows) at(row int) *gridRow { return &r.blocks[row/blockRows][row%blockRows] }

func (r *gridRows) add(rows []gridRow) {
	for len(rows) > 0 {
		if r.n == len(r.blocks)*blockRows {
			r.blocks = append(r.blocks, make([]gridRow, 0, blockRows))
		}
		last := &r.blocks[len(r.blocks)-1]
		n := min(len(rows), blockRows-len(*last))
		*last = append(*last, rows[:n]...)
		r.n += n
		rows = rows[n:]
	}
}

// keptRow is a row as written.
type keptRow struct {
	row   int
	texts []string
}

// cells gives the content numbers of a row; 0 is a blank cell. They stay until the cells of a row elsewhere in the grid
// are asked for.
func (g *grid) cells(row int) []int32 {
	if n := row / blockRows; n != g.openBlock {
		g.open = g.blocks[n].unpack(g.open)
		g.openBlock = n
	}
	width := len(g.columns)
	at := row % blockRows * width
	return g.open[at : at+width]
}

// cell gives one content number. It leaves the cells of other rows where they are.
func (g *grid) cell(row, col int) int32 { return g.blocks[row/blockRows].cell(row%blockRows, col) }

// setCell gives a cell another content.
func (g *grid) setCell(row, col int, id int32) {
	g.cells(row)[col] = id
	g.blocks[g.openBlock].set(row%blockRows, col, id)
}

// keptTexts gives a row as written if it may turn out to be no line, else nil.
func (g *grid) keptTexts(row int) []string {
	if !g.rows.at(row).is(mayBeNoLine) {
		return nil
	}
	at, _ := slices.BinarySearchFunc(g.kept, row, func(k keptRow, row int) int { return cmp.Compare(k.row, row) })
	return g.kept[at].texts
}

// blank counts the blank cells of a column.
func (g *grid) blank(col int) int {
	if g.columns[col] == nil {
		return 0
	}
	return int(g.columns[col].counts[0])
}
