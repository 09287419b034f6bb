package grid

import "otaudit/importers/value"

// indexer numbers the contents of batches for the grid.
type indexer struct {
	grid  *Grid
	prose []int // the columns of note parts
}

// intern numbers the contents of a batch.
func (t *indexer) intern(b *batch) {
	g, width := t.grid, len(t.grid.Columns)
	before := g.Rows.Len()
	g.Kept.add(before, &b.kept)
	g.Rows.add(b.rows)
	for first := 0; first < len(b.rows); {
		filled := (before + first) % blockRows
		if filled == 0 {
			g.blocks = append(g.blocks, make([]int32, 0, blockRows*width))
		}
		n := min(blockRows-filled, len(b.rows)-first)
		last := &g.blocks[len(g.blocks)-1]
		*last = (*last)[:(filled+n)*width]
		t.number(b, first, n, (*last)[filled*width:])
		first += n
	}
}

// number numbers the contents of n rows of a batch, column by column.
func (t *indexer) number(b *batch, first, n int, ids []int32) {
	width := len(t.grid.Columns)
	for i, col := range t.prose {
		for row := range n {
			words := b.words[(first+row)*len(t.prose)+i]
			if ids[row*width+col] = words; words == 0 {
				t.grid.Columns[col].Counts[0]++
			}
		}
	}
	for col, c := range t.grid.Columns {
		if c == nil || c.Prose {
			continue
		}
		for row := range n {
			at, hint := (first+row)*width+col, value.CellHint{}
			if len(b.hints) > 0 {
				hint = b.hints[at]
			}
			ids[row*width+col] = c.Intern(b.text(at), hint)
		}
	}
}

// done forgets what only numbering needs.
func (t *indexer) done() {
	for _, c := range t.grid.Columns {
		if c != nil {
			c.done()
		}
	}
}
