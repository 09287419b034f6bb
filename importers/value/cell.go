package value

// Reading says what became of a cell: nothing there, there but not readable, or read.
type Reading uint8

// The three states of a value. A bad value is reported with the form expected and never replaced.
const (
	Absent Reading = iota
	Bad
	OK
)

// NumberStyle is the class of a workbook cell's number format, as far as the reading of values needs it.
type NumberStyle uint8

// The classes of number formats. Cells of delimited text have StyleNone.
const (
	StyleNone     NumberStyle = iota // text, or a file without formats
	StylePlain                       // general and other numbers
	StyleDate                        // a day
	StyleTime                        // a time of day
	StyleDateTime                    // a day with a time
	StyleDuration                    // elapsed time, such as [h]:mm
)

// TimeLike says whether the number of such a cell counts days, so that its fraction is a time.
func (s NumberStyle) TimeLike() bool { return s >= StyleTime }

// CellHint is what a workbook knows about a cell beside its text: whether the stored value is a number, and the class of
// its format. The zero value stands for delimited text.
type CellHint struct {
	Number bool
	Style  NumberStyle
}

// Ordinal numbers the hints, 0 for delimited text.
func (h CellHint) Ordinal() int {
	n := 2 * int(h.Style)
	if h.Number {
		n++
	}
	return n
}

// CellValue is one distinct content of a column.
type CellValue struct {
	Text string
	Hint CellHint
}

// TextValues wraps the cells of delimited text, which carry no hint.
func TextValues(texts ...string) []CellValue {
	values := make([]CellValue, len(texts))
	for i, text := range texts {
		values[i].Text = text
	}
	return values
}
