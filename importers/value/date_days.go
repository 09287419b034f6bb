package value

import (
	"slices"
	"time"

	"otaudit/audit"
)

// Days returns the distinct days that the column's values are in an order, sorted. Values that are no days in it are left
// out. It is for weighing an order that nothing in the values shows.
func (f DateForm) Days(values []CellValue, order DateOrder) []audit.Date {
	f.Order, f.bothKinds = order, false
	var days []audit.Date
	for _, v := range values {
		if day, reading, _ := f.Parse(v.Text, v.Hint); reading == OK {
			days = append(days, day)
		}
	}
	slices.Sort(days)
	return slices.Compact(days)
}

// DaySigns is what the days of a column say for or against the order in which they were read.
type DaySigns struct {
	Days    int // distinct days
	Sundays int // of them
	Runs    int // days that follow the working day before: the day after, or Monday after Friday
	After   int // days after the day of the audit
	Span    int // days from the first to the last
}

// SignsOf weighs distinct sorted days. asOf is a day of the audit that the user gave; 0 if none was given, since today's
// date is no evidence.
func SignsOf(days []audit.Date, asOf audit.Date) DaySigns {
	s := DaySigns{Days: len(days)}
	for i, day := range days {
		weekday := day.Time().Weekday()
		if weekday == time.Sunday {
			s.Sundays++
		}
		if asOf != 0 && day > asOf {
			s.After++
		}
		if i > 0 {
			gap := int(day - days[i-1])
			if gap == 1 || gap <= 3 && weekday == time.Monday {
				s.Runs++
			}
		}
	}
	if len(days) > 0 {
		s.Span = int(days[len(days)-1] - days[0])
	}
	return s
}

// Ordinary reports whether the days look like those of a clinic: none on a Sunday, none after the day of the audit, and
// at least half of them, but no single one, follow the working day before.
func (s DaySigns) Ordinary() bool {
	return s.Sundays == 0 && s.After == 0 && s.Runs > 0 && 2*s.Runs >= s.Days-1
}
