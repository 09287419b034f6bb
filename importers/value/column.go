package value

import (
	"slices"
	"strings"
)

// NoResult stands for what a formula without a stored result would show. Like a spreadsheet error it is there and cannot be
// read: a blank cell would say that the log has no value there.
const NoResult = "#NO RESULT"

// Column is what a binder knows of a column before it binds it.
type Column struct {
	Header string
	Values map[CellValue]int // distinct contents and how often each occurs, blanks left out
	Total  int               // data rows
	Blank  int               // rows without a value
}

// CellValues lists the distinct contents in a fixed order.
func (c Column) CellValues() []CellValue {
	values := make([]CellValue, 0, len(c.Values))
	for v := range c.Values {
		values = append(values, v)
	}
	slices.SortFunc(values, func(a, b CellValue) int {
		if order := strings.Compare(a.Text, b.Text); order != 0 {
			return order
		}
		return int(a.Hint.Style) - int(b.Hint.Style)
	})
	return values
}

// LongestHoursMedian is the median above which a column holds no hours.
const LongestHoursMedian = 4
