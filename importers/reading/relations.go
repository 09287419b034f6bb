package reading

import (
	"slices"

	"otaudit/audit"
	"otaudit/importers/value"
)

// evidenceRows is how many rows are looked at for relations between columns.
const evidenceRows = 10_000

// What relations are worth.
const (
	agreeing = 20 // units and minutes of the same lines, one time after the other, the only date
	speaking = 12
	against  = -60
)

// find returns what a column may be as a field; nil if it may not.
func (r *reader) find(col int, f audit.Field) *candidate {
	for _, k := range r.candidates[col] {
		if k.field == f {
			return k
		}
	}
	return nil
}

// holding lists the columns that may be a field.
func (r *reader) holding(f audit.Field) []int {
	var cols []int
	for col := range r.candidates {
		if r.find(col, f) != nil {
			cols = append(cols, col)
		}
	}
	return cols
}

func (k *candidate) relate(worth int, reason string) {
	k.related += worth
	if worth > 0 && reason != "" && !slices.Contains(k.reasons, reason) {
		k.reasons = append(k.reasons, reason)
	}
}

// relate adds what columns are worth beside each other.
func (r *reader) relate() {
	r.relateDates()
	r.relateUnits()
	r.relateTimes()
	r.relatePeople()
}

// relateDates tells the day of the service from births: the only column of dates, unless they are constant by patient and long
// past.
func (r *reader) relateDates() {
	days := r.holding(audit.DateOfService)
	for _, col := range days {
		k := r.find(col, audit.DateOfService)
		births := r.find(col, audit.BirthDate)
		years := r.yearsOf(col)
		if years.old {
			k.relate(against, "")
			if births != nil {
				births.relate(agreeing, "dates of many years")
			}
			continue
		}
		if births != nil && births.words < wordsKnown {
			births.relate(against, "")
		}
		if len(r.otherDays(col)) == 0 {
			k.relate(agreeing, "the only column of such dates")
		}
	}
	for _, col := range r.holding(audit.BirthDate) {
		if k := r.find(col, audit.BirthDate); k.words == 0 && !r.yearsOf(col).old {
			k.relate(against, "")
		}
	}
}

// otherDays lists other columns that may be the day of the service and are not long past.
func (r *reader) otherDays(col int) []int {
	var others []int
	for _, other := range r.holding(audit.DateOfService) {
		if other != col && !r.yearsOf(other).old {
			others = append(others, other)
		}
	}
	for other := range r.Columns {
		if other == col || slices.Contains(others, other) {
			continue
		}
		for _, k := range r.candidates[other] {
			if k.field.Kind() == audit.Day && k.field != audit.BirthDate && k.words >= wordsKnown && k.field == audit.DateOfService {
				others = append(others, other)
			}
		}
	}
	return others
}

// span is what the years of a column of dates tell.
type span struct{ old bool }

// yearsOf looks at the years of a column of dates: births spread over decades, or lie long before the audit.
func (r *reader) yearsOf(col int) span {
	form, _ := value.DecideDates(r.Columns[col].CellValues(), value.DateContext{AsOf: r.AsOf, Date1904: r.Date1904, Birth: true, Profile: value.MonthFirst, YearFrom: r.YearFrom})
	old, of, first, last := 0, 0, 0, 0
	for v, n := range r.Columns[col].Values {
		day, reading, _ := form.Parse(v.Text, v.Hint)
		if reading != value.OK {
			continue
		}
		year := day.Year()
		of += n
		if r.AsOf.Year()-year >= 10 {
			old += n
		}
		if first == 0 || year < first {
			first = year
		}
		last = max(last, year)
	}
	return span{old: of > 0 && (2*old > of || last-first > 10 && of > 2)}
}

// relateUnits looks for columns of units and minutes that go together on the same lines.
func (r *reader) relateUnits() {
	for _, u := range r.holding(audit.UnitsBilled) {
		units := r.find(u, audit.UnitsBilled)
		if units.words >= wordsKnown {
			continue
		}
		for _, m := range r.minuteColumns() {
			if m == u {
				continue
			}
			agree, of := r.agreement(u, m)
			if of > 0 && 10*agree >= 8*of && !r.named(audit.UnitsBilled) {
				units.relate(agreeing, "units that go with the minutes beside them")
				break
			}
		}
		if units.related == 0 && units.words == 0 && !r.named(audit.UnitsBilled) {
			units.relate(against, "")
		}
	}
	for _, m := range r.minuteColumns() {
		for _, k := range r.candidates[m] {
			if !minuteFields.Has(k.field) || k.words >= wordsLikely {
				continue
			}
			for _, u := range r.holding(audit.UnitsBilled) {
				if u == m {
					continue
				}
				if agree, of := r.agreement(u, m); of > 0 && 10*agree >= 8*of {
					k.relate(agreeing, "minutes that go with the units beside them")
					break
				}
			}
			if k.related == 0 && k.words == 0 {
				k.relate(against, "")
			}
		}
	}
}

// named reports whether the whole header of some column names a field.
func (r *reader) named(f audit.Field) bool {
	return slices.ContainsFunc(r.holding(f), func(col int) bool { return r.find(col, f).words >= wordsKnown })
}

func (r *reader) minuteColumns() []int {
	var cols []int
	for col, list := range r.candidates {
		if slices.ContainsFunc(list, func(k *candidate) bool { return minuteFields.Has(k.field) }) {
			cols = append(cols, col)
		}
	}
	return cols
}

// agreement counts the lines on which minutes support the units, one more or less.
func (r *reader) agreement(unitsCol, minutesCol int) (agree, of int) {
	units, minutes := r.unitsOf(unitsCol), r.minutesOf(minutesCol, audit.Minutes)
	for row := range min(r.Rows(), evidenceRows) {
		u, m := units[r.ID(row, unitsCol)], minutes[r.ID(row, minutesCol)]
		if u <= 0 || m <= 0 {
			continue
		}
		of++
		if d := u - (m+7)/15; d >= -1 && d <= 1 && m > u {
			agree++
		}
	}
	return agree, of
}

// unitsOf reads every content of a column as whole units, -1 for what is not.
func (r *reader) unitsOf(col int) map[int32]int32 {
	c := &r.Columns[col]
	form := value.DecideNumbers(c.Single)
	return r.contents(col, func(v value.CellValue) (int32, bool) {
		u, reading, _ := form.ParseUnits(v.Text, v.Hint)
		return int32(u.Int()), reading == value.OK && u.Whole()
	})
}

// minutesOf reads every content of a column as minutes, -1 for what is not.
func (r *reader) minutesOf(col int, f audit.Field) map[int32]int32 {
	c := &r.Columns[col]
	hours := false
	if k := r.find(col, f); k != nil {
		hours = k.match.Kind == value.KindHours
	} else {
		hours = r.decisions[col].Match.Kind == value.KindHours
	}
	form, _ := value.DecideMinutes(c.Single, value.MinutesContext{Hours: hours})
	return r.contents(col, func(v value.CellValue) (int32, bool) {
		m, reading, _ := form.Parse(v.Text, v.Hint)
		return m, reading == value.OK
	})
}

// contents reads every content that occurs in a column; those that cannot be read, and blanks, are -1.
func (r *reader) contents(col int, read func(value.CellValue) (int32, bool)) map[int32]int32 {
	numbers := map[int32]int32{0: -1}
	for row := range min(r.Rows(), evidenceRows) {
		id := r.ID(row, col)
		if _, known := numbers[id]; known {
			continue
		}
		numbers[id] = -1
		if n, ok := read(r.Columns[col].Content(id)); ok {
			numbers[id] = n
		}
	}
	return numbers
}

// relateTimes makes start and end of two columns of times of which one is the later on most rows.
func (r *reader) relateTimes() {
	starts := r.holding(audit.StartTime)
	for _, s := range starts {
		for _, e := range r.holding(audit.EndTime) {
			if s == e || r.find(s, audit.StartTime).words == 0 && e < s {
				continue
			}
			first, second := r.clocksOf(s), r.clocksOf(e)
			later, of := 0, 0
			for row := range min(r.Rows(), evidenceRows) {
				a, b := first[r.ID(row, s)], second[r.ID(row, e)]
				if a < 0 || b < 0 {
					continue
				}
				of++
				if b > a && b-a <= 8*60 {
					later++
				}
			}
			if of > 0 && 10*later >= 9*of {
				r.find(s, audit.StartTime).relate(agreeing, "the time beside it is later")
				r.find(e, audit.EndTime).relate(agreeing, "later than the time beside it")
			}
		}
	}
}

func (r *reader) clocksOf(col int) map[int32]int32 {
	form := value.DecideTimes(r.Columns[col].CellValues(), value.TimeContext{})
	return r.contents(col, func(v value.CellValue) (int32, bool) {
		t, reading, _ := form.Parse(v.Text, v.Hint)
		return int32(t.Start), reading == value.OK
	})
}

// relatePeople tells patients from therapists where headers do not: of two columns of names the one with fewer over the rows
// is the therapist; keys that come and go with the patient's name are the patient's.
func (r *reader) relatePeople() {
	for _, col := range r.holding(audit.Therapist) {
		k := r.find(col, audit.Therapist)
		if k.words > 0 {
			continue
		}
		patient := r.find(col, audit.PatientName)
		if patient == nil {
			continue
		}
		for _, other := range r.holding(audit.PatientName) {
			if other != col && len(r.Columns[other].Values) > len(r.Columns[col].Values) {
				k.relate(speaking, "fewer names than the patients beside them")
				patient.relate(-speaking, "")
				break
			}
		}
		if k.related == 0 {
			k.relate(against, "")
		}
	}
	names := r.holding(audit.PatientName)
	for _, name := range names { // words that come and go with the code describe it
		k := r.find(name, audit.PatientName)
		for _, code := range r.holding(audit.Code) {
			if k.words == 0 && code != name && len(r.Columns[name].Values) > 1 && r.find(code, audit.Code).score() > k.score() && r.oneToOne(name, code) {
				k.relate(against, "")
				break
			}
		}
	}
	names = slices.DeleteFunc(names, func(name int) bool { return r.find(name, audit.PatientName).score() < 0 })
	if len(names) == 1 && r.find(names[0], audit.PatientName).words < wordsKnown {
		r.find(names[0], audit.PatientName).relate(agreeing, "the only column of patients")
	}
	r.onlyTherapist()
	for _, col := range r.holding(audit.PatientID) {
		k := r.find(col, audit.PatientID)
		if k.words > 0 {
			continue
		}
		if len(names) == 0 && !r.named(audit.PatientID) && r.Columns[col].Total > len(r.Columns[col].Values) && len(r.Columns[col].Values) > 1 {
			k.relate(agreeing, "the only key that repeats")
			continue
		}
		if !slices.ContainsFunc(names, func(name int) bool { return r.oneToOne(col, name) && len(r.Columns[col].Values) > 1 }) {
			k.relate(against, "")
		} else {
			k.relate(agreeing, "a key for each patient")
		}
	}
}

// onlyTherapist strengthens the only column of names with therapy credentials.
func (r *reader) onlyTherapist() {
	var people []*candidate
	for _, col := range r.holding(audit.Therapist) {
		if k := r.find(col, audit.Therapist); k.values >= suggestive {
			people = append(people, k)
		}
	}
	if len(people) == 1 && people[0].words < wordsKnown {
		people[0].relate(agreeing, "the only column of names with therapy credentials")
	}
}

// oneToOne reports columns whose contents always come together.
func (r *reader) oneToOne(first, second int) bool {
	there, back := map[int32]int32{}, map[int32]int32{}
	for row := range min(r.Rows(), evidenceRows) {
		x, y := r.ID(row, first), r.ID(row, second)
		if v, ok := there[x]; ok && v != y {
			return false
		}
		if v, ok := back[y]; ok && v != x {
			return false
		}
		there[x], back[y] = y, x
	}
	return true
}
