package grid

import "otaudit/importers/value"

// AddColumn puts a column behind the others. ids holds the number of its content in each row.
func (g *Grid) AddColumn(c *DictColumn, ids []int32) {
	for i := range g.blocks {
		b := &g.blocks[i]
		packed := packRows(ids[i*blockRows:], b.rows, 1, b.rows)
		own := packed.columns[0]
		own.at = uint32(len(b.bytes))
		b.bytes, b.columns = append(b.bytes, packed.bytes...), append(b.columns, own)
	}
	g.Columns = append(g.Columns, c)
	g.open, g.openBlock = nil, -1
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
