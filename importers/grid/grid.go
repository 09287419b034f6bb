package grid

// Grid is one sheet's table as it was read: every distinct content of a column once, and for each row the numbers of
// its contents. Columns are decided as a whole, so nothing is parsed before all of them were seen.
type Grid struct {
	Columns []*DictColumn // nil for columns that nobody needs
	Rows    gridRows
	Kept    KeptRows  // the rows that may turn out to be no line
	blocks  [][]int32 // numbers of the contents row by row, blockRows rows each; the last may have fewer
}

// blockRows is how many rows stand together. A block stays where it is while others are added.
const blockRows = 256

// Cells gives the content numbers of a row; 0 is a blank cell. The caller must not change them.
func (g *Grid) Cells(row int) []int32 {
	width := len(g.Columns)
	return g.blocks[row/blockRows][row%blockRows*width:][:width]
}

// Cell gives one content number.
func (g *Grid) Cell(row, col int) int32 { return g.Cells(row)[col] }

// SetCell gives a cell another content.
func (g *Grid) SetCell(row, col int, id int32) { g.Cells(row)[col] = id }

// KeptTexts gives a row as written if it may turn out to be no line, else nil.
func (g *Grid) KeptTexts(row int) []string {
	if !g.Rows.At(row).Is(MayBeNoLine) {
		return nil
	}
	return g.Kept.texts(row)
}

// Blank counts the blank cells of a column.
func (g *Grid) Blank(col int) int {
	if g.Columns[col] == nil {
		return 0
	}
	return int(g.Columns[col].Counts[0])
}
