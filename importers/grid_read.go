package importers

import (
	"strings"

	"otaudit/audit"
)

const batchRows = 512

// batch is a number of rows on their way from the reader.
type batch struct {
	rows  []gridRow
	texts []string // width cells a row
	words []int32  // as many, filled for note parts only
	hints []CellHint
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
	g, width := &grid{columns: columns}, len(t.headers)
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
	for b := range batches {
		g.takeBatch(b, width)
		select {
		case p.free <- b:
		default:
		}
	}
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
		if len(p.batch.rows) == batchRows {
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
		*b = batch{rows: b.rows[:0], texts: b.texts[:0], words: b.words, hints: b.hints[:0]}
		p.batch = b
	default:
		p.batch = &batch{rows: make([]gridRow, 0, batchRows), texts: make([]string, 0, batchRows*p.width)}
		if len(p.prose) > 0 {
			p.batch.words = make([]int32, batchRows*p.width)
		}
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
	switch {
	case row.ragged:
		row.kept = cloneTexts(r.Text)
	case keep, row.second:
		row.kept = cloneTexts(b.texts[start:])
	}
	if row.second { // its contents say nothing of the table's columns
		clear(b.texts[start:])
	}
	for _, col := range p.prose {
		words, fold := p.columns[col].measure(b.texts[start+col])
		b.words[start+col] = words
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

// takeBatch numbers the contents of the rows, column by column.
func (g *grid) takeBatch(b *batch, width int) {
	for first := 0; first < len(b.rows); {
		at := len(g.rows)
		if at%chunkRows == 0 {
			g.chunks = append(g.chunks, make([]int32, chunkRows*width))
		}
		n := min(len(b.rows)-first, chunkRows-at%chunkRows)
		ids := g.chunks[at/chunkRows][at%chunkRows*width:][:n*width]
		for col, c := range g.columns {
			switch {
			case c == nil:
			case c.prose:
				for i := col; i < n*width; i += width {
					ids[i] = b.words[first*width+i]
					if ids[i] == 0 {
						c.counts[0]++
					}
				}
			case len(b.hints) > 0:
				for i := col; i < n*width; i += width {
					ids[i] = c.take(CellValue{b.texts[first*width+i], b.hints[first*width+i]})
				}
			default:
				for i := col; i < n*width; i += width {
					ids[i] = c.take(CellValue{Text: b.texts[first*width+i]})
				}
			}
		}
		g.rows = append(g.rows, b.rows[first:first+n]...)
		for i := range n {
			if g.rows[at+i].kept != nil {
				g.kept = append(g.kept, at+i)
			}
		}
		first += n
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
