package reading

import (
	"otaudit/audit"
	"otaudit/importers/value"
)

// unitTotals leaves out units whose header speaks of a total and that stay the same on all lines of a visit.
func (r *reader) unitTotals(visits []int32) {
	for col := range r.decisions {
		d := &r.decisions[col]
		if !d.Bind || d.Match.Fixed || d.Field != audit.UnitsBilled || !r.Columns[col].Read || len(visits) == 0 || d.Match.Series > 0 ||
			levelOfHeader(r.Columns[col].Header, audit.Minutes) != levelVisit && r.Columns[col].Match.Needs != "line-or-visit" {
			continue
		}
		units, first, differ, several := r.unitsOf(col), map[int32]int32{}, 0, 0
		for row, v := range visits {
			u := units[r.ID(row, col)]
			if v < 0 || u < 0 {
				continue
			}
			if before, ok := first[v]; ok {
				several++
				if before != u {
					differ++
				}
			} else {
				first[v] = u
			}
		}
		if several > 0 && differ == 0 {
			*d = Decision{Field: d.Field, Match: d.Match, Grade: audit.Evident, Reason: "not read: a total of the visit: the same on all its lines", NotSaid: true}
		}
	}
}

// visitRows numbers the visit of each row by what the columns are decided to be: by visit id, else by patient and date. A blank
// cell is the one above it.
func (r *reader) visitRows() []int32 {
	if r.visitsSet {
		return r.visits
	}
	r.visitsSet = true
	column := func(fields ...audit.Field) []int {
		for _, f := range fields {
			for col := range r.decisions {
				if d := &r.decisions[col]; d.Bind && d.Field == f && r.Columns[col].Read && d.Match.Kind != value.KindSpanEnd {
					return []int{col}
				}
			}
		}
		return nil
	}
	columns := column(audit.VisitID)
	if columns == nil {
		patient, date := column(audit.PatientID, audit.PatientName), column(audit.DateOfService)
		if patient == nil || date == nil && !r.Given.Has(audit.DateOfService) {
			return nil
		}
		columns = append(patient, date...)
	}
	numbers := map[[2]int32]int32{}
	r.visits = make([]int32, min(r.Rows(), evidenceRows))
	last := [2]int32{}
	for row := range r.visits {
		key := last
		for i, col := range columns {
			if id := r.ID(row, col); id != 0 {
				key[i] = id
			}
		}
		last = key
		n, ok := numbers[key]
		if !ok {
			n = int32(len(numbers))
			numbers[key] = n
		}
		r.visits[row] = n
		if key[0] == 0 {
			r.visits[row] = -1
		}
	}
	return r.visits
}
