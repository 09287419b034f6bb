package report

import (
	"cmp"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"otaudit/audit"
)

// unpackLimit lets every workbook that the importer read be opened; below it excelize keeps no parts in files.
const unpackLimit = 16 << 30

// correctWorkbook writes the corrections into a copy of the workbook and appends the Audit sheet.
func (c *correction) correctWorkbook() (Corrected, error) {
	parts, err := openWorkbookParts(c.input)
	if err != nil {
		return Corrected{}, cannotCorrect(c.input, err)
	}
	defer parts.Close()
	book, err := c.readWorkbook(parts)
	if err != nil {
		return Corrected{}, cannotCorrect(c.input, err)
	}
	if book.count > c.options.MaxCells {
		return c.auditSheetAlone(book)
	}
	c.decide(book.facts)
	done := Corrected{Path: c.output, Cells: len(c.changes)}
	err = writeWhole(c.output, func(temporary, dir string) error {
		if err := c.writeWorkbook(temporary, dir, book, &done); err != nil {
			return cannotCorrect(c.output, err)
		}
		if err := verifyWorkbook(c.input, temporary, c.changesBySheet(book), book.facts); err != nil {
			return cannotCorrect(c.output, err)
		}
		return nil
	})
	if err != nil {
		return Corrected{}, err
	}
	return done, nil
}

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
			column.survey(cell.value)
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

func (c *correction) changesBySheet(book *workbookRead) map[string]map[cellAt]cellChange {
	bySheet := map[string]map[cellAt]cellChange{}
	for cell, change := range c.changes {
		name := book.sheets[cell.sheet]
		if bySheet[name] == nil {
			bySheet[name] = map[cellAt]cellChange{}
		}
		bySheet[name][cell] = change
	}
	return bySheet
}

func (c *correction) writeWorkbook(temporary, dir string, book *workbookRead, done *Corrected) error {
	f, err := excelize.OpenFile(c.input, excelize.Options{TmpDir: dir, UnzipSizeLimit: unpackLimit, UnzipXMLSizeLimit: unpackLimit})
	if err != nil {
		return err
	}
	defer f.Close()
	f.Path = "" // the kind of workbook follows the parts, with macros or without, not the name
	for _, cell := range slices.SortedFunc(maps.Keys(c.changes), compareCells) {
		if err := writeChange(f, book.sheets[cell.sheet], cell, c.changes[cell], book.facts.cells[cell]); err != nil {
			return err
		}
	}
	sheet := newAuditSheet(c, freeSheetName(f.GetSheetList()), book.sheets)
	if err := c.mark(f, book, sheet, done); err != nil {
		return err
	}
	sheet.comments = fmt.Sprintf("%d written, %d left out (at most %d a sheet, errors first; comments that were there stay)",
		done.Comments, done.LeftOut, maxComments)
	if _, err := f.NewSheet(sheet.name); err != nil {
		return err
	}
	if err := sheet.write(f); err != nil {
		return err
	}
	if err := setProperties(f, c.options.AsOf, book.parts.files["docprops/core.xml"] != nil); err != nil {
		return err
	}
	return saveWorkbook(f, temporary)
}

func compareCells(a, b cellAt) int {
	return cmp.Or(cmp.Compare(a.sheet, b.sheet), cmp.Compare(a.row, b.row), cmp.Compare(a.col, b.col))
}

// writeChange writes one cell in its old type and style.
func writeChange(f *excelize.File, sheet string, at cellAt, change cellChange, fact cellFact) error {
	name := cellName(at.row, at.col)
	var err error
	switch {
	case change.text == "":
		err = f.SetCellDefault(sheet, name, "")
	case change.number:
		number, parseErr := strconv.ParseFloat(change.text, 64)
		if parseErr != nil {
			return parseErr
		}
		err = f.SetCellFloat(sheet, name, number, -1, 64)
	default:
		err = f.SetCellStr(sheet, name, change.text)
	}
	if err != nil || fact.style < 0 {
		return err
	}
	// excelize gives an unstyled cell the style of its row or column.
	return f.SetCellStyle(sheet, name, name, fact.style)
}

// setProperties fixes the dates inside the file and lets formulas be calculated anew on opening.
func setProperties(f *excelize.File, asOf audit.Date, hasCore bool) error {
	if hasCore {
		if err := f.SetDocProps(&excelize.DocProperties{LastModifiedBy: "otaudit", Modified: asOf.String() + "T00:00:00Z"}); err != nil {
			return err
		}
	}
	recalculate := true
	calc, err := f.GetCalcProps()
	if err != nil {
		return err
	}
	calc.FullCalcOnLoad = &recalculate
	return f.SetCalcProps(&calc)
}

func saveWorkbook(f *excelize.File, path string) error {
	out, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	if err := f.Write(out); err != nil {
		out.Close()
		return err
	}
	return out.Close()
}

// freeSheetName gives Audit, or Audit (2) and so on if the name is taken. Names differ in more than case.
func freeSheetName(taken []string) string {
	name := "Audit"
	for n := 2; slices.ContainsFunc(taken, func(s string) bool { return strings.EqualFold(s, name) }); n++ {
		name = fmt.Sprintf("Audit (%d)", n)
	}
	return name
}

// auditSheetAlone writes the Audit sheet into a workbook of its own, for inputs beyond the cell limit.
func (c *correction) auditSheetAlone(book *workbookRead) (Corrected, error) {
	why := fmt.Sprintf("the workbook has %d cells, more than the limit of %d: correct by hand", book.count, c.options.MaxCells)
	c.refuseAll(why)
	c.settle()
	base := strings.TrimSuffix(filepath.Base(c.output), filepath.Ext(c.output))
	path := filepath.Join(filepath.Dir(c.output), strings.TrimSuffix(base, ".audited")+".audit-sheet.xlsx")
	if err := refuseOverwrite(c.input, path); err != nil {
		return Corrected{}, err
	}
	err := writeWhole(path, func(temporary, dir string) error {
		f := excelize.NewFile(excelize.Options{TmpDir: dir})
		defer f.Close()
		sheet := newAuditSheet(c, "Audit", nil)
		sheet.comments = "none: " + why
		err := f.SetSheetName("Sheet1", sheet.name)
		if err == nil {
			err = sheet.write(f)
		}
		if err == nil {
			err = f.SetDocProps(&excelize.DocProperties{Creator: "otaudit", Created: c.options.AsOf.String() + "T00:00:00Z"})
		}
		if err == nil {
			err = setProperties(f, c.options.AsOf, true)
		}
		if err == nil {
			err = saveWorkbook(f, temporary)
		}
		if err != nil {
			return cannotCorrect(path, err)
		}
		return nil
	})
	if err != nil {
		return Corrected{}, err
	}
	return Corrected{Path: path, Note: strings.TrimSuffix(why, ": correct by hand") + "; only the Audit sheet was written"}, nil
}
