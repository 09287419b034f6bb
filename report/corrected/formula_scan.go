package corrected

import (
	"strconv"
	"strings"

	"otaudit/audit"
)

// formulaPiece is a part of a formula: an area that it reads, or what stands between.
type formulaPiece struct {
	text  string // as written; of an area the sheet before it, with its mark
	sheet string // of an area on another sheet, in lower case
	area  cellRange
	fixed [4]bool // which of row1, col1, row2, col2 do not move with the cell
	isRef bool
	two   bool // written as two corners
}

// formulaShape is a formula taken apart.
type formulaShape struct {
	pieces []formulaPiece
	names  []string // defined names that it uses
	open   bool     // it may read cells that it does not name
	clock  bool     // its value depends on more than cells: the time, chance, the program
}

// functions that read cells which they do not name, and those whose value is not of the cells alone.
var (
	openFunctions  = map[string]bool{"INDIRECT": true, "OFFSET": true, "GETPIVOTDATA": true, "LET": true, "LAMBDA": true, "CUBEVALUE": true}
	clockFunctions = map[string]bool{"TODAY": true, "NOW": true, "RAND": true, "RANDBETWEEN": true, "RANDARRAY": true, "CELL": true,
		"INFO": true, "WEBSERVICE": true, "RTD": true}
)

// formulaScan takes a formula apart. What it does not understand makes the formula an open one.
type formulaScan struct {
	formulaShape
	text   string
	at     int
	row    int32 // of the formula, for the columns of a table
	tables map[string]*sheetTable
	done   int // what is in pieces already
}

func scanFormula(text string, row int32, tables map[string]*sheetTable) formulaShape {
	s := &formulaScan{text: text, row: row, tables: tables}
	for s.at < len(text) {
		switch b := text[s.at]; {
		case b == '"':
			s.skipQuoted('"')
		case b == '\'':
			start := s.at
			s.skipQuoted('\'')
			s.sheetName(start, strings.ReplaceAll(text[start+1:max(start+1, s.at-1)], "''", "'"))
		case b == '#':
			s.open = s.open || s.at > 0 && isWordByte(text[s.at-1]) // A1# is all that the formula of A1 fills
			s.at++
		case b == '[' || b == '{':
			s.open = s.open || b == '[' // of another workbook, or of the table around the cell
			s.at++
		case isWordByte(b) || b == '$':
			s.word()
		case b == ':':
			s.open = true // between what are no plain corners
			s.at++
		default:
			s.at++
		}
	}
	s.plain(len(text))
	return s.formulaShape
}

// isWordByte says whether a byte belongs to a name, a number or a corner.
func isWordByte(b byte) bool {
	return b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b == '_' || b == '.' || b == '\\' || b >= 0x80
}

func (s *formulaScan) skipQuoted(quote byte) {
	for s.at++; s.at < len(s.text); s.at++ {
		if s.text[s.at] != quote {
			continue
		}
		if s.at+1 < len(s.text) && s.text[s.at+1] == quote {
			s.at++
			continue
		}
		s.at++
		return
	}
}

// plain puts what stands before a place into the pieces.
func (s *formulaScan) plain(end int) {
	if end > s.done {
		s.pieces = append(s.pieces, formulaPiece{text: s.text[s.done:end]})
	}
	s.done = end
}

// sheetName goes on behind the name of a sheet that began at start.
func (s *formulaScan) sheetName(start int, name string) {
	if s.at >= len(s.text) || s.text[s.at] != '!' {
		s.open = true
		return
	}
	s.at++
	if strings.ContainsAny(name, "[]:") { // another workbook, several sheets
		s.open = true
		return
	}
	if !s.corners(start, strings.ToLower(name)) {
		s.open = true
	}
}

// word goes on behind a word: a corner, a function, a name, a sheet, a table, a number.
func (s *formulaScan) word() {
	start := s.at
	if s.corners(start, "") {
		return
	}
	for s.at < len(s.text) && (isWordByte(s.text[s.at]) || s.text[s.at] == '$') {
		s.at++
	}
	word := s.text[start:s.at]
	next := byte(0)
	if s.at < len(s.text) {
		next = s.text[s.at]
	}
	_, notNumber := strconv.ParseFloat(word, 64)
	switch upper := strings.ToUpper(word); {
	case next == '(':
		name := strings.TrimPrefix(strings.TrimPrefix(upper, "_XLFN."), "_XLWS.")
		s.open, s.clock = s.open || openFunctions[name], s.clock || clockFunctions[name]
	case next == '!':
		s.sheetName(start, word)
	case next == '[':
		s.tableColumn(start, word)
	case notNumber == nil, upper == "TRUE", upper == "FALSE":
	case strings.HasSuffix(upper, "E") && (next == '+' || next == '-'): // 1E+5
		s.at++
	default:
		s.names = append(s.names, word)
	}
}

// corners reads A1, A1:B2, A:B or 1:2 at the place; false if there is none. The piece begins at start, with the sheet.
func (s *formulaScan) corners(start int, sheet string) bool {
	first, fixed1, whole1, end := readCorner(s.text, s.at)
	if end < 0 {
		return false
	}
	from := s.at
	p := formulaPiece{isRef: true, sheet: sheet, text: s.text[start:from], area: cellRange{first.row, first.col, first.row, first.col},
		fixed: [4]bool{fixed1[0], fixed1[1], fixed1[0], fixed1[1]}}
	if end < len(s.text) && s.text[end] == ':' {
		second, fixed2, whole2, after := readCorner(s.text, end+1)
		if after < 0 || whole1 != whole2 {
			return false
		}
		end, p.two = after, true
		p.area.row2, p.area.col2, p.fixed[2], p.fixed[3] = second.row, second.col, fixed2[0], fixed2[1]
		switch whole1 {
		case wholeColumn:
			p.area.row1, p.area.row2, p.fixed[0], p.fixed[2] = 1, maxSheetRows, true, true
		case wholeRow:
			p.area.col1, p.area.col2, p.fixed[1], p.fixed[3] = 1, maxSheetCols, true, true
		}
	} else if whole1 != 0 {
		return false
	}
	if end < len(s.text) && (isWordByte(s.text[end]) || strings.IndexByte("($![", s.text[end]) >= 0) {
		return false
	}
	s.plain(start)
	s.pieces = append(s.pieces, p)
	s.at, s.done = end, end
	return true
}

const (
	wholeColumn = 1
	wholeRow    = 2
)

// readCorner reads $A$1, A or 1; end is -1 if there is none.
func readCorner(text string, at int) (place textPlace, fixed [2]bool, whole, end int) {
	letters, digits := 0, 0
	if at < len(text) && text[at] == '$' {
		at++
		fixed[1] = true
	}
	for ; at < len(text) && letters < 4 && text[at]|0x20 >= 'a' && text[at]|0x20 <= 'z'; at++ {
		place.col = place.col*26 + int32(text[at]|0x20-'a') + 1
		letters++
	}
	if letters > 0 && at < len(text) && text[at] == '$' {
		at++
		fixed[0] = true
	} else if letters == 0 {
		fixed[0], fixed[1] = fixed[1], false
	}
	for ; at < len(text) && digits < 8 && text[at] >= '0' && text[at] <= '9'; at++ {
		place.row = place.row*10 + int32(text[at]-'0')
		digits++
	}
	switch {
	case letters > 3 || place.col > maxSheetCols || place.row > maxSheetRows || letters+digits == 0 || digits > 0 && place.row == 0:
		return place, fixed, 0, -1
	case digits == 0:
		return place, fixed, wholeColumn, at
	case letters == 0:
		return place, fixed, wholeRow, at
	}
	return place, fixed, 0, at
}

// areaFrom gives the area that a piece reads where the formula is copied by some rows and columns.
func (p *formulaPiece) areaFrom(rows, cols int32) cellRange {
	a := p.area
	move := func(value *int32, by int32, fixed bool, most int32) {
		if !fixed {
			*value = (*value-1+by+most)%most + 1
		}
	}
	move(&a.row1, rows, p.fixed[0], maxSheetRows)
	move(&a.col1, cols, p.fixed[1], maxSheetCols)
	move(&a.row2, rows, p.fixed[2], maxSheetRows)
	move(&a.col2, cols, p.fixed[3], maxSheetCols)
	return cellRange{min(a.row1, a.row2), min(a.col1, a.col2), max(a.row1, a.row2), max(a.col1, a.col2)}
}

// textFrom writes the formula as it reads where it is copied by some rows and columns. squeeze gives the columns in which an
// area's first and last stand now.
func (f *formulaShape) textFrom(rows, cols int32, squeeze func(sheet string, area cellRange) cellRange) string {
	var b strings.Builder
	for i := range f.pieces {
		p := &f.pieces[i]
		b.WriteString(p.text)
		if !p.isRef {
			continue
		}
		a := p.areaFrom(rows, cols)
		if a.col1 > 1 || a.col2 < maxSheetCols {
			a = squeeze(p.sheet, a)
		}
		switch {
		case p.two && a.row1 == 1 && a.row2 == maxSheetRows:
			b.WriteString(audit.ColumnLetters(a.col1) + ":" + audit.ColumnLetters(a.col2))
		case p.two && a.col1 == 1 && a.col2 == maxSheetCols:
			b.WriteString(strconv.Itoa(int(a.row1)) + ":" + strconv.Itoa(int(a.row2)))
		case p.two:
			b.WriteString(cellName(a.row1, a.col1) + ":" + cellName(a.row2, a.col2))
		default:
			b.WriteString(cellName(a.row1, a.col1))
		}
	}
	return b.String()
}
