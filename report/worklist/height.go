package worklist

import (
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// The height of a line of text and the tallest row a worksheet can have, in points.
const (
	lineHeight = 15.0
	tallest    = 409.0
)

// heightOf estimates the height that a row of wrapped texts needs: programs that do not fit rows when they open a workbook would
// cut the texts off.
func heightOf(row []any) float64 {
	most := 1
	for i, value := range row {
		cell, _ := value.(excelize.Cell)
		if text, isText := cell.Value.(string); isText {
			most = max(most, linesIn(text, columns[i].width))
		}
	}
	return min(tallest, lineHeight*float64(most))
}

// linesIn counts the lines of a text in a column that is some characters wide. Words do not fill a line to its end.
func linesIn(text string, width float64) int {
	lines := 0
	for line := range strings.SplitSeq(text, "\n") {
		lines += 1 + int(float64(utf8.RuneCountInString(line))*1.15/width)
	}
	return lines
}
