package source

import (
	"cmp"
	"fmt"
)

// Limits bounds what a file may cost; 0 means the default. The flags of these names set them.
type Limits struct {
	// MaxUnzip is the number of bytes a workbook may unpack to (IMP-18). Unless it is given it follows the size of the file, since
	// no log shrinks to a hundredth.
	MaxUnzip int64
	// MaxSheets bounds the sheets of a workbook and the tables of a page, MaxColumns the cells of a row, MaxLine the bytes of a line of
	// text.
	MaxSheets, MaxColumns, MaxLine int
	// MaxCells bounds the cells of a file: of each row those up to the last filled one and eight at least, and of a row that may be no
	// line 128 more. Unless it is given a file may have more if it has so many bytes that they are filled.
	MaxCells int64
	// Watch is told of each pass over a file which byte it has come to; nil if nobody asks. A file may be passed over several times.
	Watch func(path string, at int64)
}

// The bounds unless Limits says otherwise: far beyond any log, and within what a small computer takes.
const (
	DefaultMaxUnzip   = 2 << 30
	DefaultMaxSheets  = 1000
	DefaultMaxColumns = 1000
	DefaultMaxLine    = 4 << 20
	DefaultMaxCells   = 20_000_000

	leastUnzip   = 32 << 20 // any workbook may unpack to this
	timesUnzip   = 100      // and to so many times its size
	bytesPerCell = 4        // of a file with more cells than the default
	leastStrings = 4 << 20  // any workbook may have so many shared texts
)

// filled returns the limits of a file of a size with the defaults in place of those not given.
func (l Limits) filled(size int64) Limits {
	return Limits{
		MaxUnzip:   cmp.Or(l.MaxUnzip, min(DefaultMaxUnzip, max(leastUnzip, (timesUnzip*size>>20+1)<<20))),
		MaxSheets:  cmp.Or(l.MaxSheets, DefaultMaxSheets),
		MaxColumns: cmp.Or(l.MaxColumns, DefaultMaxColumns),
		MaxLine:    cmp.Or(l.MaxLine, DefaultMaxLine),
		MaxCells:   cmp.Or(l.MaxCells, max(DefaultMaxCells, size/bytesPerCell)),
		Watch:      l.Watch,
	}
}

// refuse is the error of a file beyond a limit, which a flag raises.
func refuse(path, flag, format string, args ...any) error {
	return &Unreadable{Path: path, What: fmt.Sprintf(format, args...), Hint: "raise the limit with " + flag + " if the file can be trusted"}
}

// cellCount holds the rows of a file to its limits.
type cellCount struct {
	path   string
	limits Limits
	cells  int64
}

// leastRow is how many cells a row counts for at least: it costs something itself.
const leastRow = 8

// row counts a row of so many cells.
func (c *cellCount) row(number, cells int) error { return c.part(number, cells, max(cells, leastRow)) }

// part counts some more cells of a row, which now has so many columns.
func (c *cellCount) part(number, columns, cells int) error {
	if c.cells += int64(cells); columns <= c.limits.MaxColumns && c.cells <= c.limits.MaxCells {
		return nil
	}
	if columns > c.limits.MaxColumns {
		return refuse(c.path, "--max-columns", "row %d has %d columns, more than the limit of %d", number, columns, c.limits.MaxColumns)
	}
	return refuse(c.path, "--max-cells", "more than %d cells, the limit, at row %d", c.limits.MaxCells, number)
}

// OddRows holds the rows of a file that may be no line to its limits: they are kept as written, and listed if they are none.
type OddRows struct {
	path       string
	rows, most int64
}

// oddRow is how many cells such a row counts for.
const oddRow = 128

// OddRows begins to count those of a file of a size in bytes.
func (l Limits) OddRows(path string, size int64) *OddRows {
	return &OddRows{path: path, most: l.filled(size).MaxCells / oddRow}
}

// Add counts one more, the row of a number.
func (o *OddRows) Add(number int32) error {
	if o.rows++; o.rows <= o.most {
		return nil
	}
	return refuse(o.path, "--max-cells", "more than %d rows that look like no line of the table (%d cells of the limit each), at row %d", o.most, oddRow, number)
}

func (c *cellCount) sheets(count int) error {
	if count > c.limits.MaxSheets {
		return refuse(c.path, "--max-sheets", "%d sheets, more than the limit of %d", count, c.limits.MaxSheets)
	}
	return nil
}
