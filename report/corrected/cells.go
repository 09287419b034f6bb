package corrected

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"otaudit/audit"
)

// sheetCell is one cell as the file has it. What it points to is valid until the next one.
type sheetCell struct {
	row, col    int32
	style       int
	kind        cellKind
	value       []byte // the text of a cell that holds it, else what stands in the file
	stored      bool   // there is a value, be it empty
	formula     bool
	formulaText []byte
	formulaTag  []byte // attributes: kind, range, number
}

type cellKind byte

const (
	cellNumber cellKind = 'n'
	cellString cellKind = 't' // in the cell, or the result of a formula
	cellShared cellKind = 's' // value is the number of the text in the table of texts
	cellBool   cellKind = 'b'
	cellError  cellKind = 'e'
	cellDate   cellKind = 'd'
)

// blank says whether the cell could as well not be there.
func (c *sheetCell) blank() bool { return len(c.value) == 0 && !c.formula && c.style == 0 }

// same says whether two cells hold the same in the same way.
func (c *sheetCell) same(o *sheetCell) bool {
	return c.row == o.row && c.col == o.col && c.style == o.style && c.kind == o.kind && c.formula == o.formula &&
		bytes.Equal(c.value, o.value) && bytes.Equal(c.formulaText, o.formulaText) && bytes.Equal(c.formulaTag, o.formulaTag)
}

// sheetCells steps through the cells of a worksheet in the order of the file.
type sheetCells struct {
	walk     *xmlWalk
	closer   io.Closer
	row, col int32
	done     bool
	// other sees every tag outside the cells, if it is set.
	other func(w *xmlWalk)
}

// cellRange is a rectangle of cells, both corners included.
type cellRange struct{ row1, col1, row2, col2 int32 }

func (r cellRange) holds(row, col int32) bool {
	return row >= r.row1 && row <= r.row2 && col >= r.col1 && col <= r.col2
}

func (p *workbookParts) cellsOf(s sheetPart) (*sheetCells, error) {
	text, _, closer, err := p.openPart(s.path)
	if err != nil {
		return nil, err
	}
	if text == nil {
		return nil, fmt.Errorf("part %s is missing", s.path)
	}
	return &sheetCells{walk: walkXML(text), closer: closer}, nil
}

func (s *sheetCells) Close() error { return s.closer.Close() }

// next gives the next cell; false when there are no more, and then the sheet is read to its end.
func (s *sheetCells) next(cell *sheetCell) (bool, error) {
	w := s.walk
	for w.next() {
		switch {
		case w.is("c"):
			return true, s.read(cell)
		case w.is("row"):
			s.row, s.col = s.row+1, 0
			if n, err := strconv.Atoi(w.attr("r")); err == nil {
				s.row = int32(n)
			}
		case w.ends("worksheet"):
			s.done = true
		}
		if s.other != nil {
			s.other(w)
		}
	}
	if w.err != nil {
		return false, w.err
	}
	if !s.done {
		return false, errors.New("the sheet is cut short")
	}
	return false, nil
}

// place moves on to the cell whose tag the walk is at.
func (s *sheetCells) place() (kind []byte, style int, err error) {
	s.col++
	for list := s.walk.attrs; ; {
		key, value, rest, ok := nextAttr(list)
		if !ok {
			return kind, style, nil
		}
		list = rest
		switch string(key) {
		case "r":
			row, col, ok := parseCellName(string(value))
			if !ok {
				return nil, 0, fmt.Errorf("cell %q has no place", value)
			}
			s.row, s.col = row, col
		case "s":
			style, _ = strconv.Atoi(string(value))
		case "t":
			kind = value
		}
	}
}

func (s *sheetCells) read(cell *sheetCell) error {
	w := s.walk
	written, style, err := s.place()
	if err != nil {
		return err
	}
	*cell = sheetCell{row: s.row, col: s.col, style: style, kind: kindOf(written),
		value: cell.value[:0], formulaText: cell.formulaText[:0], formulaTag: cell.formulaTag[:0]}
	if w.empty {
		return nil
	}
	for w.next() {
		switch {
		case w.ends("c"):
			return nil
		case w.is("f"):
			cell.formula = true
			cell.formulaTag = append(cell.formulaTag, bytes.TrimSpace(w.attrs)...)
		case w.ends("f"):
			cell.formulaText = w.appendContent(cell.formulaText)
		case w.is("v"):
			cell.stored = true
		case w.ends("v"):
			cell.value = w.appendContent(cell.value)
		case w.is("is") && !w.empty:
			cell.value = w.appendRichText(cell.value, "is")
		}
	}
	return w.err
}

func kindOf(written []byte) cellKind {
	switch string(written) {
	case "s":
		return cellShared
	case "inlineStr", "str":
		return cellString
	case "b", "e", "d":
		return cellKind(written[0])
	}
	return cellNumber
}

// sharedIndex is the number of the cell's text in the table of texts.
func (c *sheetCell) sharedIndex() (int, error) {
	n, err := strconv.Atoi(strings.TrimSpace(string(c.value)))
	if err != nil || n < 0 {
		return 0, noSharedText(c.row, c.col)
	}
	return n, nil
}

func noSharedText(row, col int32) error {
	return fmt.Errorf("cell %s has a text that is not in the table of texts", cellName(row, col))
}

// parseCellName reads B12 (also $B$12) as row and column.
func parseCellName(name string) (row, col int32, ok bool) {
	i := 0
	for ; i < len(name); i++ {
		b := name[i] &^ 0x20
		if name[i] == '$' {
			continue
		}
		if b < 'A' || b > 'Z' {
			break
		}
		if col = col*26 + int32(b-'A') + 1; col > maxSheetCols {
			return 0, 0, false
		}
	}
	n, err := strconv.Atoi(strings.TrimPrefix(name[i:], "$"))
	return int32(n), col, err == nil && n > 0 && n <= maxSheetRows && col > 0
}

// The size of a worksheet.
const (
	maxSheetRows = 1 << 20
	maxSheetCols = 1 << 14
)

func parseRange(text string) (cellRange, bool) {
	first, last, two := strings.Cut(text, ":")
	if !two {
		last = first
	}
	row1, col1, ok1 := parseCellName(first)
	row2, col2, ok2 := parseCellName(last)
	return cellRange{row1, col1, row2, col2}, ok1 && ok2
}

// cellName prints row and column as B12.
func cellName(row, col int32) string {
	return audit.ColumnLetters(col) + strconv.Itoa(int(row))
}
