package importers

// record is a row of plainly quoted text: places in the block that was read. It and its cells are used again for the next.
type record struct {
	number int // as Row.Number
	block  *block
	cells  []span
	joined []byte // the texts of the cells, one behind the other, for fill
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

// fill makes a Row of the record. Its texts are parts of one copy.
func (r *record) fill(row *Row) {
	r.joined = r.joined[:0]
	for _, cell := range r.cells {
		r.joined = append(r.joined, cell.in(r.block.bytes)...)
	}
	row.Number, row.Text = r.number, row.Text[:0]
	rest := string(r.joined)
	for _, cell := range r.cells {
		row.Text = append(row.Text, rest[:cell.to-cell.from])
		rest = rest[cell.to-cell.from:]
	}
}
