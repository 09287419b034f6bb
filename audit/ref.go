package audit

import (
	"cmp"
	"strconv"
)

// Ref is a cell, or a whole row if Col is 0. Row and Col count from 1, as a spreadsheet program shows them.
type Ref struct {
	Sheet string `json:"sheet"` // "jan.xlsx!Log", for delimited text "jan.csv"
	Row   int32  `json:"row"`
	Col   int32  `json:"col"`
}

// String prints the cell as jan.xlsx!Log!M12, a row as jan.xlsx!Log!12, and nothing for the zero Ref.
func (r Ref) String() string {
	if r.Sheet == "" {
		return ""
	}
	return r.Sheet + "!" + ColumnLetters(r.Col) + strconv.Itoa(int(r.Row))
}

// Compare orders cells by sheet, row and column.
func (r Ref) Compare(o Ref) int {
	return cmp.Or(cmp.Compare(r.Sheet, o.Sheet), cmp.Compare(r.Row, o.Row), cmp.Compare(r.Col, o.Col))
}

// ColumnLetters gives the letters of a column counted from 1: 1 is A, 27 is AA; 0 gives no letters.
func ColumnLetters(col int32) string {
	var letters [8]byte
	at := len(letters)
	for ; col > 0; col = (col - 1) / 26 {
		at--
		letters[at] = byte('A' + (col-1)%26)
	}
	return string(letters[at:])
}
