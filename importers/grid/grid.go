package grid

import (
	"cmp"
	"encoding/binary"
	"slices"
)

// Grid is one sheet's table as it was read: every distinct content of a column once, and for each row the numbers of
// its contents. Columns are decided as a whole, so nothing is parsed before all of them were seen.
type Grid struct {
	Columns []*DictColumn // nil for columns that nobody needs
	Rows    gridRows
	Kept    []keptRow // the rows that may turn out to be no line, in order
	blocks  [][]int32 // numbers of the contents row by row, blockRows rows each; the last may have fewer
}

// blockRows is how many rows stand together. A block stays where it is while others are added.
const blockRows = 256

// keptRow is a row as written, packed: a log may hold millions of rows that turn out to be no line.
type keptRow struct {
	Row    int
	packed string // the number of texts, and of each its length and itself
}

func packTexts(texts []string) string {
	packed := binary.AppendUvarint(nil, uint64(len(texts)))
	for _, text := range texts {
		packed = append(binary.AppendUvarint(packed, uint64(len(text))), text...)
	}
	return string(packed)
}

func (k *keptRow) texts() []string {
	rest := k.packed
	number := func() uint64 {
		n, shift := uint64(0), 0
		for i := 0; ; i++ {
			n |= uint64(rest[i]&0x7f) << shift
			if shift += 7; rest[i] < 0x80 {
				rest = rest[i+1:]
				return n
			}
		}
	}
	texts := make([]string, number())
	for i := range texts {
		length := number()
		texts[i], rest = rest[:length], rest[length:]
	}
	return texts
}

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
	at, _ := slices.BinarySearchFunc(g.Kept, row, func(k keptRow, row int) int { return cmp.Compare(k.Row, row) })
	return g.Kept[at].texts()
}

// Blank counts the blank cells of a column.
func (g *Grid) Blank(col int) int {
	if g.Columns[col] == nil {
		return 0
	}
	return int(g.Columns[col].Counts[0])
}
