package grid

import "otaudit/importers/value"

// indexer numbers the contents of batches and packs them into the grid.
type indexer struct {
	grid  *Grid
	prose []int // the columns of note parts
	width int
	ids   []int32 // of the rows that are not packed yet, column by column, a run of blockRows for each
	n     int     // how many rows those are
}

func newIndexer(g *Grid, prose []int) *indexer {
	width := len(g.Columns)
	return &indexer{grid: g, prose: prose, width: width, ids: make([]int32, blockRows*width)}
}

// intern numbers the contents of a batch.
func (t *indexer) intern(b *batch) {
	before := len(t.grid.blocks)*blockRows + t.n
	for _, k := range b.kept {
		t.grid.Kept = append(t.grid.Kept, keptRow{before + k.Row, k.texts})
	}
	t.grid.Rows.add(b.rows)
	for first := 0; first < len(b.rows); {
		n := min(blockRows-t.n, len(b.rows)-first)
		t.number(b, first, n)
		first += n
		if t.n += n; t.n == blockRows {
			t.pack()
		}
	}
}

// number numbers the contents of n rows of a batch, column by column.
func (t *indexer) number(b *batch, first, n int) {
	for i, col := range t.prose {
		ids := t.ids[col*blockRows+t.n:][:n]
		for row := range ids {
			words := b.words[(first+row)*len(t.prose)+i]
			if ids[row] = words; words == 0 {
				t.grid.Columns[col].Counts[0]++
			}
		}
	}
	for col, c := range t.grid.Columns {
		if c == nil || c.Prose {
			continue
		}
		ids, at := t.ids[col*blockRows+t.n:][:n], first*t.width+col
		for i := range ids {
			hint := value.CellHint{}
			if len(b.hints) > 0 {
				hint = b.hints[at]
			}
			ids[i] = c.Intern(b.text(at), hint)
			at += t.width
		}
	}
}

func (t *indexer) pack() {
	t.grid.blocks = append(t.grid.blocks, packRows(t.ids, t.n, t.width, blockRows))
	t.n = 0
}

// done packs what is left.
func (t *indexer) done() {
	if t.n > 0 {
		t.pack()
	}
	for _, c := range t.grid.Columns {
		if c != nil {
			c.done()
		}
	}
}
