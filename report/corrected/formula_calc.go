package corrected

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// calculator is a small workbook with the cells that some formulas need, and no other, in which excelize calculates them.
// The user's own workbook is not given to excelize: a log of many lines would cost a multiple of all the rest. Columns without a
// needed cell are left out, since excelize keeps a cell for each.
type calculator struct {
	graph   *formulaGraph
	file    *excelize.File
	work    *int                      // that was asked for so far, by all calculators
	needed  map[*graphSheet]*placeSet // cells whose values are needed
	visited map[*graphFormula]bool    // formulas that are calculated themselves
	sheets  map[*graphSheet]bool      // that exist in file
	names   map[string]bool           // defined names that exist in file
	columns map[*graphSheet][]int32   // that are needed, in order: in file they stand side by side
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

// squeezed gives the columns of an area in the small workbook. An area without a needed cell stands behind all.
func (k *calculator) squeezed(sheet *graphSheet, area cellRange) cellRange {
	columns := k.columns[sheet]
	first, _ := slices.BinarySearch(columns, area.col1)
	last, _ := slices.BinarySearch(columns, area.col2+1)
	if first == last {
		first, last = len(columns), len(columns)+1
	}
	area.col1, area.col2 = int32(first+1), int32(last)
	return area
}

// squeezedName is the name of a cell in the small workbook.
func (k *calculator) squeezedName(sheet *graphSheet, at textPlace) string {
	return cellName(at.row, k.squeezed(sheet, cellRange{at.row, at.col, at.row, at.col}).col1)
}

// text is the formula as the small workbook holds it.
func (k *calculator) text(shape *formulaShape, of *graphSheet, rows, cols int32) string {
	return shape.textFrom(rows, cols, func(name string, area cellRange) cellRange {
		sheet := of
		if name != "" {
			sheet = k.graph.byName[name]
		}
		return k.squeezed(sheet, area)
	})
}

// fill puts the needed cells and formulas into the small workbook, as they were before the corrections.
func (k *calculator) fill(parts *workbookParts) error {
	k.chooseColumns()
	for f := range k.visited {
		if err := k.addSheet(f.sheet); err != nil {
			return err
		}
		for _, name := range f.shape.names {
			if k.names[name] {
				continue
			}
			k.names[name] = true
			shape := k.graph.names[strings.ToLower(name)]
			if err := k.file.SetDefinedName(&excelize.DefinedName{Name: name, RefersTo: k.text(&shape, f.sheet, 0, 0)}); err != nil {
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
		if err := k.file.SetCellStr(c.sheet.part.name, k.squeezedName(c.sheet, c.at), texts[c.index]); err != nil {
			return err
		}
	}
	for f := range k.visited {
		if err := k.file.SetCellFormula(f.sheet.part.name, k.squeezedName(f.sheet, f.textPlace), k.text(f.shape, f.sheet, f.rows, f.cols)); err != nil {
			return err
		}
	}
	return nil
}

func (k *calculator) chooseColumns() {
	k.columns = map[*graphSheet][]int32{}
	for sheet, needed := range k.needed {
		k.columns[sheet] = slices.Collect(maps.Keys(needed.columns))
	}
	for f := range k.visited {
		k.columns[f.sheet] = append(k.columns[f.sheet], f.col)
	}
	for sheet, columns := range k.columns {
		slices.Sort(columns)
		k.columns[sheet] = slices.Compact(columns)
	}
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
	name := k.squeezedName(sheet, at)
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
	text, err := k.file.CalcCellValue(f.sheet.part.name, k.squeezedName(f.sheet, f.textPlace), excelize.Options{RawCellValue: true})
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
