package reading

import (
	"slices"

	"otaudit/audit"
)

// sayHidden counts what the rejected reading of minutes of the line would find: the visit's total supports fewer units.
func (r *reader) sayHidden(col int, f minuteFacts, visits []int32) {
	units := slices.IndexFunc(r.decisions, func(d Decision) bool { return d.Bind && d.Field == audit.UnitsBilled })
	if d := &r.decisions[col]; !d.Bind || d.Field != audit.Minutes || units < 0 || !r.Columns[units].Read || 2*f.constant <= f.several {
		return
	}
	type sums struct{ units, minutes, total int32 }
	u, m, of := r.unitsOf(units), r.minutesOf(col, audit.Minutes), map[int32]*sums{}
	for row, v := range visits {
		billed, minutes := u[r.ID(row, units)], m[r.ID(row, col)]
		if v < 0 || billed <= 0 || minutes <= 0 {
			continue
		}
		s := of[v]
		if s == nil {
			s = &sums{}
			of[v] = s
		}
		s.units += billed
		s.minutes += minutes
		s.total = max(s.total, minutes)
	}
	above := func(billed, minutes int32) int { return max(0, int(billed)-int(minutes+7)/15) }
	hidden := 0
	for _, s := range of {
		hidden += above(s.units, s.total) - above(s.units, s.minutes)
	}
	r.decisions[col].Hidden = hidden
}

// sayEqual15 marks line minutes that are 15 for each unit throughout: they agree with billing by construction.
func (r *reader) sayEqual15(col int) {
	if r.decisions[col].Field != audit.Minutes || !r.decisions[col].Bind {
		return
	}
	units := slices.IndexFunc(r.decisions, func(d Decision) bool { return d.Bind && d.Field == audit.UnitsBilled })
	if units < 0 || !r.Columns[units].Read {
		return
	}
	u, m := r.unitsOf(units), r.minutesOf(col, audit.Minutes)
	n := 0
	for row := range min(r.Rows(), evidenceRows) {
		a, b := u[r.ID(row, units)], m[r.ID(row, col)]
		if a < 0 || b < 0 {
			continue
		}
		if b != 15*a {
			return
		}
		n++
	}
	if n >= 8 {
		r.decisions[col].Equal15 = true
	}
}
