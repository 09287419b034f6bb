package corrected

import (
	"strconv"
)

// formulaCell is a formula of a sheet with the value that was stored for it.
type formulaCell struct {
	textPlace
	text   string
	kind   string    // shared, array, dataTable; empty for one of its own
	number int       // by which cells share a formula; the one with a text is the first
	area   cellRange // the cells that an array formula fills
	result storedValue
}

// storedValue is the value of a formula as it stands in the file.
type storedValue struct {
	there bool
	kind  cellKind
	text  string
}

// takeFormula keeps a formula and the cells that it fills.
func (r *sheetReading) takeFormula(cell *sheetCell) {
	tag := xmlWalk{attrs: cell.formulaTag}
	f := formulaCell{textPlace: textPlace{cell.row, cell.col}, text: string(cell.formulaText), kind: tag.attr("t"),
		area: cellRange{cell.row, cell.col, cell.row, cell.col}, result: storedValue{cell.stored, cell.kind, string(cell.value)}}
	f.number, _ = strconv.Atoi(tag.attr("si"))
	if f.kind == "array" || f.kind == "dataTable" {
		if area, ok := parseRange(tag.attr("ref")); ok {
			f.area = area
			r.spills = append(r.spills, area)
		}
	}
	r.formulas = append(r.formulas, f)
}
