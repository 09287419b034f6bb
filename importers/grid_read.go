package importers

import (
	"slices"
	"strings"

	"otaudit/audit"
)

// batch is the rows of one block on their way from the reader.
type batch struct {
	rows  []gridRow
	kept  []keptRow  // by the number in the batch
	texts []string   // width cells a row
	words []int32    // counted in the note parts, a run of blockRows for each of them
	hints []CellHint // as many as texts; none if the cells have no types
}

// producer reads the rows below the header into batches and measures the notes.
type producer struct {
	columns []*rawColumn
	prose   []int // the columns of note parts
	width   int
	merged  *mergeFiller
	watch   *tableWatch
	batch   *batch
	free    chan *batch
}

// readGrid reads the rows below the header. Reading and numbering run side by side: one goroutine reads rows into
// batches, the caller's numbers their contents. columns[i] is nil where column i is not needed.
func readGrid(sheet *Sheet, t *table, columns []*rawColumn) (*grid, error) {
	g, width := &grid{columns: columns, openBlock: -1}, len(t.headers)
	p := &producer{columns: columns, width: width, merged: newMergeFiller(sheet.Merges), watch: newTableWatch(t), free: make(chan *batch, 6)}
	for col, c := range columns {
		if c != nil && c.prose {
			p.prose = append(p.prose, col)
		}
	}
	batches := make(chan *batch, 4)
	failed := make(chan error, 1)
	go func() {
		defer close(batches)
		failed <- p.run(sheet, t.row, batches)
	}()
	taker := &taker{grid: g, prose: p.prose, width: width, ids: make([]int32, blockRows*width)}
	for b := range batches {
		taker.take(b)
		select {
		case p.free <- b:
		default:
		}
	}
	taker.done()
	return g, <-failed
}

func (p *producer) run(sheet *Sheet, headerRow int, batches chan<- *batch) error {
	p.next()
	err := sheet.Rows(func(r *Row) error {
		if r.Number <= headerRow {
			p.merged.see(r)
			return nil
		}
		p.add(r)
		if len(p.batch.rows) == blockRows {
			batches <- p.batch
			p.next()
		}
		return nil
	})
	if len(p.batch.rows) > 0 {
		batches <- p.batch
	}
	return err
}

// next takes an empty batch, one that was used before if there is one.
func (p *producer) next() {
	select {
	case b := <-p.free:
		*b = batch{rows: b.rows[:0], kept: b.kept[:0], texts: b.texts[:0], words: b.words, hints: b.hints[:0]}
		p.batch = b
	default:
		p.batch = &batch{rows: make([]gridRow, 0, blockRows), texts: make([]string, 0, blockRows*p.width),
			words: make([]int32, blockRows*len(p.prose))}
	}
}

func (p *producer) add(r *Row) {
	b := p.batch
	row := gridRow{number: int32(r.Number), hidden: r.Hidden, blank: allEmpty(r.Text)}
	start := len(b.texts)
	have := min(len(r.Text), p.width)
	b.texts = append(b.texts, r.Text[:have]...)
	for range p.width - have {
		b.texts = append(b.texts, "")
	}
	if r.Typed() {
		for col := range p.width {
			text, hint := typedCell(r.Cell(col))
			b.texts[start+col] = text
			b.hints = append(b.hints, hint)
		}
	}
	p.merged.fill(r, b.texts[start:], b.hints)
	for _, text := range r.Text[have:] {
		row.ragged = row.ragged || text != "" && trimEdges(text) != ""
	}
	keep := p.watch.keep(b.texts[start:])
	row.second = p.watch.inSecond(b.texts[start:], keep)
	switch row.kept = true; {
	case row.ragged:
		b.kept = append(b.kept, keptRow{len(b.rows), cloneTexts(r.Text)})
	case keep, row.second:
		b.kept = append(b.kept, keptRow{len(b.rows), cloneTexts(b.texts[start:])})
	default:
		row.kept = false
	}
	if row.second { // its contents say nothing of the table's columns
		clear(b.texts[start:])
	}
	for i, col := range p.prose {
		words, fold := p.columns[col].measure(b.texts[start+col])
		b.words[i*blockRows+len(b.rows)] = words
		row.prose = audit.MixProse(row.prose, fold)
	}
	b.rows = append(b.rows, row)
}

// cloneTexts copies the texts of a row, so that they do not keep the chunk they were read in.
func cloneTexts(texts []string) []string {
	clone := make([]string, len(texts))
	for i, text := range texts {
		clone[i] = strings.Clone(text)
	}
	return clone
}

// typedCell gives text and hint of a workbook cell as the parsers take them.
func typedCell(c Cell) (string, CellHint) {
	if c.Kind == CellFormulaEmpty {
		return "", CellHint{}
	}
	return c.Text, CellHint{Number: c.Kind == CellNumber, Style: styleOf(c)}
}

func styleOf(c Cell) NumberStyle {
	if c.Kind != CellNumber {
		return StyleNone
	}
	switch c.Format {
	case FormatDate:
		return StyleDate
	case FormatTime:
		return StyleTime
	case FormatDateTime:
		return StyleDateTime
	case FormatDuration:
		return StyleDuration
	default:
		return StylePlain
	}
}

// taker numbers the contents of batches and packs them into the grid.
type taker struct {
	grid  *grid
	prose []int // the columns of note parts
	width int
	ids   []int32 // of one batch, column by column, a run of blockRows for each
	rows  [][]gridRow
}

// take numbers the contents of a batch, column by column.
func (t *taker) take(b *batch) {
	g, n := t.grid, len(b.rows)
	for i, col := range t.prose {
		ids := t.ids[col*blockRows:][:n]
		for i, words := range b.words[i*blockRows:][:n] {
			if ids[i] = words; words == 0 {
				g.columns[col].counts[0]++
			}
		}
	}
	for col, c := range g.columns {
		if c == nil || c.prose {
			continue
		}
		ids, at := t.ids[col*blockRows:][:n], col
		if len(b.hints) > 0 {
			for i := range ids {
				ids[i] = c.take(b.texts[at], b.hints[at])
				at += t.width
			}
			continue
		}
		for i := range ids {
			ids[i] = c.take(b.texts[at], CellHint{})
			at += t.width
		}
	}
	first := len(g.blocks) * blockRows
	for _, k := range b.kept {
		g.kept = append(g.kept, keptRow{first + k.row, k.texts})
	}
	g.blocks = append(g.blocks, packBlock(t.ids, n, t.width, blockRows))
	t.rows = append(t.rows, slices.Clone(b.rows))
}

// done puts the rows side by side, once their number is known.
func (t *taker) done() {
	t.grid.rows = slices.Concat(t.rows...)
	for _, c := range t.grid.columns {
		if c != nil {
			c.done()
		}
	}
}

// mergeFiller gives every cell of a merged range the content of its anchor (IMP-170).
type mergeFiller struct {
	ranges []Merge
	anchor []CellValue
}

func newMergeFiller(ranges []Merge) *mergeFiller {
	return &mergeFiller{ranges: ranges, anchor: make([]CellValue, len(ranges))}
}

// see keeps the anchors of the row.
func (m *mergeFiller) see(r *Row) {
	for i, merge := range m.ranges {
		if merge.FirstRow == r.Number {
			text, hint := typedCell(r.Cell(merge.FirstCol))
			m.anchor[i] = CellValue{text, hint}
		}
	}
}

// fill writes the anchors' contents into the row's cells. Ranges across columns in one row are titles, not data.
func (m *mergeFiller) fill(r *Row, texts []string, hints []CellHint) {
	if len(m.ranges) == 0 {
		return
	}
	m.see(r)
	for i, merge := range m.ranges {
		if r.Number <= merge.FirstRow || r.Number > merge.LastRow || merge.FirstCol != merge.LastCol || merge.FirstCol >= len(texts) {
			continue
		}
		if texts[merge.FirstCol] == "" {
			texts[merge.FirstCol] = m.anchor[i].Text
			if len(hints) > 0 {
				hints[len(hints)-len(texts)+merge.FirstCol] = m.anchor[i].Hint
			}
		}
	}
}
