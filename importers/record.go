package importers

// record is a row of plainly quoted text: places in the block that was read. It and its cells are used again for the next.
type record struct {
	number int // as Row.Number
	block  *block
	read   int // how many blocks were read, this one included
	cells  []span

	copy   string // of a block, for fill
	copied int    // which one, as read
}

func (r *record) empty() bool {
	for _, cell := range r.cells {
		if !cell.empty() {
			return false
		}
	}
	return true
}

// texts copies the cells.
func (r *record) texts() []string {
	texts := make([]string, len(r.cells))
	for i, cell := range r.cells {
		texts[i] = string(cell.in(r.block.bytes))
	}
	return texts
}

// fill makes a Row of the record. The texts of all rows of a block are parts of one copy of it; only what was written
// behind it later, quoted texts without their quotes, is copied by itself.
func (r *record) fill(row *Row) {
	if r.copied != r.read {
		r.copy, r.copied = string(r.block.bytes), r.read
	}
	row.Number, row.Text = r.number, row.Text[:0]
	for _, cell := range r.cells {
		if cell.to <= len(r.copy) {
			row.Text = append(row.Text, r.copy[cell.from:cell.to])
		} else {
			row.Text = append(row.Text, string(cell.in(r.block.bytes)))
		}
	}
}
