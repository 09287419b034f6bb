package corrected

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"otaudit/audit"
)

// decideWorkbook settles the edits of a workbook and the values of the formulas that change with them. The audit reads
// formulas by their stored values: in columns that it reads these are calculated anew, elsewhere in the edited sheets they
// are taken away, since every spreadsheet program calculates them on opening. A fix on which a formula depends that cannot
// be calculated is left to be reviewed.
func (c *correction) decideWorkbook(book *workbookRead) error {
	graph, err := book.formulaGraph()
	if err != nil {
		return err
	}
	c.recalculated = func(cell cellAt) (string, bool) {
		result := book.results[book.sheets[cell.sheet]][textPlace{cell.row, cell.col}]
		if result == nil || !result.there {
			return "", false
		}
		return result.text, true
	}
	c.decide(book.facts, func() map[cellAt]string { return c.recalculate(book, graph) })
	return nil
}

// formulaGraph takes the formulas of the workbook apart: those of sheets without findings only if others refer to them.
func (b *workbookRead) formulaGraph() (*formulaGraph, error) {
	count, tables, elsewhere := 0, map[string]*sheetTable{}, false
	for _, read := range b.read {
		count += len(read.formulas)
		for i := range read.formulas {
			elsewhere = elsewhere || strings.ContainsAny(read.formulas[i].text, "![")
		}
	}
	graph := &formulaGraph{byName: map[string]*graphSheet{}, names: map[string]formulaShape{}}
	if count == 0 {
		return graph, nil
	}
	data, err := b.parts.part(b.parts.workbook)
	if err != nil {
		return nil, err
	}
	name := ""
	for w := walkBytes(data); w.next(); {
		switch {
		case w.is("definedName") && !w.empty:
			name = ""
			if w.attr("localSheetId") == "" {
				name = strings.ToLower(w.attr("name"))
			}
		case w.ends("definedName") && name != "":
			graph.names[name] = scanFormula(w.content(), 0, nil)
		}
	}
	elsewhere = elsewhere || len(graph.names) > 0
	for _, part := range b.parts.sheets {
		read := b.read[part.name]
		if !part.cells || read == nil && !elsewhere {
			continue
		}
		if err := b.parts.readTables(part, tables); err != nil {
			return nil, err
		}
	}
	for _, part := range b.parts.sheets {
		read := b.read[part.name]
		if read == nil && part.cells && elsewhere {
			if read, err = b.readFormulas(part); err != nil {
				return nil, fmt.Errorf("sheet %s: %w", part.name, err)
			}
		}
		if read != nil {
			graph.add(read, tables)
		}
	}
	return graph, nil
}

// readFormulas reads a sheet of which no finding speaks.
func (b *workbookRead) readFormulas(part sheetPart) (*sheetRead, error) {
	r, err := b.readSheet(part, nil, &cellsWanted{})
	if err != nil {
		return nil, err
	}
	delete(b.read, part.name)
	return r.sheetRead, nil
}

// recalculate gives the changes the values of the formulas that depend on them, and the changed cells on which a formula
// depends that cannot be calculated, each with the reason.
func (c *correction) recalculate(book *workbookRead, graph *formulaGraph) map[cellAt]string {
	book.results = map[string]map[textPlace]*storedValue{}
	if len(graph.sheets) == 0 || len(c.changes) == 0 {
		return nil
	}
	changed := map[*graphSheet]*placeSet{}
	for cell := range c.changes {
		sheet := graph.byName[strings.ToLower(book.sheets[cell.sheet])]
		if changed[sheet] == nil {
			changed[sheet] = &placeSet{}
		}
		changed[sheet].add(cellRange{cell.row, cell.col, cell.row, cell.col})
	}
	edited := maps.Clone(changed)
	for _, s := range graph.sheets {
		for _, f := range s.formulas {
			f.depends = false
		}
	}
	graph.spread(changed)
	var targets, failed []*graphFormula
	readColumns := c.readColumns(book)
	for _, s := range graph.sheets {
		for _, f := range s.formulas {
			switch {
			case !f.depends || !f.result.there:
			case !readColumns[s.part.name][f.col]:
				if edited[s] != nil {
					book.setResult(f, storedValue{})
				}
			default:
				targets = append(targets, f)
			}
		}
	}
	work := 0
	for _, share := range graph.shares(targets) {
		failed = append(failed, c.calculate(book, graph, share, &work)...)
	}
	return c.behind(book, graph, failed)
}

// readColumns are the columns that the audit reads, by sheet.
func (c *correction) readColumns(book *workbookRead) map[string]map[int32]bool {
	columns := map[string]map[int32]bool{}
	for label, layout := range c.layouts {
		name := book.sheets[label]
		if columns[name] == nil {
			columns[name] = map[int32]bool{}
		}
		for i := range layout.Slots {
			for f := range audit.NumFields {
				for _, col := range layout.Slots[i][f] {
					columns[name][col] = true
					for _, same := range layout.Copies[col] {
						columns[name][same] = true
					}
				}
			}
		}
	}
	return columns
}

func (b *workbookRead) setResult(f *graphFormula, value storedValue) {
	name := f.sheet.part.name
	if b.results[name] == nil {
		b.results[name] = map[textPlace]*storedValue{}
	}
	b.results[name][f.textPlace] = &value
	b.read[name] = f.sheet.sheetRead
}

// calculate calculates formulas before and after the corrections. What was stored must be what is calculated before them:
// else the calculation is not that of the program that wrote the workbook, and the formula is given back as one that
// cannot be calculated. Programs that do not calculate store 0; there the 0 stays, as the audit read it.
func (c *correction) calculate(book *workbookRead, graph *formulaGraph, share []*graphFormula, work *int) (failed []*graphFormula) {
	calc := newCalculator(graph, work)
	defer calc.file.Close()
	var targets []*graphFormula
	for _, f := range share {
		if calc.need(f) {
			targets = append(targets, f)
		} else {
			failed = append(failed, f)
		}
	}
	if len(targets) == 0 {
		return failed
	}
	if calc.fill(book.parts) != nil {
		return share // what the library does not take cannot be calculated
	}
	var agreed []*graphFormula
	for _, f := range targets {
		value, ok := calc.value(f)
		switch {
		case ok && value.same(f.result):
			agreed = append(agreed, f)
		case f.result.kind == cellNumber && sameNumber(f.result.text, "0"):
		default:
			failed = append(failed, f)
		}
	}
	for cell, change := range c.changes {
		sheet := graph.byName[strings.ToLower(book.sheets[cell.sheet])]
		at := textPlace{cell.row, cell.col}
		if !slices.Contains(calc.columns[sheet], cell.col) {
			continue
		}
		kind := cellString
		if change.number {
			kind = cellNumber
		}
		var err error
		if change.text == "" {
			err = calc.file.SetCellDefault(sheet.part.name, calc.squeezedName(sheet, at), "")
		} else {
			err = calc.set(sheet, at, kind, change.text)
		}
		if err != nil {
			return share
		}
	}
	for _, f := range agreed {
		if value, ok := calc.value(f); !ok {
			failed = append(failed, f)
		} else if !value.same(f.result) {
			book.setResult(f, value)
		}
	}
	return failed
}

// behind gives the changed cells on which some formulas depend.
func (c *correction) behind(book *workbookRead, graph *formulaGraph, formulas []*graphFormula) map[cellAt]string {
	if len(formulas) == 0 {
		return nil
	}
	bySheet := map[*graphSheet][]cellAt{}
	for _, cell := range slices.SortedFunc(maps.Keys(c.changes), compareCells) {
		sheet := graph.byName[strings.ToLower(book.sheets[cell.sheet])]
		bySheet[sheet] = append(bySheet[sheet], cell)
	}
	refused := map[cellAt]string{}
	seen := map[*graphFormula]bool{}
	for _, formula := range formulas {
		why := fmt.Sprintf("the formula in %s depends on it and cannot be calculated here: to be reviewed", cellName(formula.row, formula.col))
		waiting := []*graphFormula{formula}
		for len(waiting) > 0 {
			f := waiting[len(waiting)-1]
			waiting = waiting[:len(waiting)-1]
			if seen[f] {
				continue
			}
			seen[f] = true
			if graph.open(f) {
				for _, cells := range bySheet {
					for _, cell := range cells {
						refused[cell] = why
					}
				}
			}
			graph.eachArea(f, func(sheet *graphSheet, area cellRange) bool {
				for _, cell := range bySheet[sheet] {
					if area.holds(cell.row, cell.col) && refused[cell] == "" {
						refused[cell] = why
					}
				}
				sheet.formulasIn(area, func(other *graphFormula) {
					if other.depends {
						waiting = append(waiting, other)
					}
				})
				return false
			})
		}
	}
	return refused
}

func compareCells(a, b cellAt) int {
	return cmp.Or(strings.Compare(a.sheet, b.sheet), cmp.Compare(a.row, b.row), cmp.Compare(a.col, b.col))
}
