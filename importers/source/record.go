package source

// Record is a row of plainly quoted text: places in the block that was read. It and its cells are used again for the next.
type Record struct {
	Number int // as Row.Number
	Block  *Block
	read   int // how many blocks were read, this one included
	Cells  []Span

	copy   string // of a block, for fill
	copied int    // which one, as read
}

func (r *Record) empty() bool {
	for _, cell := range r.Cells {
		if !cell.Empty() {
			return false
		}
	}
	return true
}

// Texts copies the cells.
func (r *Record) Texts() []string {
	texts := make([]string, len(r.Cells))
	for i, cell := range r.Cells {
		texts[i] = string(cell.In(r.Block.Bytes))
	}
	return texts
}

// fill makes a Row of the record. The texts of all rows of a block are parts of one copy of it; only what was written
// behind it later, quoted texts without their quotes, is copied by itself.
func (r *Record) fill(row *Row) {
	if r.copied != r.read {
		r.copy, r.copied = string(r.Block.Bytes), r.read
	}
	row.Number, row.Text = r.Number, row.Text[:0]
	for _, cell := range r.Cells {
		if cell.To <= len(r.copy) {
			row.Text = append(row.Text, r.copy[cell.From:cell.To])
		} else {
			row.Text = append(row.Text, string(cell.In(r.Block.Bytes)))
		}
	}
}
