package grid

// GridRow is what is known of a row besides its cells. It holds no pointer: there are many, and the collector of garbage
// passes them over.
type GridRow struct {
	Prose  uint64 // fingerprint of the note parts
	Number int32
	flags  rowFlags
}

func (r *GridRow) Is(flag rowFlags) bool { return r.flags&flag != 0 }

func (r *GridRow) mark(flag rowFlags, yes bool) {
	if yes {
		r.flags |= flag
	}
}

// rowFlags says what is special about a row.
type rowFlags uint8

const (
	BlankRow    rowFlags = 1 << iota // it has no filled cell at all
	SecondRow                        // it belongs to a second table below the first
	RaggedRow                        // it has filled cells behind the last column of the table, or its quotes are broken
	MayBeNoLine                      // it may turn out to be no line: keptTexts gives it as written
	ShortRow                         // its record ends before those of the other rows
	LongRow                          // its record ends behind those of the other rows
)

// gridRows holds rows in blocks, which stay where they are while others are added.
type gridRows struct {
	blocks [][]GridRow // blockRows rows each; the last may have fewer
	n      int
}

func (r *gridRows) Len() int { return r.n }

func (r *gridRows) At(row int) *GridRow { return &r.blocks[row/blockRows][row%blockRows] }

func (r *gridRows) add(rows []GridRow) {
	for len(rows) > 0 {
		if r.n == len(r.blocks)*blockRows {
			r.blocks = append(r.blocks, make([]GridRow, 0, blockRows))
		}
		last := &r.blocks[len(r.blocks)-1]
		n := min(len(rows), blockRows-len(*last))
		*last = append(*last, rows[:n]...)
		r.n += n
		rows = rows[n:]
	}
}
