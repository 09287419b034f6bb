package importers

import (
	"maps"
	"slices"
	"strings"

	"otaudit/audit"
	"otaudit/importers/grid"
	"otaudit/importers/value"
)

// sheetAccount counts what becomes of the rows of a sheet, so that the sums can be shown to close.
type sheetAccount struct {
	nonData, excluded map[string]int
	used              int
	lines             int
	units, charges    sums
}

// sums are the readable units or charges of a sheet's rows. understood is what lines hold beyond their cells' plain
// values: units written with the code, lists in a cell.
type sums struct{ used, excluded, nonData, understood int64 }

func newSheetAccount() *sheetAccount {
	return &sheetAccount{nonData: map[string]int{}, excluded: map[string]int{}}
}

// rowSum adds up what the row's cells hold for a field, over all slots. Lists in a cell count with the lines made of them.
func rowSum(p *plan, f audit.Field, cells []int32) int64 {
	var sum int64
	for _, bound := range p.bindings {
		if bound.field == f && bound.parsed != nil {
			if v := &bound.parsed[cells[bound.col]]; v.Reading == value.OK {
				sum += int64(v.Value)
			}
		}
	}
	return sum
}

// columnSum adds up the same by distinct contents and their counts: the other way round, so that both can be compared.
func columnSum(p *plan, g *grid.Grid, f audit.Field) int64 {
	var sum int64
	for _, bound := range p.bindings {
		if bound.field != f || bound.parsed == nil {
			continue
		}
		for id, v := range bound.parsed {
			if v.Reading == value.OK {
				sum += int64(v.Value) * int64(g.Columns[bound.col].Counts[id])
			}
		}
	}
	return sum
}

// fillSheet writes the account into the sheet of the result.
func (a *sheetAccount) fillSheet(s *audit.Sheet, p *plan, g *grid.Grid) {
	s.NonData, s.Excluded = countsOf(a.nonData), countsOf(a.excluded)
	s.RowsUsed, s.Lines = a.used, a.lines
	s.UnitsUsed, s.UnitsExcluded = audit.Units(a.units.used), audit.Units(a.units.excluded)
	s.ChargeUsed, s.ChargeExcluded = audit.Cents(a.charges.used), audit.Cents(a.charges.excluded)
	s.UnitsRead = audit.Units(columnSum(p, g, audit.UnitsBilled) - a.units.nonData + a.units.understood)
	s.ChargeRead = audit.Cents(columnSum(p, g, audit.Charge) - a.charges.nonData + a.charges.understood)
}

func countsOf(counts map[string]int) []audit.Count {
	var list []audit.Count
	for _, what := range slices.SortedFunc(maps.Keys(counts), strings.Compare) {
		list = append(list, audit.Count{What: what, N: counts[what]})
	}
	return list
}
