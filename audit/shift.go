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

// shifts are the shifts of a log as they were met.
type shifts struct {
	met []shift
	of  []int32 // of each session the number of its shift, -1 for one without a date
}

// meetShifts lists the shifts of the sessions.
func meetShifts(sessions []*Session) shifts {
	type key struct{ date, therapist int32 }
	numbers := map[key]int32{}
	var met []shift
	of := make([]int32, len(sessions))
	last, number := key{}, int32(-1)
	for i, s := range sessions {
		if !s.Has(DateOfService) {
			of[i] = -1
			continue
		}
		if k := (key{s.value(DateOfService), s.value(Therapist)}); k != last || number < 0 {
			known := false
			if number, known = numbers[k]; !known {
				number = int32(len(met))
				numbers[k] = number
				met = append(met, shift{date: s.Date(DateOfService), therapist: s.Text(Therapist), number: int(number)})
			}
			last = k
		}
		met[number].lines++
		of[i] = number
	}
	return shifts{met, of}
}

// byShift divides the dated lines by date and therapist, shifts in the order of dates and names, the lines of each in the
// run's order; and the same lines by month. All lines must have been placed.
func (o *ordering) byShift() (shifts, months [][]*Line) {
	met := slices.SortedFunc(slices.Values(o.shifts.met), func(a, b shift) int {
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
	for i, number := range o.shiftOf {
		if number >= 0 {
			all[places[number]] = &o.lines[i]
			places[number]++
		}
	}
	return shifts, months
}
