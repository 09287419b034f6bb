package grid

import (
	"strings"

	"otaudit/importers/source"
	"otaudit/importers/value"
)

// batch is some rows on their way from the reader.
type batch struct {
	rows  []GridRow
	kept  keptBlock        // by the number in the batch
	bytes []byte           // where the texts of the cells are
	cells []source.Span    // width cells a row
	words []int32          // of each row, counted in the note parts
	hints []value.CellHint // as many as cells; none if the cells have no types
	block *source.Block    // whose bytes they are; nil if they are the batch's own
}

// text gives the text of a cell.
func (b *batch) text(cell int) []byte { return b.cells[cell].In(b.bytes) }

// producer reads the rows below the header into batches and measures the notes.
type producer struct {
	width   int
	length  int // of a record, 0 if any
	merged  *mergeFiller
	watch   Watch
	batch   *batch
	batches chan *batch // full ones
	free    chan *batch // used ones

	texts []string // of the row that is added
	hints []value.CellHint
}

const batchesUnderway = 8

// mostOfBlock is how many rows of a block of text stand in a batch: more than there are in a block of ordinary lines.
const mostOfBlock = 16 * blockRows

// Watch is asked about each row below the header while it is read, in order.
type Watch interface {
	// Keep reports whether the row may turn out to be no line of the table: it is kept as written.
	Keep(r Cells) bool
	// Second reports whether the row belongs to a second table below the first; kept is what Keep reported.
	Second(texts []string, kept bool) bool
	// Kept is told the number of each row that is kept; an error ends the reading.
	Kept(number int32) error
	// InSecond reports whether rows of a second table are being read.
	InSecond() bool
}

// Cells are the cells of a row that is being read.
type Cells struct {
	batch *batch
	start int
}

// Text returns the bytes of a cell; they must not be changed or kept.
func (c Cells) Text(col int) []byte { return c.batch.text(c.start + col) }

// ReadGrid reads the rows below the header. Three goroutines work side by side: one reads rows into batches, one measures
// their notes, the caller's numbers their contents. columns[i] is nil where column i is not needed.
//
// length is how many cells a record has, 0 if records are of any length.
func ReadGrid(sheet *source.Sheet, headerRow, length int, columns []*DictColumn, watch Watch) (*Grid, error) {
	g, width := &Grid{Columns: columns}, len(columns)
	p := &producer{width: width, length: length, merged: newMergeFiller(sheet.Merges), watch: watch, batch: &batch{},
		batches: make(chan *batch, batchesUnderway), free: make(chan *batch, 2*batchesUnderway+2)}
	failed := make(chan error, 1)
	go func() {
		defer close(p.batches)
		failed <- p.run(sheet, headerRow)
	}()
	notes := newNoteReader(columns)
	indexer := &indexer{g, notes.columns}
	for b := range notes.measured(p.batches) {
		indexer.intern(b)
		if b.block != nil {
			b.block.Release()
		}
		select {
		case p.free <- b:
		default:
		}
	}
	indexer.done()
	return g, <-failed
}

func (p *producer) run(sheet *source.Sheet, headerRow int) error {
	defer p.send()
	if sheet.Records != nil {
		return sheet.Records(func(r *source.Record) error {
			if r.Number > headerRow {
				return p.addRecord(r)
			}
			return nil
		})
	}
	return sheet.Rows(func(r *source.Row) error {
		if r.Number > headerRow {
			return p.addRow(r)
		}
		p.merged.see(r)
		return nil
	})
}

// send gives the batch away and begins another.
func (p *producer) send() {
	if len(p.batch.rows) == 0 {
		return
	}
	p.batches <- p.batch
	select {
	case b := <-p.free:
		own := b.bytes[:0]
		if b.block != nil {
			own = nil
		}
		b.kept.empty()
		*b = batch{rows: b.rows[:0], kept: b.kept, bytes: own, cells: b.cells[:0], words: b.words[:0], hints: b.hints[:0]}
		p.batch = b
	default:
		p.batch = &batch{}
	}
}

// addRecord adds a row of a block. A batch holds rows of one block, not all of them if they are many: a cell in a batch takes
// more than its bytes.
func (p *producer) addRecord(r *source.Record) error {
	if p.batch.block != r.Block || len(p.batch.rows) >= mostOfBlock {
		p.send()
		r.Block.Hold()
		p.batch.block = r.Block
	}
	b := p.batch
	b.bytes = r.Block.Bytes
	have := min(len(r.Cells), p.width)
	b.cells = append(b.cells, r.Cells[:have]...)
	for range p.width - have {
		b.cells = append(b.cells, source.Span{})
	}
	row := GridRow{Number: int32(r.Number)}
	p.measure(&row, len(r.Cells))
	for _, cell := range r.Cells[have:] {
		row.mark(RaggedRow, !cell.Empty() && value.TrimEdges(string(cell.In(b.bytes))) != "")
	}
	return p.add(row, r.Texts)
}

// addRow adds a row of a file that was taken apart.
func (p *producer) addRow(r *source.Row) error {
	if len(p.batch.rows) == blockRows {
		p.send()
	}
	have := min(len(r.Text), p.width)
	p.texts = append(p.texts[:0], r.Text[:have]...)
	p.texts = append(p.texts, make([]string, p.width-have)...)
	p.hints = p.hints[:0]
	if r.Typed() {
		for col := range p.width {
			text, hint := typedCell(r.Cell(col))
			p.texts[col] = text
			p.hints = append(p.hints, hint)
		}
	}
	p.merged.fill(r, p.texts, p.hints)
	b := p.batch
	b.hints = append(b.hints, p.hints...)
	for _, text := range p.texts {
		from := len(b.bytes)
		b.bytes = append(b.bytes, text...)
		b.cells = append(b.cells, source.Span{From: from, To: len(b.bytes)})
	}
	row := GridRow{Number: int32(r.Number)}
	row.mark(BlankRow, source.AllEmpty(r.Text))
	row.mark(RaggedRow, r.Broken)
	if !r.Typed() {
		p.measure(&row, len(r.Text))
	}
	for _, text := range r.Text[have:] {
		row.mark(RaggedRow, text != "" && value.TrimEdges(text) != "")
	}
	return p.add(row, func() []string { return cloneTexts(r.Text) })
}

// measure marks a row whose record is shorter or longer than others.
func (p *producer) measure(row *GridRow, cells int) {
	row.mark(ShortRow, cells < p.length)
	row.mark(LongRow, p.length > 0 && cells > p.length)
}

// add adds a row whose cells stand in the batch. written gives all its cells, those behind the table's last column too.
func (p *producer) add(row GridRow, written func() []string) error {
	b := p.batch
	start := len(b.cells) - p.width
	keep := p.watch.Keep(Cells{b, start}) || row.Is(ShortRow|LongRow)
	if keep || row.Is(RaggedRow) || p.watch.InSecond() {
		texts := make([]string, p.width)
		for col := range texts {
			texts[col] = string(b.text(start + col))
		}
		row.mark(SecondRow, p.watch.Second(texts, keep))
		if row.Is(RaggedRow) {
			texts = written()
		}
		if keep || row.Is(RaggedRow|SecondRow) {
			row.mark(MayBeNoLine, true)
			b.kept.add(len(b.rows), texts)
			if err := p.watch.Kept(row.Number); err != nil {
				return err
			}
		}
	}
	if row.Is(SecondRow) { // its contents say nothing of the table's columns
		clear(b.cells[start:])
	}
	b.rows = append(b.rows, row)
	return nil
}

// cloneTexts copies the texts of a row, so that they do not keep what was read with them.
func cloneTexts(texts []string) []string {
	clone := make([]string, len(texts))
	for i, text := range texts {
		clone[i] = strings.Clone(text)
	}
	return clone
}
