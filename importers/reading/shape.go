package reading

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"otaudit/audit"
	"otaudit/importers/value"
)

// Shape says how well the values of a column fit a field.
type Shape struct {
	Fit, Of int  // values that fit, of the values that are not blank
	Refused bool // the column as a whole cannot be the field, whatever single values look like
	Ask     bool // a profile has to say what the column is
	Reason  string
}

// Holds says whether a column with an unambiguous header stays bound: more than half of its values fit.
func (s Shape) Holds() bool { return !s.Refused && (s.Of == 0 || 2*s.Fit > s.Of) }

// HoldsStrictly says whether a column with an ambiguous header may be bound: 95 % of at least five values fit.
func (s Shape) HoldsStrictly() bool {
	return !s.Refused && s.Of >= strictValues && 100*s.Fit >= strictPercent*s.Of
}

const (
	strictValues  = 5
	strictPercent = 95
)

// Bounds of the shapes.
const (
	shapeMaxUnits       = 16
	shapeMostUnits      = 8  // at the 97th percentile
	percentileValues    = 34 // fewer values have no 97th percentile below their maximum
	shapeMaxMinutes     = 240
	shapeLowMedian      = 8
	shapeHighMedian     = 60
	medianValues        = 5 // fewer values say nothing about a median
	shapeFirstServiceYr = 2000
)

// ShapeContext is what the shapes need beside the values.
type ShapeContext struct {
	Known         func(modifier string) bool // the modifiers that exist
	AsOf          audit.Date
	Date1904      bool
	YearFrom      audit.Date // of dates without a year, as in value.DateContext
	Hours         bool       // header, hint or profile says that minutes are written in hours
	DistinctNames int        // distinct patient names of the sheet, 0 if there is no name column
}

// ShapeOf judges a column for a field. Fields without a shape of their own fit any value.
func ShapeOf(field audit.Field, col value.Column, ctx ShapeContext) Shape {
	switch field {
	case audit.Code:
		return countShape(col, "procedure codes", func(v value.CellValue) bool {
			_, reading, _ := value.ParseCodes(v.Text, ctx.Known)
			return reading == value.OK
		})
	case audit.Modifiers:
		return modifiersShape(col, ctx.Known)
	case audit.UnitsBilled:
		return unitsShape(col)
	case audit.Minutes, audit.AssistantMinutes, audit.TogetherMinutes, audit.TimedMinutes, audit.TreatmentMinutes:
		return minutesShape(field, col, ctx)
	case audit.NPI:
		return countShape(col, "NPIs with a valid check digit", func(v value.CellValue) bool {
			_, reading, _ := value.ParseNPI(v.Text)
			return reading == value.OK
		})
	case audit.Diagnoses:
		return countShape(col, "ICD-10-CM codes", func(v value.CellValue) bool {
			_, reading, _ := value.ParseDiagnoses(v.Text)
			return reading == value.OK
		})
	case audit.PatientID:
		return patientIDShape(col, ctx.DistinctNames)
	}
	if field.Kind() == audit.Day {
		return datesShape(field, col, ctx)
	}
	return countShape(col, "any text", func(value.CellValue) bool { return true })
}

// countShape counts the values that are there and those of them that fit.
func countShape(col value.Column, what string, fits func(value.CellValue) bool) Shape {
	var s Shape
	for v, count := range col.Values {
		if _, reading := value.Readable(v.Text); reading == value.Absent {
			continue
		}
		s.Of += count
		if fits(v) {
			s.Fit += count
		}
	}
	s.Reason = fmt.Sprintf("%d of %s are %s", s.Fit, audit.Plural(s.Of, "value", "values"), what)
	return s
}

func modifiersShape(col value.Column, known func(string) bool) Shape {
	known = value.OrNone(known)
	knownTokens, tokens := 0, 0
	s := countShape(col, "modifiers", func(v value.CellValue) bool {
		modifiers, reading, _ := value.ParseModifiers(v.Text, known)
		for _, m := range modifiers {
			tokens += col.Values[v]
			if known(m) {
				knownTokens += col.Values[v]
			}
		}
		return reading != value.Bad
	})
	if 2*knownTokens < tokens {
		s.Refused = true
		s.Reason = fmt.Sprintf("%d of %d two-character values are known modifiers", knownTokens, tokens)
	}
	return s
}

// numbersOf gives the numbers of a column, each as often as it occurs.
func numbersOf(col value.Column, form value.NumberForm) (numbers occurrences) {
	for v, count := range col.Values {
		if units, reading, _ := form.ParseUnits(v.Text, v.Hint); reading == value.OK {
			numbers.add(float64(units)/1000, count)
		}
	}
	return numbers
}

func unitsShape(col value.Column) Shape {
	form := value.DecideNumbers(col.CellValues())
	numbers := numbersOf(col, form)
	fractions, quarters := 0, 0
	for n, count := range numbers.counts {
		if fraction := math.Mod(math.Abs(n), 1); fraction != 0 {
			fractions += count
			if math.Mod(fraction, 0.25) == 0 {
				quarters += count
			}
		}
	}
	s := countShape(col, "whole numbers from 0 to 16", func(v value.CellValue) bool {
		units, reading, _ := form.ParseUnits(v.Text, v.Hint)
		return reading == value.OK && units.Whole() && units >= 0 && units.Int() <= shapeMaxUnits
	})
	switch {
	case 2*fractions > numbers.n && quarters == fractions:
		s.Refused, s.Ask = true, true
		s.Reason = "most values have a fraction of .25, .5 or .75: these are hours, not units"
	case numbers.n >= percentileValues && numbers.percentile(97) > shapeMostUnits:
		s.Refused = true
		s.Reason = fmt.Sprintf("the 97th percentile of the values is %s, above %d units", trimFloat(numbers.percentile(97)), shapeMostUnits)
	}
	return s
}

func trimFloat(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }

// minutesShape judges minutes of any kind. The median is that of the values above zero, because lines of untimed codes are
// often logged with none; it is asked of the minutes of a line only.
func minutesShape(field audit.Field, col value.Column, ctx ShapeContext) Shape {
	form, problem := value.DecideMinutes(col.CellValues(), value.MinutesContext{Hours: ctx.Hours})
	var positive occurrences
	s := countShape(col, "whole minutes from 0 to 240", func(v value.CellValue) bool {
		minutes, reading, _ := form.Parse(v.Text, v.Hint)
		if reading != value.OK {
			return false
		}
		if minutes > 0 {
			positive.add(float64(minutes), col.Values[v])
		}
		return minutes <= shapeMaxMinutes || ctx.Hours
	})
	middle := positive.median()
	switch {
	case problem.Tenths:
		// The column stays bound so that each of its values is reported as bad.
		s.Fit, s.Reason = s.Of, "hours rounded to tenths: no exact minutes can be had from them"
	case problem.LooksHours:
		s.Refused, s.Ask = true, true
		s.Reason = "the values look like hours, the header does not say so"
	case positive.n < medianValues:
	case ctx.Hours && middle > value.LongestHoursMedian*60:
		s.Refused = true
		s.Reason = fmt.Sprintf("half of the values are above %d hours", value.LongestHoursMedian)
	case !ctx.Hours && field == audit.Minutes && (middle < shapeLowMedian || middle > shapeHighMedian):
		s.Refused = true
		s.Reason = fmt.Sprintf("the median is %s, outside %d to %d minutes", trimFloat(middle), shapeLowMedian, shapeHighMedian)
	}
	return s
}

func patientIDShape(col value.Column, names int) Shape {
	distinct := 0
	s := countShape(col, "keys with a digit", func(v value.CellValue) bool {
		distinct++
		return strings.ContainsAny(v.Text, "0123456789")
	})
	if names > 0 && distinct == names {
		s.Fit, s.Reason = s.Of, "as many distinct values as patient names"
	}
	return s
}

// dateContext gives the context in which the dates of a field are read.
func dateContext(field audit.Field, ctx ShapeContext) value.DateContext {
	return value.DateContext{AsOf: ctx.AsOf, Birth: field == audit.BirthDate, Future: field == audit.CertificationEnd, Date1904: ctx.Date1904, YearFrom: ctx.YearFrom}
}

// datesShape counts dates in the years that the field may hold. A date whose day and month cannot be told apart counts,
// because it is reported as ambiguous, not as something else. A day after the audit counts too, apart from birth dates:
// whether a column of dates is read must not hang on the day of the audit, and rule S006 judges such a day.
func datesShape(field audit.Field, col value.Column, ctx ShapeContext) Shape {
	context := dateContext(field, ctx)
	form, _ := value.DecideDates(col.CellValues(), context)
	earliest := audit.DateOf(shapeFirstServiceYr, time.January, 1)
	if context.Birth {
		earliest = audit.DateOf(value.FirstYear, time.January, 1)
	}
	var s Shape
	unread, early, late := 0, 0, 0
	for v, count := range col.Values {
		day, reading, _ := form.Parse(v.Text, v.Hint)
		if reading == value.Absent {
			continue
		}
		s.Of += count
		switch {
		case reading == value.Bad && isAmbiguousDate(v, form):
			s.Fit += count
		case reading == value.Bad:
			unread += count
		case day < earliest:
			early += count
		case context.Birth && day > ctx.AsOf:
			late += count
		default:
			s.Fit += count
		}
	}
	s.Reason = fmt.Sprintf("%d of %s are dates that the column may hold", s.Fit, audit.Plural(s.Of, "value", "values"))
	for _, misfit := range []struct {
		n   int
		why string
	}{{unread, "not readable as dates"}, {early, "before " + strconv.Itoa(earliest.Year())}, {late, "after the day of the audit"}} {
		if misfit.n > 0 {
			s.Reason += fmt.Sprintf(", %d %s", misfit.n, misfit.why)
		}
	}
	return s
}

func isAmbiguousDate(v value.CellValue, form value.DateForm) bool {
	text, reading := value.Readable(v.Text)
	if reading != value.OK || v.Hint.Number {
		return false
	}
	switch d := value.ReadWrittenDate(text); d.Form {
	case value.OrderedDate:
		_, asMonth := form.Ordered(d, value.MonthFirst)
		_, asDay := form.Ordered(d, value.DayFirst)
		return asMonth || asDay || form.Birth && d.ShortYear
	case value.SerialDate:
		return form.Serials == value.SerialTwoReadings
	}
	return false
}
