package corrected

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"otaudit/audit"
)

// sheetCell is one cell as the file has it. Value is the text of a string cell, else what stands in the file.
type sheetCell struct {
	row, col int32
	style    int
	kind     byte // s text, n number, b truth value, e error, d date
	value    string
	formula  string // with its kind, range and number; empty if there is none
}

// blank says whether the cell could as well not be there.
func (c *sheetCell) blank() bool { return c.value == "" && c.formula == "" && c.style == 0 }

// sheetCells steps through the cells of a worksheet in the order of the file.
type sheetCells struct {
	walk     xmlWalk
	shared   []string
	row, col int32
	done     bool
	merges   []cellRange // known when all cells were visited
	spills   []cellRange
	legacy   string // relationship of the drawing that holds comment boxes and controls
}

// cellRange is a rectangle of cells, both corners included.
type cellRange struct{ row1, col1, row2, col2 int32 }

func (r cellRange) holds(row, col int32) bool {
	return row >= r.row1 && row <= r.row2 && col >= r.col1 && col <= r.col2
}

func (p *workbookParts) cellsOf(s sheetPart) (*sheetCells, error) {
	data, err := p.part(s.path)
	if err != nil {
		return nil, err
	}
	return &sheetCells{walk: xmlWalk{data: data}, shared: p.shared}, nil
}

// next gives the next cell; false when there are no more, and then the merged ranges are known.
func (s *sheetCells) next(cell *sheetCell) (bool, error) {
	w := &s.walk
	for !s.done && w.next() {
		switch {
		case w.is("row"):
			s.row, s.col = s.row+1, 0
			if n, err := strconv.Atoi(w.attr("r")); err == nil {
				s.row = int32(n)
			}
		case w.is("c"):
			return true, s.read(cell)
		case w.is("mergeCell"):
			if r, ok := parseRange(w.attr("ref")); ok {
				s.merges = append(s.merges, r)
			}
		case w.is("legacyDrawing"):
			s.legacy = w.attr("id")
		case w.ends("worksheet"):
			s.done = true
		}
	}
	if !s.done {
		return false, errors.New("the sheet is cut short")
	}
	return false, nil
}

func (s *sheetCells) read(cell *sheetCell) error {
	w := &s.walk
	s.col++
	if ref := w.attr("r"); ref != "" {
		row, col, ok := parseCellName(ref)
		if !ok {
			return fmt.Errorf("cell %q has no place", ref)
		}
		s.row, s.col = row, col
	}
	*cell = sheetCell{row: s.row, col: s.col, kind: 'n'}
	cell.style, _ = strconv.Atoi(w.attr("s"))
	kind := w.attr("t")
	if w.empty {
		return nil
	}
	for w.next() && !w.ends("c") {
		switch {
		case w.is("f"):
			cell.formula = strings.Join([]string{"=", w.attr("t"), w.attr("ref"), w.attr("si"), ""}, "|")
			if t := w.attr("t"); t == "array" || t == "dataTable" {
				if r, ok := parseRange(w.attr("ref")); ok {
					s.spills = append(s.spills, r)
				}
			}
		case w.ends("f"):
			cell.formula += w.content()
		case w.ends("v"):
			cell.value = w.content()
		case w.is("is") && !w.empty:
			cell.value = w.richText("is")
		}
	}
	return cell.resolve(kind, s.shared)
}

// resolve turns the kinds of the file into those that matter, and the number of a shared text into the text.
func (c *sheetCell) resolve(kind string, shared []string) error {
	switch kind {
	case "s":
		c.kind = 's'
		if c.value == "" {
			return nil
		}
		n, err := strconv.Atoi(strings.TrimSpace(c.value))
		if err != nil || n < 0 || n >= len(shared) {
			return fmt.Errorf("cell %s has a text that is not in the table of texts", cellName(c.row, c.col))
		}
		c.value = shared[n]
	case "inlineStr", "str":
		c.kind = 's'
	case "b", "e", "d":
		c.kind = kind[0]
	}
	return nil
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
		if col = col*26 + int32(b-'A') + 1; col > 16384 {
			return 0, 0, false
		}
	}
	n, err := strconv.Atoi(strings.TrimPrefix(name[i:], "$"))
	return int32(n), col, err == nil && n > 0 && n <= 1<<20 && col > 0
}

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
