package importers

import "otaudit/audit"

// evidenceRows is how many rows are looked at to tell the minutes of a line from those of a visit.
const evidenceRows = 50_000

// visitRows numbers the visit of each row, for evidence only: by visit id, else by patient and date as written.
// It is nil if the sheet has no such columns.
func visitRows(g *grid, t *table) []int32 {
	key := func(fields ...audit.Field) []int {
		for _, f := range fields {
			for col, m := range t.matches {
				if m.Binds() && m.Field == f && g.columns[col] != nil && m.Needs == "" {
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
	numbers := map[[2]int32]int32{}
	rows := make([]int32, min(len(g.rows), evidenceRows))
	for i := range rows {
		cells := g.cells(i)
		var k [2]int32
		blank := false
		for j, col := range columns {
			k[j] = cells[col]
			blank = blank || cells[col] == 0
		}
		if blank {
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
func minutesByVisit(g *grid, visits []int32, col int, form MinutesForm) [][]int32 {
	raw := g.columns[col]
	minutes := make([]int32, raw.len())
	for id := range minutes {
		minutes[id] = -1
		v := raw.value(int32(id))
		if m, reading, _ := form.Parse(v.Text, v.Hint); reading == OK {
			minutes[id] = m
		}
	}
	var groups [][]int32
	for i, visit := range visits {
		m := minutes[g.cell(i, col)]
		if visit < 0 || m < 0 {
			continue
		}
		for int(visit) >= len(groups) {
			groups = append(groups, nil)
		}
		groups[visit] = append(groups[visit], m)
	}
	filled := groups[:0]
	for _, lines := range groups {
		if len(lines) > 0 {
			filled = append(filled, lines)
		}
	}
	return filled
}
