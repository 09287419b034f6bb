package corrected

import (
	"cmp"
	"slices"
	"strings"
)

// formulaGraph knows which formulas of a workbook read which cells.
type formulaGraph struct {
	sheets []*graphSheet // in the order of the workbook
	byName map[string]*graphSheet
	names  map[string]formulaShape // defined names, in lower case
}

// graphSheet is a sheet with its formulas, in their order.
type graphSheet struct {
	*sheetRead
	key      string // name in lower case
	formulas []*graphFormula
	shared   map[int]*graphFormula // the first of those that share a formula, by number
	columns  map[int32][]*graphFormula
}

// graphFormula is a formula with what it reads. One that shares another's formula is taken apart with that.
type graphFormula struct {
	*formulaCell
	sheet      *graphSheet
	shape      *formulaShape
	rows, cols int32 // by which the shape is moved
	depends    bool  // its value may change with the corrections
}

// add takes the formulas of a sheet apart.
func (g *formulaGraph) add(read *sheetRead, tables map[string]*sheetTable) {
	s := &graphSheet{sheetRead: read, key: strings.ToLower(read.part.name), shared: map[int]*graphFormula{}, columns: map[int32][]*graphFormula{}}
	for i := range read.formulas {
		cell := &read.formulas[i]
		f := &graphFormula{formulaCell: cell, sheet: s}
		first := s.shared[cell.number]
		if cell.kind == "shared" && cell.text == "" && first != nil {
			f.shape, f.rows, f.cols = first.shape, cell.row-first.row, cell.col-first.col
		} else {
			shape := scanFormula(cell.text, cell.row, tables)
			shape.open = shape.open || cell.text == "" || cell.kind == "dataTable"
			f.shape = &shape
			if cell.kind == "shared" {
				s.shared[cell.number] = f
			}
		}
		s.formulas = append(s.formulas, f)
		for col := cell.area.col1; col <= min(cell.area.col2, cell.area.col1+maxSpill); col++ {
			s.columns[col] = append(s.columns[col], f)
		}
	}
	for _, formulas := range s.columns {
		slices.SortStableFunc(formulas, func(a, b *graphFormula) int { return cmp.Compare(a.area.row1, b.area.row1) })
	}
	g.sheets, g.byName[s.key] = append(g.sheets, s), s
}

// maxSpill is the number of columns that an array formula is followed to.
const maxSpill = 256

// eachArea visits the areas that a formula reads, until visit is content.
func (g *formulaGraph) eachArea(f *graphFormula, visit func(sheet *graphSheet, area cellRange) bool) bool {
	of := func(shape *formulaShape, rows, cols int32) bool {
		for i := range shape.pieces {
			p := &shape.pieces[i]
			if !p.isRef {
				continue
			}
			sheet := f.sheet
			if p.sheet != "" {
				sheet = g.byName[p.sheet]
			}
			if sheet != nil && visit(sheet, p.areaFrom(rows, cols)) {
				return true
			}
		}
		return false
	}
	if of(f.shape, f.rows, f.cols) {
		return true
	}
	for _, name := range f.shape.names {
		if shape, known := g.names[strings.ToLower(name)]; known && of(&shape, 0, 0) {
			return true
		}
	}
	return false
}

// open says whether a formula may read cells that it does not name.
func (g *formulaGraph) open(f *graphFormula) bool {
	return f.shape.open || slices.ContainsFunc(f.shape.names, func(name string) bool {
		shape, known := g.names[strings.ToLower(name)]
		return !known || shape.open || len(shape.names) > 0
	})
}

// clock says whether the value of a formula is of more than cells.
func (g *formulaGraph) clock(f *graphFormula) bool {
	return f.shape.clock || slices.ContainsFunc(f.shape.names, func(name string) bool { return g.names[strings.ToLower(name)].clock })
}

// spread marks the formulas whose values may change with some cells. It goes through them down and up in turn, since a
// formula mostly reads what stands before it or what stands behind it.
func (g *formulaGraph) spread(changed map[*graphSheet]*placeSet) {
	for down := true; ; down = !down {
		more := false
		for _, s := range g.sheets {
			for i := range s.formulas {
				f := s.formulas[i]
				if !down {
					f = s.formulas[len(s.formulas)-1-i]
				}
				if f.depends || !g.open(f) && !g.eachArea(f, func(of *graphSheet, area cellRange) bool { return changed[of].any(area) }) {
					continue
				}
				f.depends, more = true, true
				if changed[s] == nil {
					changed[s] = &placeSet{}
				}
				changed[s].add(f.area)
			}
		}
		if !more {
			return
		}
	}
}

// formulasIn visits the formulas that fill cells of an area.
func (s *graphSheet) formulasIn(area cellRange, visit func(*graphFormula)) {
	for col, formulas := range s.columns {
		if col < area.col1 || col > area.col2 {
			continue
		}
		from, _ := slices.BinarySearchFunc(formulas, area.row1, func(f *graphFormula, row int32) int { return cmp.Compare(f.area.row1, row) })
		for from > 0 && formulas[from-1].area.row2 >= area.row1 {
			from--
		}
		for ; from < len(formulas) && formulas[from].area.row1 <= area.row2; from++ {
			visit(formulas[from])
		}
	}
}

// placeSet is a set of cells: of each column a bit for each row.
type placeSet struct{ columns map[int32][]uint64 }

func (s *placeSet) add(area cellRange) {
	if s.columns == nil {
		s.columns = map[int32][]uint64{}
	}
	for col := area.col1; col <= min(area.col2, area.col1+maxSpill); col++ {
		bits := s.columns[col]
		if need := int(area.row2)/64 + 1; need > len(bits) {
			bits = append(bits, make([]uint64, max(need, len(bits)*2)-len(bits))...)
		}
		for row := area.row1; row <= area.row2; row++ {
			bits[row/64] |= 1 << (row % 64)
		}
		s.columns[col] = bits
	}
}

// any says whether the set has a cell of an area. A nil set has none.
func (s *placeSet) any(area cellRange) bool {
	if s == nil {
		return false
	}
	if area.col1 == area.col2 {
		return anyBit(s.columns[area.col1], area.row1, area.row2)
	}
	for col, bits := range s.columns {
		if col >= area.col1 && col <= area.col2 && anyBit(bits, area.row1, area.row2) {
			return true
		}
	}
	return false
}

func anyBit(bits []uint64, from, to int32) bool {
	to = min(to, int32(len(bits)*64)-1)
	for row := from; row <= to; {
		if row%64 == 0 && row+63 <= to {
			if bits[row/64] != 0 {
				return true
			}
			row += 64
			continue
		}
		if bits[row/64]&(1<<(row%64)) != 0 {
			return true
		}
		row++
	}
	return false
}
