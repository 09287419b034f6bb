package source

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// The size of a worksheet; nothing lies beyond.
const (
	maxSheetRows = 1 << 20
	maxSheetCols = 1 << 14
)

// textSink is where the text of the current element belongs.
type textSink uint8

const (
	sinkNone textSink = iota
	sinkValue
	sinkInline
)

// sheetScan is one pass over a worksheet part.
type sheetScan struct {
	book   *workbook
	visit  func(*Row) error
	budget *int64 // bytes that may still be unpacked; a text that many cells share counts for each

	merges     []Merge
	hiddenCols [][2]int // spans of columns from 0

	level   sheetLevel
	ignored int // depth inside an element that is not looked at
	row     Row
	written bytesOfRow
	cell    scannedCell
	sink    textSink
}

// bytesOfRow collects the texts of a row that are not shared strings, so that
// a row costs one allocation and not one for each cell.
type bytesOfRow struct {
	text  []byte
	spans []struct{ col, from, to int }
}

// scannedCell is the cell being read.
type scannedCell struct {
	col     int
	style   int
	kind    string // attribute t, one of the constants below
	value   []byte
	inline  []byte
	formula bool
	stored  bool // there is an element v, be it empty
}

// sheetLevel is how deep in a worksheet part the scan stands.
type sheetLevel uint8

const (
	atRoot sheetLevel = iota
	inSheet
	inData
	inRow
	inCell
)

// run reads the part to its end.
func (s *sheetScan) run(x *xmlScanner) error {
	for {
		err := x.next()
		if err != nil {
			return err
		}
		switch {
		case x.kind == xmlText:
			if s.sink != sinkNone && s.ignored == 0 {
				err = s.takeText(x)
			}
		case s.ignored > 0: // inside an element without meaning here
			if x.kind == xmlStart {
				s.ignored++
			} else {
				s.ignored--
			}
		case x.kind == xmlStart:
			err = s.start(x)
		default:
			err = s.end(x)
		}
		if err != nil {
			return err
		}
	}
}

func (s *sheetScan) start(x *xmlScanner) error {
	switch s.level {
	case atRoot:
		if !x.isElement("worksheet") {
			return fmt.Errorf("<%s> where a worksheet was expected", x.name)
		}
		s.level = inSheet
	case inSheet:
		switch string(x.name) {
		case "sheetData":
			s.level = inData
		case "col":
			s.takeColumns(x)
		case "mergeCell":
			return s.takeMerge(x)
		}
	case inData:
		if x.isElement("row") {
			s.level = inRow
			return s.beginRow(x)
		}
		s.ignored = 1
	case inRow:
		if x.isElement("c") {
			s.level = inCell
			return s.beginCell(x)
		}
		s.ignored = 1
	case inCell:
		switch string(x.name) {
		case "v":
			s.sink, s.cell.stored = sinkValue, true
		case "t":
			s.sink = sinkInline
		case "f":
			s.cell.formula = true
		case "is", "r": // hold t
		default: // phonetic readings (rPh), extensions
			s.ignored = 1
		}
	}
	return nil
}

func (s *sheetScan) end(x *xmlScanner) error {
	switch s.level {
	case inData:
		s.level = inSheet
	case inRow:
		s.level = inData
		return s.endRow()
	case inCell:
		s.sink = sinkNone
		if x.isElement("c") {
			s.level = inRow
			return s.endCell()
		}
	}
	return nil
}

func (s *sheetScan) takeText(x *xmlScanner) (err error) {
	if s.sink == sinkValue {
		s.cell.value, err = appendXMLText(s.cell.value, x.text, x.cdata)
		return err
	}
	s.cell.inline, err = appendXMLText(s.cell.inline, x.text, x.cdata)
	return err
}

// beginRow takes the row's number, which a part may leave out but must not
// turn back.
func (s *sheetScan) beginRow(x *xmlScanner) error {
	last := s.row.Number
	number := last + 1
	if written := x.attr("r"); written != nil {
		n, err := strconv.Atoi(string(written))
		if err != nil || n <= last || n > maxSheetRows {
			return fmt.Errorf("row %.20q after row %d", written, last)
		}
		number = n
	}
	if number > maxSheetRows {
		return errors.New("more rows than a worksheet has")
	}
	s.row.Number = number
	s.row.Hidden = xmlTrue(x.attr("hidden"))
	s.row.Text, s.row.typed = s.row.Text[:0], s.row.typed[:0]
	s.written.text, s.written.spans = s.written.text[:0], s.written.spans[:0]
	s.cell.col = -1
	return nil
}

func (s *sheetScan) beginCell(x *xmlScanner) error {
	c := &s.cell
	last := c.col
	*c = scannedCell{col: last + 1, value: c.value[:0], inline: c.inline[:0]}
	for rest := x.attrs; ; {
		key, value, after, ok := nextAttr(rest)
		if !ok {
			break
		}
		rest = after
		switch string(key) {
		case "r":
			col, row, ok := cellPosition(value)
			if !ok || row != s.row.Number || col <= last {
				return fmt.Errorf("cell %.20q in row %d", value, s.row.Number)
			}
			c.col = col
		case "s":
			c.style, _ = strconv.Atoi(string(value))
		case "t":
			c.kind = cellTypeName(value)
		}
	}
	if c.col >= maxSheetCols {
		return fmt.Errorf("more columns than a worksheet has in row %d", s.row.Number)
	}
	return nil
}

// cellTypeName spares an allocation for the types that exist.
func cellTypeName(t []byte) string {
	for _, known := range [...]string{"s", "n", "str", "b", "e", "inlineStr", "d"} {
		if string(t) == known {
			return known
		}
	}
	return "n"
}

// cellPosition reads a reference such as AB12; the column counts from 0.
func cellPosition(ref []byte) (col, row int, ok bool) {
	i := 0
	for ; i < len(ref) && i < 4 && ref[i]|0x20 >= 'a' && ref[i]|0x20 <= 'z'; i++ {
		col = col*26 + int(ref[i]|0x20-'a') + 1
	}
	letters := i
	for ; i < len(ref) && i < letters+8 && ref[i] >= '0' && ref[i] <= '9'; i++ {
		row = row*10 + int(ref[i]-'0')
	}
	return col - 1, row, i == len(ref) && letters > 0 && row > 0
}

// endCell places the finished cell in the row.
func (s *sheetScan) endCell() error {
	c := &s.cell
	var format NumFmtClass
	if c.style >= 0 && c.style < len(s.book.formats) {
		format = s.book.formats[c.style]
	}
	kind := CellText
	switch from := len(s.written.text); {
	case c.kind == "inlineStr":
		if len(c.inline) == 0 {
			return nil
		}
		s.appendWritten(c, unescapeCell(string(c.inline)))
	case len(c.value) == 0:
		// The type str with an empty v is the stored result "".
		if !c.formula || c.kind == "str" && c.stored {
			return nil
		}
		kind = CellFormulaEmpty
		s.place(c.col, "")
	case c.kind == "s":
		n, err := strconv.Atoi(string(c.value))
		if err != nil || n < 0 || n >= len(s.book.strings) {
			return fmt.Errorf("shared string %.20q in row %d does not exist", c.value, s.row.Number)
		}
		if s.book.strings[n] == "" {
			return nil
		}
		if *s.budget -= int64(len(s.book.strings[n])); *s.budget < 0 {
			return errBudget
		}
		s.place(c.col, s.book.strings[n])
	case c.kind == "str", c.kind == "d":
		s.appendWritten(c, unescapeCell(string(c.value)))
	case c.kind == "b":
		kind = CellBool
		s.place(c.col, boolText(xmlTrue(c.value)))
	case c.kind == "e":
		kind = CellError
		s.appendWritten(c, string(c.value))
	default:
		decimal, ok := appendDecimal(s.written.text, c.value)
		if !ok { // shown to the user as a bad value rather than dropped
			s.appendWritten(c, string(c.value))
			break
		}
		kind = CellNumber
		s.written.text = decimal
		s.placeWritten(c.col, from)
	}
	s.row.typed[c.col] = cellType{kind, format}
	return nil
}

func boolText(b bool) string {
	if b {
		return "TRUE"
	}
	return "FALSE"
}

func (s *sheetScan) appendWritten(c *scannedCell, text string) {
	from := len(s.written.text)
	s.written.text = append(s.written.text, text...)
	s.placeWritten(c.col, from)
}

// placeWritten sets a cell to the text collected since from.
func (s *sheetScan) placeWritten(col, from int) {
	s.place(col, "")
	s.written.spans = append(s.written.spans, struct{ col, from, to int }{col, from, len(s.written.text)})
}

// place sets a cell and blanks between it and the one before.
func (s *sheetScan) place(col int, text string) {
	for len(s.row.Text) < col {
		s.row.Text = append(s.row.Text, "")
		s.row.typed = append(s.row.typed, cellType{})
	}
	s.row.Text = append(s.row.Text, text)
	s.row.typed = append(s.row.typed, cellType{})
}

func (s *sheetScan) endRow() error {
	if len(s.row.Text) == 0 {
		return nil
	}
	all := string(s.written.text)
	for _, span := range s.written.spans {
		s.row.Text[span.col] = all[span.from:span.to]
	}
	if err := s.visit(&s.row); err != nil {
		return &visitError{err}
	}
	return nil
}

func (s *sheetScan) takeColumns(x *xmlScanner) {
	from, err1 := strconv.Atoi(string(x.attr("min")))
	to, err2 := strconv.Atoi(string(x.attr("max")))
	if err1 == nil && err2 == nil && xmlTrue(x.attr("hidden")) {
		s.hiddenCols = append(s.hiddenCols, [2]int{from - 1, to - 1})
	}
}

func (s *sheetScan) takeMerge(x *xmlScanner) error {
	ref, err := x.attrText("ref")
	if err != nil {
		return err
	}
	first, last, isRange := strings.Cut(ref, ":")
	if !isRange {
		return nil
	}
	col1, row1, ok1 := cellPosition([]byte(first))
	col2, row2, ok2 := cellPosition([]byte(last))
	if !ok1 || !ok2 || row2 < row1 || col2 < col1 {
		return fmt.Errorf("merged range %.40q cannot be read", ref)
	}
	s.merges = append(s.merges, Merge{FirstRow: row1, LastRow: row2, FirstCol: col1, LastCol: col2})
	return nil
}
