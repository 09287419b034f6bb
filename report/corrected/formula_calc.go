package corrected

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// calculator is a small workbook with the cells that some formulas need, and no other, in which excelize calculates them.
// The user's own workbook is not given to excelize: a log of many lines would cost a multiple of all the rest.
type calculator struct {
	graph   *formulaGraph
	file    *excelize.File
	work    *int                      // that was asked for so far, by all calculators
	needed  map[*graphSheet]*placeSet // cells whose values are needed
	visited map[*graphFormula]bool    // formulas that are calculated themselves
	sheets  map[*graphSheet]bool      // that exist in file
	names   map[string]bool           // defined names that exist in file
}

// maxFormulaWork bounds the number of cells that formulas are followed to. Formulas that would need more are not calculated.
const maxFormulaWork = 4_000_000

func newCalculator(graph *formulaGraph, work *int) *calculator {
	return &calculator{graph: graph, work: work, file: excelize.NewFile(), needed: map[*graphSheet]*placeSet{}, visited: map[*graphFormula]bool{},
		sheets: map[*graphSheet]bool{}, names: map[string]bool{}}
}

// shares divides formulas among calculators, one after the other: those that read many cells, such as totals, have one of
// their own, so that only the cells of one are in memory at a time.
func (g *formulaGraph) shares(formulas []*graphFormula) [][]*graphFormula {
	const manyCells, most = 10_000, 8
	shares := make([][]*graphFormula, 1, most)
	for _, f := range formulas {
		cells := 0
		g.eachArea(f, func(sheet *graphSheet, area cellRange) bool {
			area = sheet.used(area)
			cells += area.cells()
			return false
		})
		switch {
		case cells < manyCells:
			shares[0] = append(shares[0], f)
		case len(shares) < most:
			shares = append(shares, []*graphFormula{f})
		default:
			shares[most-1] = append(shares[most-1], f)
		}
	}
	return shares
}

// used is the part of an area that can hold cells.
func (s *graphSheet) used(area cellRange) cellRange {
	area.row2, area.col2 = min(area.row2, s.lastRow), min(area.col2, s.lastCol)
	return area
}

// cells is the number of cells of an area.
func (r cellRange) cells() int { return max(int(r.row2-r.row1)+1, 0) * max(int(r.col2-r.col1)+1, 0) }

// need notes what a formula needs: cells as they are, and formulas that change or have no value. It reports whether that is
// known and not too much.
func (k *calculator) need(target *graphFormula) bool {
	waiting := []*graphFormula{target}
	for len(waiting) > 0 {
		f := waiting[len(waiting)-1]
		waiting = waiting[:len(waiting)-1]
		if k.visited[f] {
			continue
		}
		if k.graph.open(f) || k.graph.clock(f) || f.kind == "array" || *k.work > maxFormulaWork {
			return false
		}
		k.visited[f] = true
		k.graph.eachArea(f, func(sheet *graphSheet, area cellRange) bool {
			area = sheet.used(area)
			if area.cells() == 0 {
				return false
			}
			*k.work += area.cells()
			if *k.work > maxFormulaWork {
				return true
			}
			if k.needed[sheet] == nil {
				k.needed[sheet] = &placeSet{}
			}
			k.needed[sheet].add(area)
			sheet.formulasIn(area, func(other *graphFormula) {
				if other.depends || !other.result.there {
					waiting = append(waiting, other)
				}
			})
			return false
		})
	}
	return *k.work <= maxFormulaWork
}

// fill puts the needed cells and formulas into the small workbook, as they were before the corrections.
func (k *calculator) fill(parts *workbookParts) error {
	for f := range k.visited {
		if err := k.addSheet(f.sheet); err != nil {
			return err
		}
		for _, name := range f.shape.names {
			if k.names[name] {
				continue
			}
			k.names[name] = true
			if err := k.file.SetDefinedName(&excelize.DefinedName{Name: name, RefersTo: k.graph.written[strings.ToLower(name)]}); err != nil {
				return err
			}
		}
	}
	texts := map[int]string{}
	type sharedCell struct {
		sheet *graphSheet
		at    textPlace
		index int
	}
	var shared []sharedCell
	for _, sheet := range k.graph.sheets {
		needed := k.needed[sheet]
		if needed == nil {
			continue
		}
		if err := k.addSheet(sheet); err != nil {
			return err
		}
		cells, err := parts.cellsOf(sheet.part)
		if err != nil {
			return err
		}
		var cell sheetCell
		for {
			more, err := cells.next(&cell)
			if err == nil && more && len(cell.value) > 0 && needed.any(cellRange{cell.row, cell.col, cell.row, cell.col}) {
				if cell.kind == cellShared {
					index, _ := cell.sharedIndex()
					texts[index] = ""
					shared = append(shared, sharedCell{sheet, cell.place(), index})
				} else {
					err = k.set(sheet, cell.place(), cell.kind, string(cell.value))
				}
			}
			if err != nil {
				cells.Close()
				return err
			}
			if !more {
				break
			}
		}
		cells.Close()
	}
	if len(shared) > 0 {
		if _, err := parts.readShared(texts); err != nil {
			return err
		}
	}
	for _, c := range shared {
		if err := k.file.SetCellStr(c.sheet.part.name, cellName(c.at.row, c.at.col), texts[c.index]); err != nil {
			return err
		}
	}
	for f := range k.visited {
		if err := k.file.SetCellFormula(f.sheet.part.name, cellName(f.row, f.col), f.shape.textFrom(f.rows, f.cols)); err != nil {
			return err
		}
	}
	return nil
}

func (k *calculator) addSheet(sheet *graphSheet) error {
	if k.sheets[sheet] {
		return nil
	}
	var err error
	if len(k.sheets) == 0 {
		err = k.file.SetSheetName("Sheet1", sheet.part.name)
	} else {
		_, err = k.file.NewSheet(sheet.part.name)
	}
	k.sheets[sheet] = true
	return err
}

func (k *calculator) set(sheet *graphSheet, at textPlace, kind cellKind, value string) error {
	name := cellName(at.row, at.col)
	switch kind {
	case cellNumber:
		number, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
		if err != nil {
			return fmt.Errorf("cell %s holds no number", name)
		}
		return k.file.SetCellFloat(sheet.part.name, name, number, -1, 64)
	case cellBool:
		return k.file.SetCellBool(sheet.part.name, name, value == "1" || value == "true")
	}
	return k.file.SetCellStr(sheet.part.name, name, readCellText(value))
}

// value calculates a formula; false if that cannot be done. A library that fails on it is as good as one that cannot.
func (k *calculator) value(f *graphFormula) (value storedValue, ok bool) {
	defer func() {
		if recover() != nil {
			value, ok = storedValue{}, false
		}
	}()
	text, err := k.file.CalcCellValue(f.sheet.part.name, cellName(f.row, f.col), excelize.Options{RawCellValue: true})
	if err != nil {
		return storedValue{}, false
	}
	_, notNumber := strconv.ParseFloat(text, 64)
	isBool := text == "TRUE" || text == "FALSE"
	switch {
	case notNumber == nil && (f.result.kind == cellNumber || f.result.kind == cellString && isNumber(f.result.text)):
		return storedValue{true, f.result.kind, text}, true // some programs store numbers as the texts of formulas
	case isBool && f.result.kind == cellBool:
		return storedValue{true, cellBool, map[string]string{"TRUE": "1", "FALSE": "0"}[text]}, true
	case notNumber == nil || isBool || f.result.kind != cellString && f.result.kind != cellNumber:
		return storedValue{}, false // a text that looks like a number cannot be told from one
	}
	return storedValue{true, cellString, text}, true
}

// same says whether a calculated value is the stored one.
func (v storedValue) same(stored storedValue) bool {
	if v.kind != stored.kind {
		return false
	}
	if v.kind == cellNumber || isNumber(v.text) && isNumber(stored.text) {
		return sameNumber(v.text, stored.text)
	}
	return v.text == readCellText(stored.text)
}

func isNumber(text string) bool {
	_, err := strconv.ParseFloat(text, 64)
	return err == nil
}
