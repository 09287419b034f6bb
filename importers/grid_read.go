package importers

import (
	"math"

	"otaudit/audit"
)

const batchRows = 512

// batch is a number of rows on their way from the reader.
type batch struct {
	rows  []gridRow
	texts []string // width cells a row
	hints []CellHint
	spill [][]string // for ragged rows, all cells
}

// readGrid reads the rows below the header. Reading and numbering run side by side: one goroutine reads rows into
// batches, the caller's numbers their contents. columns[i] is nil where column i is not needed.
func readGrid(sheet *Sheet, headerRow, width int, columns []*rawColumn, keep func([]string, bool) bool) (*grid, error) {
	g := &grid{columns: columns}
	batches := make(chan *batch, 4)
	free := make(chan *batch, 4)
	failed := make(chan error, 1)
	go func() {
		defer close(batches)
		failed <- produce(sheet, headerRow, width, batches, free)
	}()
	for b := range batches {
		g.takeBatch(b, width, keep)
		select {
		case free <- b:
		default:
		}
	}
	return g, <-failed
}

// produce reads the rows below the header into batches.
func produce(sheet *Sheet, headerRow, width int, batches chan<- *batch, free <-chan *batch) error {
	merged := newMergeFiller(sheet.Merges)
	var b *batch
	next := func() {
		select {
		case b = <-free:
			*b = batch{rows: b.rows[:0], texts: b.texts[:0], hints: b.hints[:0]}
		default:
			b = &batch{rows: make([]gridRow, 0, batchRows), texts: make([]string, 0, batchRows*width)}
		}
	}
	next()
	err := sheet.Rows(func(r *Row) error {
		if r.Number <= headerRow {
			merged.see(r)
			return nil
		}
		b.add(r, width, merged)
		if len(b.rows) == batchRows {
			batches <- b
			next()
		}
		return nil
	})
	if len(b.rows) > 0 {
		batches <- b
	}
	return err
}

func (b *batch) add(r *Row, width int, merged *mergeFiller) {
	row := gridRow{number: int32(r.Number), hidden: r.Hidden}
	start := len(b.texts)
	typed := r.Typed()
	for col := range width {
		text, hint := "", CellHint{}
		if col < len(r.Text) {
			text = r.Text[col]
			if typed {
				text, hint = typedCell(r.Cell(col))
			}
		}
		b.texts = append(b.texts, text)
		if typed {
			b.hints = append(b.hints, hint)
		}
	}
	merged.fill(r, b.texts[start:], b.hints)
	for col, text := range r.Text {
		if text == "" {
			continue
		}
		row.filled++
		if col >= width && trimEdges(text) != "" {
			row.ragged = true
		}
	}
	if row.ragged {
		for len(b.spill) < len(b.rows) {
			b.spill = append(b.spill, nil)
		}
		b.spill = append(b.spill, append([]string(nil), r.Text...))
	}
	b.rows = append(b.rows, row)
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

func (g *grid) takeBatch(b *batch, width int, keep func([]string, bool) bool) {
	for i := range b.rows {
		row := &b.rows[i]
		at := len(g.rows)
		if at%chunkRows == 0 {
			g.chunks = append(g.chunks, make([]int32, chunkRows*width))
		}
		ids := g.chunks[at/chunkRows][at%chunkRows*width:][:width]
		texts := b.texts[i*width : (i+1)*width]
		for col, c := range g.columns {
			if c == nil {
				continue
			}
			if c.prose {
				words, fold := c.measure(texts[col])
				ids[col] = words
				row.prose = audit.MixProse(row.prose, fold)
				continue
			}
			v := CellValue{Text: texts[col]}
			if b.hints != nil && len(b.hints) > 0 {
				v.Hint = b.hints[i*width+col]
			}
			ids[col] = c.take(v)
		}
		if row.ragged {
			row.kept = b.spill[i]
		} else if keep(texts, row.ragged) {
			row.kept = append([]string(nil), texts...)
		}
		g.rows = append(g.rows, *row)
	}
}

// measure counts the words of a note part; placeholders such as n/a have none.
func (c *rawColumn) measure(text string) (int32, uint64) {
	if text == "" || judgeCommon(trimEdges(text)) != OK {
		c.counts[0]++
		return 0, 0
	}
	words, fold := audit.MeasureProse(text)
	return int32(min(words, math.MaxInt32)), fold
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
