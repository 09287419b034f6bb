package corrected

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// workbookRead is what one pass over the sheets found.
type workbookRead struct {
	parts  *workbookParts
	sheets map[string]string     // label of the importer to name of the worksheet
	read   map[string]*sheetRead // by name: the sheets of which findings speak
	facts  *cellFacts
	// results are the values of formulas that change with the corrections, by sheet.
	results map[string]map[textPlace]*storedValue
}

// sheetRead is what is known of one worksheet.
type sheetRead struct {
	part     sheetPart
	formulas []formulaCell
	merges   []cellRange
	spills   []cellRange // of formulas that fill several cells
	columns  []columnSpan
	legacy   string // relationship of the drawing that holds comment boxes and controls
	priority int    // the highest of a conditional format
	lastRow  int32  // that has a cell
	lastCol  int32
}

// columnSpan is what a sheet says of neighboring columns.
type columnSpan struct {
	first, last int32
	style       int
	pixels      int // how wide a cell is shown
}

// waitingCell is a wanted cell whose text is in the table of texts.
type waitingCell struct {
	at    cellAt
	index int
}

// sheetReading is the pass over one sheet.
type sheetReading struct {
	*sheetRead
	book    *workbookRead
	columns map[int32]*columnFact
	shared  map[int32]map[int]int // of surveyed columns: how often each shared text stands in them
	wanted  map[int32][]cellAt
	waiting []waitingCell
	highest int // number of a shared text, and the cell it is in
	at      textPlace
}

// readWorkbook reads what the decisions and the marks need of the sheets of which findings speak.
func (c *correction) readWorkbook(parts *workbookParts) (*workbookRead, error) {
	book := &workbookRead{parts: parts, sheets: map[string]string{}, read: map[string]*sheetRead{},
		facts: &cellFacts{cells: map[cellAt]cellFact{}, columns: map[cellAt]*columnFact{}}}
	spoken := c.sheetsOfFindings()
	labels := map[string][]string{}
	for _, label := range slices.Sorted(maps.Keys(c.sheets)) {
		if name, ok := parts.sheetOf(label); ok {
			book.sheets[label] = name
			if spoken[label] {
				labels[name] = append(labels[name], label)
			}
		}
	}
	wanted := c.wanted()
	var readings []*sheetReading
	for _, sheet := range parts.sheets {
		if !sheet.cells || len(labels[sheet.name]) == 0 {
			continue
		}
		r, err := book.readSheet(sheet, labels[sheet.name], wanted)
		if err != nil {
			return nil, fmt.Errorf("sheet %s: %w", sheet.name, err)
		}
		readings = append(readings, r)
	}
	if err := book.resolve(readings); err != nil {
		return nil, err
	}
	for label, rows := range wanted.rows {
		if book.sheets[label] != "" {
			continue
		}
		for row, columns := range rows {
			for _, col := range columns {
				book.facts.cells[cellAt{label, row, col}] = cellFact{blocked: "the sheet is not in the workbook"}
			}
		}
	}
	return book, nil
}

// sheetsOfFindings gives the labels of the sheets in which findings or their edits lie.
func (c *correction) sheetsOfFindings() map[string]bool {
	spoken := map[string]bool{}
	for i := range c.result.Findings {
		f := &c.result.Findings[i]
		spoken[f.Cell.Sheet] = true
		for j := range f.Fix.Edits {
			spoken[f.Fix.Edits[j].Cell.Sheet] = true
		}
	}
	return spoken
}

// sheetOf finds the worksheet a label such as jan.xlsx!Log means. A name may itself hold the mark, so the longest wins.
func (p *workbookParts) sheetOf(label string) (string, bool) {
	best, found := "", false
	for _, s := range p.sheets {
		if strings.HasSuffix(label, "!"+s.name) && len(s.name) > len(best) {
			best, found = s.name, true
		}
	}
	return best, found
}

func (b *workbookRead) readSheet(part sheetPart, labels []string, wanted *cellsWanted) (*sheetReading, error) {
	cells, err := b.parts.cellsOf(part)
	if err != nil {
		return nil, err
	}
	defer cells.Close()
	r := &sheetReading{sheetRead: &sheetRead{part: part}, book: b, columns: map[int32]*columnFact{}, shared: map[int32]map[int]int{},
		wanted: map[int32][]cellAt{}, highest: -1}
	b.read[part.name] = r.sheetRead
	for _, label := range labels {
		for _, col := range wanted.columns[label] {
			if r.columns[col] == nil {
				r.columns[col], r.shared[col] = &columnFact{separators: map[string]int{}}, map[int]int{}
			}
			b.facts.columns[cellAt{label, 0, col}] = r.columns[col]
		}
		for row, columns := range wanted.rows[label] {
			for _, col := range columns {
				at := cellAt{label, row, col}
				r.wanted[row] = append(r.wanted[row], at)
				b.facts.cells[at] = cellFact{style: -1}
			}
		}
	}
	cells.other = r.takeTag
	var cell sheetCell
	row, ofRow := int32(0), []cellAt(nil)
	for {
		more, err := cells.next(&cell)
		if err != nil {
			return nil, err
		}
		if !more {
			break
		}
		if cell.row != row {
			row, ofRow = cell.row, r.wanted[cell.row]
		}
		if err := r.takeCell(&cell, ofRow); err != nil {
			return nil, err
		}
	}
	r.blockShared()
	return r, nil
}

// takeCell keeps what is wanted of a cell.
func (r *sheetReading) takeCell(cell *sheetCell, wanted []cellAt) error {
	r.lastRow, r.lastCol = max(r.lastRow, cell.row), max(r.lastCol, cell.col)
	index := 0
	if cell.kind == cellShared && len(cell.value) > 0 {
		var err error
		if index, err = cell.sharedIndex(); err != nil {
			return err
		}
		if index > r.highest {
			r.highest, r.at = index, textPlace{cell.row, cell.col}
		}
	}
	if column := r.columns[cell.col]; column != nil {
		if cell.kind == cellShared && len(cell.value) > 0 {
			r.shared[cell.col][index]++
		} else {
			column.survey(string(cell.value), 1)
		}
	}
	if cell.formula {
		r.takeFormula(cell)
	}
	for _, at := range wanted {
		if at.col != cell.col {
			continue
		}
		r.book.facts.cells[at] = factOf(cell)
		if cell.kind == cellShared && len(cell.value) > 0 {
			r.waiting = append(r.waiting, waitingCell{at, index})
		}
	}
	return nil
}

func factOf(cell *sheetCell) cellFact {
	fact := cellFact{formula: cell.formula, style: cell.style, kind: factOther, text: string(cell.value)}
	switch {
	case len(cell.value) == 0:
		fact.kind = factBlank
	case cell.kind == cellString:
		fact.kind, fact.text = factText, readCellText(fact.text)
	case cell.kind == cellShared:
		fact.kind = factText
	case cell.kind == cellNumber:
		fact.kind = factNumber
		if number, err := strconv.ParseFloat(fact.text, 64); err == nil && !plainNumber.MatchString(fact.text) { // 1.0E2
			fact.text = strconv.FormatFloat(number, 'f', -1, 64)
		}
	}
	return fact
}

// takeTag keeps what stands beside the cells.
func (r *sheetReading) takeTag(w *xmlWalk) {
	switch {
	case w.is("mergeCell"):
		if area, ok := parseRange(w.attr("ref")); ok {
			r.merges = append(r.merges, area)
		}
	case w.is("legacyDrawing"):
		r.legacy = w.attr("id")
	case w.is("cfRule"):
		if n, err := strconv.Atoi(w.attr("priority")); err == nil {
			r.priority = max(r.priority, n)
		}
	case w.is("col"):
		first, err1 := strconv.Atoi(w.attr("min"))
		last, err2 := strconv.Atoi(w.attr("max"))
		if err1 == nil && err2 == nil {
			span := columnSpan{first: int32(first), last: int32(last), pixels: defaultPixels}
			span.style, _ = strconv.Atoi(w.attr("style"))
			if width, err := strconv.ParseFloat(w.attr("width"), 64); err == nil {
				span.pixels = int(min(max(width, 0), 255)*7) + 5
			}
			if h := w.attr("hidden"); h == "1" || h == "true" {
				span.pixels = 0
			}
			r.sheetRead.columns = append(r.sheetRead.columns, span)
		}
	}
}

// defaultPixels is how wide a column is that nothing is said of.
const defaultPixels = 64

// column is what the sheet says of a column.
func (s *sheetRead) column(col int32) columnSpan {
	for _, span := range s.columns {
		if col >= span.first && col <= span.last {
			return span
		}
	}
	return columnSpan{col, col, 0, defaultPixels}
}

// blockShared marks wanted cells whose value is not theirs alone: parts of array formulas, and merged cells that hold
// the value of several rows.
func (r *sheetReading) blockShared() {
	for row, wanted := range r.wanted {
		for _, at := range wanted {
			fact := r.book.facts.cells[at]
			for _, area := range r.spills {
				fact.formula = fact.formula || area.holds(row, at.col)
			}
			for _, area := range r.merges {
				if area.holds(row, at.col) && (area.row2 > area.row1 || area.col1 != at.col) {
					fact.blocked = "the merged cell holds the value of several cells: correct by hand"
				}
			}
			r.book.facts.cells[at] = fact
		}
	}
}

// resolve reads the shared texts that the cells mean.
func (b *workbookRead) resolve(readings []*sheetReading) error {
	texts, needed := map[int]string{}, false
	for _, r := range readings {
		for _, cell := range r.waiting {
			texts[cell.index] = ""
		}
		for _, counts := range r.shared {
			for index := range counts {
				texts[index] = ""
			}
		}
		needed = needed || r.highest >= 0
	}
	if !needed {
		return nil
	}
	count, err := b.parts.readShared(texts)
	if err != nil {
		return err
	}
	for _, r := range readings {
		if r.highest >= count {
			return fmt.Errorf("sheet %s: %w", r.part.name, noSharedText(r.at.row, r.at.col))
		}
		for _, cell := range r.waiting {
			fact := b.facts.cells[cell.at]
			if fact.text = texts[cell.index]; fact.text == "" {
				fact.kind = factBlank
			}
			b.facts.cells[cell.at] = fact
		}
		for col, counts := range r.shared {
			for index, n := range counts {
				r.columns[col].survey(texts[index], n)
			}
		}
	}
	return nil
}
