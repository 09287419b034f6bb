package audit

import (
	"cmp"
	"slices"
	"strings"
)

// shift is one date of one therapist while the lines are divided.
type shift struct {
	date      Date
	therapist string
	lines     int
	number    int // in the order in which the shifts were met
}

// byShift divides the dated lines by date and therapist, shifts in the order of dates and names, the lines of each in the
// run's order; and the same lines by month.
func byShift(lines []Line) (shifts, months [][]*Line) {
	met, of := meetShifts(lines)
	slices.SortFunc(met, func(a, b shift) int {
		return cmp.Or(cmp.Compare(a.date, b.date), strings.Compare(a.therapist, b.therapist))
	})
	total := 0
	for i := range met {
		total += met[i].lines
	}
	all, at := make([]*Line, total), 0
	places := make([]int, len(met)) // where the next line of a shift goes
	month := 0                      // where the month begins
	for i := range met {
		s := &met[i]
		if i > 0 && s.date.Month() != met[i-1].date.Month() {
			months = append(months, all[month:at:at])
			month = at
		}
		places[s.number] = at
		shifts = append(shifts, all[at:at+s.lines:at+s.lines])
		at += s.lines
	}
	if total > 0 {
		months = append(months, all[month:at])
	}
	for i, number := range of {
		if number >= 0 {
			all[places[number]] = &lines[i]
			places[number]++
		}
	}
	return shifts, months
}

// meetShifts lists the shifts and gives for each line the number of its shift, -1 for a line without a date.
func meetShifts(lines []Line) (met []shift, of []int32) {
	type key struct{ date, therapist int32 }
	numbers := map[key]int32{}
	of = make([]int32, len(lines))
	last, number := key{}, int32(-1)
	for i := range lines {
		l := &lines[i]
		if !l.Has(DateOfService) {
			of[i] = -1
			continue
		}
		if k := (key{l.value(DateOfService), l.value(Therapist)}); k != last || number < 0 {
			known := false
			if number, known = numbers[k]; !known {
				number = int32(len(met))
				numbers[k] = number
				met = append(met, shift{date: l.Date(DateOfService), therapist: l.Text(Therapist), number: int(number)})
			}
			last = k
		}
		met[number].lines++
		of[i] = number
	}
	return met, of
}
