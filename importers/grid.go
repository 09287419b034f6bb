package importers

import (
	"cmp"
	"slices"
)

// grid is one sheet's table as it was read: every distinct content of a column once, and for each row the numbers of
// its contents. Columns are decided as a whole, so nothing is parsed before all of them were seen.
type grid struct {
	columns []*dictColumn // nil for columns that nobody needs
	rows    gridRows
	kept    []keptRow    // the rows that may turn out to be no line, in order
	blocks  []packedRows // numbers of the contents, blockRows rows each; the last may have fewer

	open      []int32 // the rows of one block, row by row
	openBlock int     // which one; -1 for none
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
