package grid

import (
	"slices"

	"otaudit/importers/value"
)

// AddColumn puts a column behind the others. ids holds the number of its content in each row.
func (g *Grid) AddColumn(c *DictColumn, ids []int32) {
	width := len(g.Columns)
	for i, block := range g.blocks {
		wide := make([]int32, 0, len(block)/width*(width+1))
		for row := range slices.Chunk(block, width) {
			wide = append(append(wide, row...), ids[0])
			ids = ids[1:]
		}
		g.blocks[i] = wide
	}
	g.Columns = append(g.Columns, c)
}

// Number returns the number of a content, a new one if the column has not met it. No cell is counted by that.
func (c *DictColumn) Number(text string, hint value.CellHint) int32 {
	if text == "" {
		return 0
	}
	for id := range int32(c.Len()) {
		if v := c.Value(id); id > 0 && v.Text == text && v.Hint == hint {
			return id
		}
	}
	c.add([]byte(text), hint)
	c.Counts[c.Len()-1] = 0
	return int32(c.Len() - 1)
}
