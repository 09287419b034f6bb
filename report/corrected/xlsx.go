package corrected

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

// planWorkbook decides what is corrected and gives the function that writes the corrections into a copy of the workbook
// and appends the Audit sheet.
func (c *correction) planWorkbook() (func() (Corrected, error), error) {
	parts, err := openWorkbookParts(c.input)
	if err != nil {
		return nil, cannotCorrect(c.input, err)
	}
	keep := false // open for the writing
	defer func() {
		if !keep {
			parts.Close()
		}
	}()
	book, err := c.readWorkbook(parts)
	if err != nil {
		return nil, cannotCorrect(c.input, err)
	}
	if book.count > c.options.MaxCells {
		return c.planAuditSheetAlone(fmt.Sprintf("the workbook has %d cells, more than the limit of %d", book.count, c.options.MaxCells))
	}
	if !parts.styled {
		return c.planAuditSheetAlone("the workbook has no table of styles, so that nothing can be marked in it")
	}
	c.decide(book.facts)
	keep = true
	return func() (Corrected, error) { return c.correctWorkbook(book) }, nil
}

func (c *correction) correctWorkbook(book *workbookRead) (Corrected, error) {
	defer book.parts.Close()
	done := Corrected{Path: c.output, Cells: len(c.changes)}
	err := writeWhole(c.output, func(temporary, dir string) error {
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
	completeStyles(f)
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
	if err := appendSheet(f, book.parts, sheet.name); err != nil {
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

// appendSheet adds an empty sheet behind the others. excelize names its part by the highest sheet id and would replace a
// part of that name which belongs to another sheet, so that the id is raised for the moment if need be.
func appendSheet(f *excelize.File, parts *workbookParts, name string) error {
	sheets := f.WorkBook.Sheets.Sheet
	next := 1
	for i := range sheets {
		next = max(next, sheets[i].SheetID+1)
	}
	for parts.files[fmt.Sprintf("xl/worksheets/sheet%d.xml", next)] != nil {
		next++
	}
	own := sheets[0].SheetID
	sheets[0].SheetID = max(own, next-1)
	_, err := f.NewSheet(name)
	f.WorkBook.Sheets.Sheet[0].SheetID = own
	return err
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

// planAuditSheetAlone lets the Audit sheet be written into a workbook of its own, for inputs that are too large to be
// rewritten.
func (c *correction) planAuditSheetAlone(why string) (func() (Corrected, error), error) {
	c.refuseAll(why + ": correct by hand")
	c.closeFixes()
	base := strings.TrimSuffix(filepath.Base(c.output), filepath.Ext(c.output))
	path := filepath.Join(filepath.Dir(c.output), strings.TrimSuffix(base, ".audited")+".audit-sheet.xlsx")
	if err := refuseOverwrite(c.input, path); err != nil {
		return nil, err
	}
	return func() (Corrected, error) { return c.auditSheetAlone(path, why) }, nil
}

func (c *correction) auditSheetAlone(path, why string) (Corrected, error) {
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
	return Corrected{Path: path, Note: why + "; only the Audit sheet was written"}, nil
}
