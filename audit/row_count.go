package audit

// rowCount counts the different rows that findings point at: in each sheet a bit a row.
type rowCount struct {
	sheets []sheetRows
	n      int
}

type sheetRows struct {
	sheet string
	bits  []uint64
}

func (c *rowCount) add(f *Finding) {
	c.addCell(f.Cell)
	for _, cell := range f.Related {
		c.addCell(cell)
	}
}

func (c *rowCount) addCell(cell Ref) {
	bits := c.rowsOf(cell.Sheet, int(cell.Row)/64)
	if word, bit := &bits[cell.Row/64], uint64(1)<<(cell.Row%64); *word&bit == 0 {
		*word |= bit
		c.n++
	}
}

// rowsOf gives the rows of a sheet, so many words and one at least.
func (c *rowCount) rowsOf(sheet string, words int) []uint64 {
	at := 0
	for at < len(c.sheets) && c.sheets[at].sheet != sheet {
		at++
	}
	if at == len(c.sheets) {
		c.sheets = append(c.sheets, sheetRows{sheet: sheet})
	}
	s := &c.sheets[at]
	if missing := words + 1 - len(s.bits); missing > 0 {
		s.bits = append(s.bits, make([]uint64, missing)...)
	}
	return s.bits
}

// count gives the number of rows; a rule without findings points at none.
func (c *rowCount) count() int {
	if c == nil {
		return 0
	}
	return c.n
}
