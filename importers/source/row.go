package source

import (
	"errors"
	"fmt"

	"otaudit/infile"
)

// CellKind says what a cell held in the file.
type CellKind uint8

// The kinds of cells. Delimited text and HTML know only CellText.
const (
	CellText         CellKind = iota // text; an empty one is a blank cell
	CellNumber                       // a workbook number; Text is the decimal of IMP-21
	CellBool                         // TRUE or FALSE
	CellError                        // a spreadsheet error such as #N/A
	CellFormulaEmpty                 // a formula without a stored result: it cannot be read (IMP-22)
)

// NumFmtClass is what the number format of a workbook cell says the number is.
// Dates and times are recognised by it, never by the displayed text (IMP-21).
type NumFmtClass uint8

// The classes of number formats.
const (
	FormatGeneral  NumFmtClass = iota
	FormatNumber               // digits, fractions, scientific
	FormatDate                 // a calendar day
	FormatTime                 // a time of day, h:mm or mm:ss
	FormatDateTime             // both
	FormatDuration             // elapsed time, [h]:mm
	FormatPercent
	FormatMoney // a currency sign or code stands in the format
	FormatText  // @
)

// Cell is one cell as read.
type Cell struct {
	// Text is the text as written; for workbook numbers the plain decimal at
	// 15 significant digits, so that 2.9000000000000004 is 2.9 (IMP-21).
	Text   string
	Kind   CellKind
	Format NumFmtClass
}

// Row is one row of a sheet. A pass reuses the Row and its slices for the next
// row: copy what must outlive the visit. The strings themselves stay valid,
// but the strings of many rows share one allocation, so that keeping one keeps
// all of them in memory; strings.Clone what is kept for long.
type Row struct {
	// Number is the sheet's own row number from 1. In delimited text it is
	// the row a spreadsheet program would show: blank lines count and a line
	// break inside quotes does not.
	Number int
	// Text holds the texts of the cells from column A on. Cells behind the
	// last one written are not there.
	Text []string
	// Hidden says that the row is hidden or filtered away; it is read like
	// any other (IMP-23).
	Hidden bool
	// Broken says that the quotes of the record are broken in a way that its
	// cells may not be those of their columns: it must not be read as data.
	Broken bool

	typed []cellType // as long as Text in workbooks, nil elsewhere
}

// cellType is what a workbook knows of a cell beyond its text.
type cellType struct {
	kind   CellKind
	format NumFmtClass
}

// Len is the number of cells up to the last one written.
func (r *Row) Len() int { return len(r.Text) }

// Cell gives the cell of a column counted from 0; a cell behind the end of the
// row is blank.
func (r *Row) Cell(col int) Cell {
	if col < 0 || col >= len(r.Text) {
		return Cell{}
	}
	c := Cell{Text: r.Text[col]}
	if col < len(r.typed) {
		c.Kind, c.Format = r.typed[col].kind, r.typed[col].format
	}
	return c
}

// Typed says whether the cells carry kinds and number formats, which only
// workbook cells do.
func (r *Row) Typed() bool { return r.typed != nil }

// Merge is a merged range. Its value stands in the anchor, the first row and
// column; the other cells are blank. Rows count from 1, columns from 0.
type Merge struct {
	FirstRow, LastRow int
	FirstCol, LastCol int
}

// ErrStop ends a pass over a sheet early and without an error.
var ErrStop = errors.New("stop reading")

// Sheet is one source of rows: a worksheet, a whole text file, or one table of
// an HTML page. It can be read any number of times.
type Sheet struct {
	// Name is the worksheet's name, "Table 2" in HTML, empty in text.
	Name string
	// Date1904 says that date serials of the workbook count from 1904.
	Date1904 bool
	// Hidden says that the worksheet is hidden (IMP-23).
	Hidden bool
	// HiddenRows counts hidden or filtered rows with a value in them.
	HiddenRows int
	// HiddenCols lists the hidden columns from 0, in order, up to the last
	// column in use.
	HiddenCols []int
	// RowCount counts the rows a pass delivers, -1 if unknown before a pass
	// (delimited text).
	RowCount int
	// NonData counts rows the reader took for itself and does not deliver:
	// a first line sep=; of delimited text (IMP-20).
	NonData int
	// FormulaEmpty counts formula cells without a stored result by column
	// from 0 (IMP-22); nil if there are none.
	FormulaEmpty map[int]int
	// Merges lists the merged ranges in the order of the file.
	Merges []Merge

	read    func(visit func(*Row) error) error
	Records func(visit func(*Record) error) error // the same rows without copies; nil if the file has to be taken apart
}

// Rows reads the sheet from its first row to its last. Rows without any cell
// are not delivered and show as gaps in Row.Number. A visit that returns ErrStop
// ends the pass; any other error ends it and is returned as it is. A file that
// turns out to be damaged or changed gives *Unreadable: what was visited
// before must then be thrown away (IMP-11).
func (s *Sheet) Rows(visit func(*Row) error) error {
	if err := s.read(visit); err != nil && err != ErrStop {
		return err
	}
	return nil
}

// FileKind is what the content of a file turned out to be.
type FileKind uint8

// The kinds of files that are read.
const (
	DelimitedText FileKind = iota
	Workbook
	HTMLTables
)

// String names the kind for people.
func (k FileKind) String() string {
	return [...]string{"delimited text", "workbook", "HTML tables"}[k]
}

// Source is an opened input file. Nothing is kept open between passes.
type Source struct {
	Path   string // as given
	Name   string // without folders
	SHA256 string // of the bytes, lower-case hexadecimal
	Bytes  int64
	Kind   FileKind
	// Encoding is the WHATWG name of the text encoding: utf-8, utf-16le,
	// utf-16be, windows-1252 …; empty for workbooks.
	Encoding string
	// EncodingAssumed says that nothing in the file declares Encoding: the
	// bytes are no UTF-8 and Windows-1252 was taken (IMP-19).
	EncodingAssumed bool
	// BOM says that the file begins with a byte order mark.
	BOM bool
	// Delimiter separates the fields of delimited text; else 0.
	Delimiter rune
	// ByHand says why the fields of delimited text cannot be corrected in
	// place by whoever reads it by the rules of CSV; empty if they can.
	ByHand string
	Sheets []*Sheet
	// RowAt tells where in the file rows of its one sheet begin: of the rows
	// whose place is remembered, one in sixteen, it gives the last that is
	// not behind the row asked for, and the offset of its first byte. ok is
	// false for a row above the first, and until a pass over the rows has
	// come to the end. It is nil for files whose rows have no place that is
	// known: those of other encodings than UTF-8, those that need the
	// tolerant reader, workbooks, HTML.
	RowAt func(row int32) (at int32, start int64, ok bool)
	// Notes are remarks for the report, one line each, without cell contents.
	Notes []string

	Check *passCheck // of a file whose end was not seen yet; nil if it was
}

// Unreadable is the error of a file that cannot be audited. Its text is one
// line that begins with the path.
type Unreadable struct {
	Path string // as given
	What string // what the file is or what is wrong with it
	Hint string // what the user can do; may be empty
	// Skip says that there is nothing in the file to audit (empty file, lock
	// file), so that leaving it out loses nothing (IMP-16).
	Skip bool
	// Err is the cause, if another library or the system gave one.
	Err error
}

// Error gives the path and what is wrong, without the hint.
func (e *Unreadable) Error() string { return fmt.Sprintf("%s: %s", infile.Name(e.Path), e.What) }

// Unwrap gives the cause, which may be nil.
func (e *Unreadable) Unwrap() error { return e.Err }
