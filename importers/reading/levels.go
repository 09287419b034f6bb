package reading

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"otaudit/audit"
	"otaudit/importers/value"
)

// level is whether minutes are those of a line or of the visit.
type level int8

// The levels that words of a header speak for.
const (
	levelOpen  level = iota
	levelLine        // "Minutes", "CPT Minutes"
	levelVisit       // "Total Minutes", "Session Length"
)

// levelOfHeader returns what the words of a header say of minutes.
func levelOfHeader(text string, f audit.Field) level {
	lower := " " + strings.Join(strings.Fields(strings.ToLower(text)), " ") + " "
	for _, word := range []string{"total", "session", "visit", "ttl", "tot ", "length", "ttcm", "ttt"} {
		if strings.Contains(lower, word) {
			return levelVisit
		}
	}
	if minuteFields.Has(f) {
		return levelLine
	}
	return levelOpen
}

// What speaks for a level, in natural logarithms of how many times as likely it is.
const (
	byHeader      = 2.0 // a word such as "total", or none
	few           = 6.0 // so many values say as much of how often two are alike
	chance        = 0.5 // as is taken for granted without any
	treatmentWord = 1.0 // less: "Treatment Minutes" is said of both
	perVisit      = 2.0 // the most that one visit can say
	surely        = 4.0 // beyond this a level is evident
	likely        = 0.5 // below this it is open where findings would differ
)

// levels decides which columns of minutes are those of the lines and which repeat a total of the visit. What was billed may
// decide only towards the reading that supports fewer units, which is the visit's: it is not asked at all for the line's. Values
// that differ between the lines of a visit speak for the line; values that stay the same, more often than chance would have
// it, for the visit; a column that the lines add up to is the visit's.
func (r *reader) levels() {
	var cols []int
	for col := range r.decisions {
		if d := &r.decisions[col]; d.Bind && !d.Match.Fixed && minuteFields.Has(d.Field) && r.Columns[col].Read && d.Match.Series == 0 {
			cols = append(cols, col)
		}
	}
	visits := r.visitRows()
	if len(cols) == 0 || r.VisitRows {
		r.unitTotals(visits)
		return
	}
	facts := map[int]minuteFacts{}
	for _, col := range cols {
		facts[col] = r.minuteFacts(col, visits)
	}
	r.addUp(cols, facts, visits)
	r.besideUntimed(cols, facts, visits)
	slices.SortStableFunc(cols, func(a, b int) int { return r.scoreOf(b, r.decisions[b].Field) - r.scoreOf(a, r.decisions[a].Field) })
	have := audit.FieldSet(0)
	for col := range r.decisions {
		if d := &r.decisions[col]; d.Match.Fixed && d.Bind {
			have = have.With(d.Field)
		}
	}
	lines := false
	r.preferLines(cols, facts)
	for _, col := range cols {
		lines = lines || r.weight(col, facts[col]) >= 0 && (facts[col].several > 0 || facts[col].sums > 0)
	}
	for _, col := range cols {
		r.decideLevel(col, facts[col], &have, lines)
	}
	for _, col := range cols {
		r.sayEqual15(col)
		r.sayHidden(col, facts[col], visits)
	}
	r.unitTotals(visits)
}

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

// addUp looks for columns of lines that add up to a column of the visit.
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
			seen, fit, of := map[int32]bool{}, 0, 0
			for row, v := range visits {
				m := stated[r.ID(row, total)]
				if v < 0 || m <= 0 || lines[v] < 2 || seen[v] {
					continue
				}
				seen[v] = true
				of++
				if m == sums[v] || m > sums[v] && m-sums[v] <= 15 {
					fit++
				}
			}
			if of > 0 && 10*fit >= 8*of {
				a, b := facts[line], facts[total]
				a.sums, b.sums = surely, -surely
				facts[line], facts[total] = a, b
			}
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

// preferLines lets a column whose header speaks of the line be the line's beside one whose header speaks of the visit.
func (r *reader) preferLines(cols []int, facts map[int]minuteFacts) {
	ofVisit := func(col int) bool {
		k, m := r.find(col, r.decisions[col].Field), r.Columns[col].Match
		return k != nil && k.level == levelVisit || m.Known && m.Needs == "" && (m.Field == audit.TimedMinutes || m.Field == audit.TreatmentMinutes)
	}
	if !slices.ContainsFunc(cols, ofVisit) {
		return
	}
	for _, col := range cols {
		if !ofVisit(col) {
			f := facts[col]
			f.sums += byHeader
			facts[col] = f
		}
	}
}

// weight is what speaks for the line (above 0) or the visit (below) altogether.
func (r *reader) weight(col int, f minuteFacts) float64 {
	w := f.llr + f.sums
	if f.several+f.lone == 0 && r.severalCodes() && !r.lists(col) {
		w -= surely
	}
	d := &r.decisions[col]
	switch k := r.find(col, d.Field); {
	case k == nil:
	case k.level == levelVisit:
		w -= byHeader
	case d.Match.Known && d.Match.Needs == "line-or-visit" || r.Columns[col].Match.Field == audit.TreatmentMinutes || r.Columns[col].Match.Field == audit.TimedMinutes:
		if r.Columns[col].Match.Needs == "" {
			w -= byHeader
		} else {
			w += treatmentWord / 2
		}
	default:
		w += byHeader
	}
	return w
}

// decideLevel gives a column of minutes its field.
func (r *reader) decideLevel(col int, f minuteFacts, have *audit.FieldSet, lines bool) {
	d := &r.decisions[col]
	w := r.weight(col, f)
	heading := strings.ToLower(r.Columns[col].Header)
	timed := strings.Contains(heading, "timed") || strings.Contains(heading, "direct") || strings.Contains(heading, "ttcm") || r.Columns[col].Match.Field == audit.TimedMinutes && r.Columns[col].Match.Known
	treating := strings.Contains(heading, "treat") || strings.Contains(heading, "tx")
	single := f.several+f.lone == 0
	field, reason := audit.Minutes, ""
	switch {
	case single && w >= 0 && have.Has(audit.Minutes) && r.tieOfMinutes(col):
		return
	case single && !have.Has(audit.Minutes) && !lines && !timed && !treating && !r.severalCodes() && !r.wide():
		reason = "every visit has one line"
	case w >= 0 && !have.Has(audit.Minutes):
		reason = "minutes of the line"
		if f.several > 0 {
			reason = fmt.Sprintf("minutes of the line: they differ between lines on %d of %s", f.several-f.constant, audit.Plural(f.several, "visit of several lines", "visits of several lines"))
		}
	case w >= 0 && !timed && f.several > f.constant && have.Has(audit.Minutes):
		r.decisions[col] = Decision{Field: audit.Minutes, Match: d.Match, Grade: audit.Evident, Reason: "another column holds the minutes of the lines", NotSaid: true}
		return
	default:
		field = audit.TreatmentMinutes
		if timed || saysTotalOnly(heading) && !have.Has(audit.TimedMinutes) && !have.Has(audit.Minutes) && !lines {
			field = audit.TimedMinutes
		}
		reason = fmt.Sprintf("a total of the visit: one value on all lines of %d of %s", f.constant, audit.Plural(f.several, "visit of several lines", "visits of several lines"))
		if f.constant == 0 {
			reason = "a total of the visit"
		}
	}
	if have.Has(field) {
		other := audit.TreatmentMinutes
		if field == audit.TreatmentMinutes {
			other = audit.TimedMinutes
		}
		if have.Has(other) || !timed && other == audit.TimedMinutes {
			r.decisions[col] = Decision{Field: field, Match: d.Match, Ask: true, Reason: "several columns fit " + field.String()}
			return
		}
		field = other
	}
	*have = have.With(field)
	if k := r.find(col, field); k != nil {
		d.Match = k.match
	} else {
		d.Match.Field = field
	}
	d.Field = field
	if reason != "" {
		d.Reason += "; " + reason
	}
	if f.several > 0 && math.Abs(w) < surely && f.sums == 0 {
		level := "the visit's total"
		other := audit.TimedMinutes
		if field != audit.Minutes {
			level, other = "the line's", audit.Minutes
		}
		if d.Grade == audit.Evident && math.Abs(w) < byHeader {
			d.Grade = audit.Assumed
		}
		d.Instead = append(d.Instead, audit.Alternative{Field: other.String(), Why: "they may be " + level})
	}
}

// saysTotalOnly reports a header that names a total and not whether it is of timed minutes or of the whole treatment.
func saysTotalOnly(heading string) bool {
	for _, word := range []string{"treat", "tx", "session", "visit", "length", "duration", "ttt"} {
		if strings.Contains(heading, word) {
			return false
		}
	}
	return true
}

// tieOfMinutes leaves two columns unread whose headers both name the minutes of the line, where nothing tells them apart.
func (r *reader) tieOfMinutes(col int) bool {
	for other := range r.decisions {
		d := &r.decisions[other]
		if other == col || !d.Bind || d.Field != audit.Minutes || d.Match.Fixed {
			continue
		}
		if r.equal(other, col) {
			r.decisions[col] = Decision{Field: audit.Minutes, Match: r.decisions[col].Match, Grade: audit.Evident, NotSaid: true,
				Reason: "the same as column " + audit.ColumnLetters(int32(other+1))}
			return true
		}
		mine, its := r.find(col, audit.Minutes), r.find(other, audit.Minutes)
		if mine == nil || its == nil || mine.words != its.words || mine.level != its.level {
			return false
		}
		for _, c := range []int{other, col} {
			r.decisions[c] = Decision{Field: audit.Minutes, Match: r.find(c, audit.Minutes).match, Ask: true, Reason: "several columns fit minutes"}
		}
		return true
	}
	return false
}

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

func allEqual(values []int32) bool {
	for _, v := range values {
		if v != values[0] {
			return false
		}
	}
	return true
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
