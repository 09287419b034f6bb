package importers

import (
	"slices"

	"otaudit/audit"
	"otaudit/importers/grid"
	"otaudit/importers/value"
)

// evidenceRows is how many rows are looked at to tell the minutes of a line from those of a visit.
const evidenceRows = 50_000

// visitRows numbers the visit of each row, for evidence only: by visit id, else by patient and date as written.
// It is nil if the sheet has no such columns.
func visitRows(g *grid.Grid, t *table) []int32 {
	key := func(fields ...audit.Field) []int {
		for _, f := range fields {
			for col, m := range t.matches {
				if m.Binds() && m.Field == f && g.Columns[col] != nil && m.Needs == "" {
					return []int{col}
				}
			}
		}
		return nil
	}
	columns := key(audit.VisitID)
	if columns == nil {
		patient, date := key(audit.PatientID, audit.PatientName), key(audit.DateOfService)
		if patient == nil || date == nil {
			return nil
		}
		columns = append(patient, date...)
	}
	rows := make([]int32, min(g.Rows.Len(), evidenceRows))
	if len(columns) == 1 { // the number of a content is that of the visit
		for i := range rows {
			rows[i] = g.Cell(i, columns[0]) - 1
		}
		return rows
	}
	numbers := map[[2]int32]int32{}
	for i := range rows {
		k := [2]int32{g.Cell(i, columns[0]), g.Cell(i, columns[1])}
		if k[0] == 0 || k[1] == 0 {
			rows[i] = -1
			continue
		}
		n, ok := numbers[k]
		if !ok {
			n = int32(len(numbers))
			numbers[k] = n
		}
		rows[i] = n
	}
	return rows
}

// minutesByVisit gives the readable minutes of a column, visit by visit and line by line.
func minutesByVisit(g *grid.Grid, visits []int32, col int, form value.MinutesForm) [][]int32 {
	raw := g.Columns[col]
	minutes := make([]int32, raw.Len())
	for id := range minutes {
		minutes[id] = -1
		v := raw.Value(int32(id))
		if m, reading, _ := form.Parse(v.Text, v.Hint); reading == value.OK {
			minutes[id] = m
		}
	}
	each := func(visit func(visit, minutes int32)) {
		for i, v := range visits {
			if m := minutes[g.Cell(i, col)]; v >= 0 && m >= 0 {
				visit(v, m)
			}
		}
	}
	last := int32(-1)
	for _, v := range visits {
		last = max(last, v)
	}
	lines, of := 0, make([]int32, last+1) // lines of each visit
	each(func(visit, _ int32) {
		of[visit]++
		lines++
	})
	groups, all := make([][]int32, len(of)), make([]int32, lines)
	for visit, n := range of {
		groups[visit], all = all[:0:n], all[n:]
	}
	each(func(visit, m int32) { groups[visit] = append(groups[visit], m) })
	return slices.DeleteFunc(groups, func(lines []int32) bool { return len(lines) == 0 })
}
