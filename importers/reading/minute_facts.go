package reading

import (
	"math"
	"slices"
	"strings"

	"otaudit/audit"
	"otaudit/importers/value"
)

// minuteFacts are what the values of a column of minutes show within visits.
type minuteFacts struct {
	several  int     // visits of several lines with values
	constant int     // of them, those with one value on all lines
	llr      float64 // for the line above 0, for the visit below
	sums     float64 // for the line: its values add up to another column; for the visit: others add up to it
	largest  bool    // as lines of a visit they would make days that are not worked
	filled   int
	lone     int // visits of several lines with a value on the first of them only
}

// minuteFacts looks at the values of a column visit by visit.
func (r *reader) minuteFacts(col int, visits []int32) minuteFacts {
	f := minuteFacts{}
	minutes := r.minutesOf(col, r.decisions[col].Field)
	groups, billed := map[int32][]int32{}, map[int32][]int32{}
	units := map[int32]int32{}
	unitsCol := slices.IndexFunc(r.decisions, func(d Decision) bool { return d.Bind && d.Field == audit.UnitsBilled })
	if unitsCol >= 0 && r.Columns[unitsCol].Read {
		units = r.unitsOf(unitsCol)
	}
	counts, total := map[int32]int{}, 0
	for row := range min(r.Rows(), evidenceRows) {
		m := minutes[r.ID(row, col)]
		if m < 0 {
			continue
		}
		f.filled++
		if m > 0 {
			counts[m]++
			total++
		}
		if row < len(visits) && visits[row] >= 0 {
			groups[visits[row]] = append(groups[visits[row]], m)
			if len(units) > 0 {
				if u := units[r.ID(row, unitsCol)]; u > 0 {
					billed[visits[row]] = append(billed[visits[row]], u)
				}
			}
		}
	}
	same := 0.0 // how likely two lines have one value by chance
	for _, n := range counts {
		p := float64(n) / float64(max(total, 1))
		same += p * p
	}
	same = math.Min(math.Max(same, 0.02), 0.98)
	// Of few values it cannot be said: a clinic may know 15 and 23 minutes alone.
	same = (same*float64(total) + chance*few) / (float64(total) + few)
	sums, sumsOver := 0, 0
	for v, lines := range groups {
		lines = slices.DeleteFunc(slices.Clone(lines), func(m int32) bool { return m == 0 })
		if len(lines) < 2 {
			continue
		}
		f.several++
		sum := int32(0)
		for _, m := range lines {
			sum += m
		}
		sums++
		if sum > 150 {
			sumsOver++
		}
		if allEqual(lines) {
			f.constant++
			f.llr -= math.Min(perVisit, -math.Log(math.Pow(same, float64(len(lines)-1))))
			if billed[v] != nil && !follows(lines[0], billed[v]) {
				f.llr -= perVisit / 2
			}
		} else {
			f.llr += perVisit
		}
	}
	// A value on the first line only of visits of several lines is the visit's.
	if rows := r.loneValues(col, minutes, visits); rows > 0 {
		f.lone = rows
		f.llr -= perVisit * float64(rows)
	}
	f.largest = sums > 0 && 2*sumsOver > sums
	if f.largest {
		f.llr -= perVisit
	}
	return f
}

// lists reports a column whose cells hold several values.
func (r *reader) lists(col int) bool { return len(r.Columns[col].Single) > len(r.Columns[col].Values) }

// wide reports rows of several slots, each of which is a line.
func (r *reader) wide() bool { return r.hasCodeSeries() }

// loneValues counts the visits of several lines that have a value on their first line only, less those with values on several.
func (r *reader) loneValues(col int, minutes map[int32]int32, visits []int32) int {
	type seen struct {
		lines, filled int
		first         bool
	}
	of := map[int32]*seen{}
	units := slices.IndexFunc(r.decisions, func(d Decision) bool { return d.Bind && d.Field == audit.UnitsBilled })
	for row, v := range visits {
		if v < 0 || units >= 0 && r.ID(row, units) == 0 && r.ID(row, col) == 0 { // a payment beside the line, say
			continue
		}
		s := of[v]
		if s == nil {
			s = &seen{}
			of[v] = s
		}
		s.lines++
		if r.ID(row, col) != 0 && minutes[r.ID(row, col)] >= 0 {
			s.filled++
			s.first = s.first || s.lines == 1
		}
	}
	lone := 0
	for _, s := range of {
		switch {
		case s.lines < 2:
		case s.filled == 1 && s.first:
			lone++
		case s.filled > 1:
			lone--
		}
	}
	return max(lone, 0)
}

// severalCodes reports whether rows hold several codes each, so that a row is a visit.
func (r *reader) severalCodes() bool {
	if r.WideRows {
		return true
	}
	for col := range r.decisions {
		if d := &r.decisions[col]; !d.Bind || d.Field != audit.Code || !r.Columns[col].Read {
			continue
		}
		several, of := 0, 0
		for v, n := range r.Columns[col].Values {
			items, reading, _ := value.ParseCodes(v.Text, value.OrNone(r.KnownModifier))
			if reading == value.OK {
				of += n
				if len(items) > 1 {
					several += n
				}
			}
		}
		if of > 0 && 4*several >= of {
			return true
		}
	}
	return false
}

// follows reports whether one value of minutes on all lines of a visit is what each line's own units would have.
func follows(minutes int32, units []int32) bool {
	for _, u := range units {
		if d := u - (minutes+7)/15; d < -1 || d > 1 || u != units[0] {
			return false
		}
	}
	return true
}

// addUp looks for columns of lines that add up to a column of the visit, and for those that cannot be the lines': one value on all lines
// of a visit that, added up, is more than the total beside it.
func (r *reader) addUp(cols []int, facts map[int]minuteFacts, visits []int32) {
	if len(visits) == 0 {
		return
	}
	for _, line := range cols {
		values := r.minutesOf(line, r.decisions[line].Field)
		sums := map[int32]int32{}
		lines := map[int32]int{}
		for row, v := range visits {
			if m := values[r.ID(row, line)]; v >= 0 && m > 0 {
				sums[v] += m
				lines[v]++
			}
		}
		for _, total := range cols {
			if total == line {
				continue
			}
			stated := r.minutesOf(total, r.decisions[total].Field)
			seen, fit, above, of := map[int32]bool{}, 0, 0, 0
			for row, v := range visits {
				m := stated[r.ID(row, total)]
				if v < 0 || m <= 0 || lines[v] < 2 || seen[v] {
					continue
				}
				seen[v] = true
				of++
				if m == sums[v] || m > sums[v] && m-sums[v] <= 15 {
					fit++
				} else if m < sums[v] && m >= sums[v]/int32(lines[v]) {
					above++
				}
			}
			a, b := facts[line], facts[total]
			switch {
			case of == 0:
			case 10*fit >= 8*of:
				a.sums, b.sums = surely, -surely
			case 10*above >= 8*of && a.constant == a.several:
				a.llr -= surely
			}
			facts[line], facts[total] = a, b
		}
	}
}

// besideUntimed knows the timed minutes of a sheet that has untimed ones too as the line's, where they are 0 on one line of a
// visit and not on another: a total of the visit would stand on both. What else is called a total is then the visit's.
func (r *reader) besideUntimed(cols []int, facts map[int]minuteFacts, visits []int32) {
	untimed := func(heading string) bool { return strings.Contains(strings.ToLower(heading), "untimed") }
	timed := slices.IndexFunc(cols, func(col int) bool {
		heading := r.Columns[col].Header
		return strings.Contains(strings.ToLower(heading), "timed") && !untimed(heading)
	})
	if timed < 0 || !slices.ContainsFunc(r.Columns, func(c Column) bool { return untimed(c.Header) }) {
		return
	}
	line := cols[timed]
	minutes, zero, some := r.minutesOf(line, r.decisions[line].Field), map[int32]bool{}, map[int32]bool{}
	for row, v := range visits {
		switch m := minutes[r.ID(row, line)]; {
		case v < 0:
		case m == 0:
			zero[v] = true
		case m > 0:
			some[v] = true
		}
	}
	for v := range zero {
		if !some[v] {
			continue
		}
		for _, col := range cols {
			f := facts[col]
			if f.sums = -surely; col == line {
				f.sums = surely
			}
			facts[col] = f
		}
		return
	}
}

func allEqual(values []int32) bool {
	for _, v := range values {
		if v != values[0] {
			return false
		}
	}
	return true
}
