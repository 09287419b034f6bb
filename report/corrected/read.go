package corrected

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// workbookRead is what one pass over the workbook found.
type workbookRead struct {
	parts  *workbookParts
	sheets map[string]string // label of the importer to name of the worksheet
	facts  *cellFacts
	count  int               // cells in all sheets
	legacy map[string]string // relationship of the comment drawing by sheet
}

// readWorkbook counts the cells and reads those that the decisions need.
func (c *correction) readWorkbook(parts *workbookParts) (*workbookRead, error) {
	book := &workbookRead{parts: parts, sheets: map[string]string{}, legacy: map[string]string{},
		facts: &cellFacts{cells: map[cellAt]cellFact{}, columns: map[cellAt]*columnFact{}}}
	labels := map[string][]string{}
	for _, label := range slices.Sorted(maps.Keys(c.sheets)) {
		if name, ok := parts.sheetOf(label); ok {
			book.sheets[label] = name
			labels[name] = append(labels[name], label)
		}
	}
	wanted := c.wanted()
	for _, sheet := range parts.sheets {
		if !sheet.cells {
			continue
		}
		cells, err := parts.cellsOf(sheet)
		if err != nil {
			return nil, err
		}
		if err := book.readSheet(cells, labels[sheet.name], wanted); err != nil {
			return nil, fmt.Errorf("sheet %s: %w", sheet.name, err)
		}
		book.legacy[sheet.name] = cells.legacy
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

func (b *workbookRead) readSheet(cells *sheetCells, labels []string, wanted *cellsWanted) error {
	surveyed := map[int32]*columnFact{}
	rows := map[int32][]cellAt{}
	for _, label := range labels {
		for _, col := range wanted.columns[label] {
			if surveyed[col] == nil {
				surveyed[col] = &columnFact{separators: map[string]int{}}
			}
			b.facts.columns[cellAt{label, 0, col}] = surveyed[col]
		}
		for row, columns := range wanted.rows[label] {
			for _, col := range columns {
				at := cellAt{label, row, col}
				rows[row] = append(rows[row], at)
				b.facts.cells[at] = cellFact{style: -1}
			}
		}
	}
	var cell sheetCell
	for {
		more, err := cells.next(&cell)
		if err != nil {
			return err
		}
		if !more {
			break
		}
		b.count++
		if column := surveyed[cell.col]; column != nil {
			column.survey(cell.value, 1)
		}
		for _, at := range rows[cell.row] {
			if at.col == cell.col {
				b.facts.cells[at] = factOf(&cell)
			}
		}
	}
	b.blockShared(cells, rows)
	return nil
}

func factOf(cell *sheetCell) cellFact {
	fact := cellFact{text: cell.value, formula: cell.formula != "", style: cell.style, kind: factOther}
	switch {
	case cell.value == "":
		fact.kind = factBlank
	case cell.kind == 's':
		fact.kind = factText
	case cell.kind == 'n':
		fact.kind = factNumber
	}
	return fact
}

// blockShared marks wanted cells whose value is not theirs alone: parts of array formulas, and merged cells that hold
// the value of several rows.
func (b *workbookRead) blockShared(cells *sheetCells, rows map[int32][]cellAt) {
	for row, wanted := range rows {
		for _, at := range wanted {
			fact := b.facts.cells[at]
			for _, r := range cells.spills {
				fact.formula = fact.formula || r.holds(row, at.col)
			}
			for _, r := range cells.merges {
				if r.holds(row, at.col) && (r.row2 > r.row1 || r.col1 != at.col) {
					fact.blocked = "the merged cell holds the value of several cells: correct by hand"
				}
			}
			b.facts.cells[at] = fact
		}
	}
}
