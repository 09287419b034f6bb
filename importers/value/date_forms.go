package value

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"otaudit/audit"
)

// dateForm is what a text says of a date before the column's order of day and month is known.
type dateForm uint8

const (
	notADate    dateForm = iota
	noDate               // a placeholder: 00/00/0000, pending
	FixedDate            // year, month and day are told apart by the form itself
	OrderedDate          // two numbers whose order the column decides, then the year
	SerialDate           // a spreadsheet's day number in a text file
	spanOfDays           // two different days in one cell
)

// writtenDate is a text taken apart.
type writtenDate struct {
	Form          dateForm
	year          int
	ShortYear     bool // two digits were written
	first, second int  // month and day of a fixed date; else as written
	serial        int
	weekday       time.Weekday
	hasWeekday    bool
	zoned         bool
	yearless      bool // no year was written
	mayBeMonth    bool // Jun-26 may be June 2026 as well as 26 June
}

var (
	weekdayPrefix = regexp.MustCompile(`(?i)^(mon|tue|wed|thu|fri|sat|sun)(day|sday|nesday|rsday|urday|s|r|rs)?\.?(?:,\s*|\s+)`)
	weekdaySuffix = regexp.MustCompile(`(?i)(?:,\s*|\s+)\(?((?:mon|tue|wed|thu|fri|sat|sun)(?:day|sday|nesday|rsday|urday|s|r|rs)?)\.?\)?$`)
	daySpan       = regexp.MustCompile(`(?i)^(.*\d.*?)(?:\s+(?:-|to|thru|through)\s+|\s*[\x{2013}\x{2014}]\s*)(\S.*)$`)
	tightSpan     = regexp.MustCompile(`^(\d[\d/]*/[\d/]*\d)-(\d[\d/]*/[\d/]*\d)$`)
	timeSuffix    = regexp.MustCompile(`(?i)(?:[t,]|\s)\s*(\d{1,2})(?::(\d{2})(?::\d{2}(?:[.,]\d+)?)?)?\s*([ap]\.?m?\.?)?\s*(z|utc|gmt|[ecmp][sd]?t|[+-]\d{2}:?\d{2})?$`)
	isoDate       = regexp.MustCompile(`^(\d{4})([-/.])(\d{1,2})([-/.])(\d{1,2})(z|Z|[+-]\d{2}:\d{2})?$`)
	digitDate     = regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})$`)
	digitsDate    = regexp.MustCompile(`^(\d{1,2})(\d{2})((?:19|20)\d{2})$`)
	noYearDate    = regexp.MustCompile(`^(\d{1,2})[-/](\d{1,2})$`)
	nameThenDay   = regexp.MustCompile(`(?i)^([a-z]{3,9})(\.?\s+|[-.]?)(\d{1,2})(?:st|nd|rd|th)?$`)
	dayThenName   = regexp.MustCompile(`(?i)^(\d{1,2})(?:st|nd|rd|th)?(?:\s+|-?)([a-z]{3,9})\.?$`)
	twoNumberDate = regexp.MustCompile(`^(\d{1,2})([-/.])(\d{1,2})([-/.])(\d{4}|\d{2})$`)
	monthFirst    = regexp.MustCompile(`(?i)^([a-z]{3,9})\.?[ -]?(\d{1,2})(?:st|nd|rd|th)?(?:,\s*|\s+|-)(\d{4}|\d{2})$`)
	dayFirst      = regexp.MustCompile(`(?i)^(\d{1,2})(?:st|nd|rd|th)?[ -]?([a-z]{3,9})\.?(?:,\s*|[ -]?)(\d{4}|\d{2})$`)
	yearFirst     = regexp.MustCompile(`(?i)^(\d{4})[ -]([a-z]{3,9})[ -](\d{1,2})$`)
	serialText    = regexp.MustCompile(`^(\d{5})(?:\.\d+)?$`)
)

// ReadWrittenDate takes a trimmed text apart. A cell with a first and a last day is the day itself if both are
// the same.
func ReadWrittenDate(text string) writtenDate {
	switch strings.ToLower(text) {
	case "pending", "not signed", "0", "00000000":
		return writtenDate{Form: noDate}
	}
	if text == "" || len(text) > longestDate {
		return writtenDate{}
	}
	if from, to, ok := spanEnds(text); ok {
		first, last := readOneDate(from), readOneDate(to)
		switch {
		case first.IsDay() && last.IsDay() && first.sameDay(last):
			return first
		case first.IsDay() && last.IsDay():
			return writtenDate{Form: spanOfDays}
		case first.IsDay() && isTimeText(to): // one day with the times of a visit
			return first
		}
	}
	return readOneDate(text)
}

// longestDate is more than any day or span of days takes; longer texts are notes.
const longestDate = 100

// spanEnds separates the two ends of a span.
func spanEnds(text string) (from, to string, ok bool) {
	if !strings.ContainsAny(text, "-\u2013\u2014hH") && !strings.Contains(strings.ToLower(text), "to") {
		return "", "", false // the common path: no pattern is tried
	}
	m := daySpan.FindStringSubmatch(text)
	if m == nil {
		m = tightSpan.FindStringSubmatch(text)
	}
	if m == nil {
		return "", "", false
	}
	return m[1], m[2], true
}

func isTimeText(text string) bool { _, ok := ReadWrittenTime(text); return ok }

// isDay reports whether a day was written, whatever its order.
func (d writtenDate) IsDay() bool { return d.Form == FixedDate || d.Form == OrderedDate }

// sameDay compares the parts as written; of years the last two digits count if one was written short.
func (d writtenDate) sameDay(e writtenDate) bool {
	year := d.year == e.year
	if d.ShortYear != e.ShortYear {
		year = d.year%100 == e.year%100
	}
	return d.Form == e.Form && d.first == e.first && d.second == e.second && year && d.yearless == e.yearless
}

func readOneDate(text string) writtenDate {
	var d writtenDate
	if m := weekdayPrefix.FindString(text); m != "" {
		d.weekday, d.hasWeekday = weekdayNamed(m), true
		text = text[len(m):]
	} else if !IsDigit(text[len(text)-1]) {
		if m := weekdaySuffix.FindStringSubmatch(text); m != nil {
			d.weekday, d.hasWeekday = weekdayNamed(m[1]), true
			text = text[:len(text)-len(m[0])]
		}
	}
	text, d.zoned = cutTime(text)
	if !d.readParts(text) {
		return writtenDate{}
	}
	if d.isPlaceholder() {
		return writtenDate{Form: noDate}
	}
	return d
}

func weekdayNamed(text string) time.Weekday {
	for day := time.Sunday; day <= time.Saturday; day++ {
		if strings.EqualFold(text[:3], day.String()[:3]) {
			return day
		}
	}
	return time.Sunday
}

// cutTime takes a time of day and a zone off the end. A lone number is a time only with AM or PM behind it.
func cutTime(text string) (date string, zoned bool) {
	at := timeSuffix.FindStringSubmatchIndex(text)
	if at == nil || at[0] == 0 {
		return text, false
	}
	hour, _ := strconv.Atoi(text[at[2]:at[3]])
	hasMinute, hasHalf := at[4] >= 0, at[6] >= 0
	if !hasMinute && !hasHalf || hour > 23 {
		return text, false
	}
	if hasMinute && text[at[4]:at[5]] > "59" {
		return text, false
	}
	return strings.TrimRight(text[:at[0]], " ,"), at[8] >= 0
}

func (d *writtenDate) readParts(text string) bool {
	if m := isoDate.FindStringSubmatch(text); m != nil && m[2] == m[4] {
		d.zoned = d.zoned || m[6] != ""
		return d.fixed(m[1], atoi(m[3]), m[5])
	}
	if m := digitDate.FindStringSubmatch(text); m != nil && (m[1][:2] == "19" || m[1][:2] == "20") {
		return d.fixed(m[1], atoi(m[2]), m[3])
	}
	if m := digitsDate.FindStringSubmatch(text); m != nil {
		d.Form, d.first, d.second = OrderedDate, atoi(m[1]), atoi(m[2])
		d.setYear(m[3])
		return true
	}
	if m := twoNumberDate.FindStringSubmatch(text); m != nil && m[2] == m[4] {
		d.Form, d.first, d.second = OrderedDate, atoi(m[1]), atoi(m[3])
		d.setYear(m[5])
		return true
	}
	if m := monthFirst.FindStringSubmatch(text); m != nil {
		return d.fixed(m[3], monthNamed(m[1]), m[2])
	}
	if m := dayFirst.FindStringSubmatch(text); m != nil {
		return d.fixed(m[3], monthNamed(m[2]), m[1])
	}
	if m := yearFirst.FindStringSubmatch(text); m != nil {
		return d.fixed(m[1], monthNamed(m[2]), m[3])
	}
	if m := serialText.FindStringSubmatch(text); m != nil && !d.hasWeekday {
		d.Form, d.serial = SerialDate, atoi(m[1])
		return true
	}
	return d.readYearless(text)
}

// readYearless reads 10/5, Oct 5 and 5-Oct.
func (d *writtenDate) readYearless(text string) bool {
	d.yearless = true
	if m := noYearDate.FindStringSubmatch(text); m != nil {
		d.Form, d.first, d.second = OrderedDate, atoi(m[1]), atoi(m[2])
		return true
	}
	if m := nameThenDay.FindStringSubmatch(text); m != nil {
		d.Form, d.first, d.second = FixedDate, monthNamed(m[1]), atoi(m[3])
		d.mayBeMonth = len(m[3]) == 2 && !strings.ContainsAny(m[2], " \t")
		return d.first > 0
	}
	if m := dayThenName.FindStringSubmatch(text); m != nil {
		d.Form, d.first, d.second = FixedDate, monthNamed(m[2]), atoi(m[1])
		return d.first > 0
	}
	return false
}

func (d *writtenDate) fixed(year string, month int, day string) bool {
	d.Form, d.first, d.second = FixedDate, month, atoi(day)
	d.setYear(year)
	return month > 0 || d.isPlaceholder()
}

func (d *writtenDate) setYear(text string) {
	d.year, d.ShortYear = atoi(text), len(text) == 2
}

// isPlaceholder recognises the dates by which systems write "none": all zeros, the first day of year 1, and the
// spreadsheet's day 0, shown as 1/0/1900.
func (d *writtenDate) isPlaceholder() bool {
	if d.Form != FixedDate && d.Form != OrderedDate || d.yearless {
		return false
	}
	switch {
	case d.first == 0 && d.second == 0 && d.year == 0, d.first == 1 && d.second == 1 && d.year == 1 && !d.ShortYear:
		return true
	}
	return d.Form == OrderedDate && d.first == 1 && d.second == 0 && (d.year == 1900 || d.ShortYear && d.year == 0)
}

// atoi reads the digits that a pattern has already found.
func atoi(digits string) int {
	n, _ := strconv.Atoi(digits)
	return n
}

func monthNamed(text string) int {
	if strings.EqualFold(text, "sept") {
		return int(time.September)
	}
	for month := time.January; month <= time.December; month++ {
		if name := month.String(); strings.EqualFold(text, name) || strings.EqualFold(text, name[:3]) {
			return int(month)
		}
	}
	return 0
}

// The years that a log may hold; anything else is a slip of the pen.
const (
	FirstYear = 1900
	lastYear  = 2199
)

// dayOf makes a date and refuses days that the calendar does not have.
func dayOf(year, month, day int) (audit.Date, bool) {
	if year < FirstYear || year > lastYear || month < 1 || month > 12 || day < 1 || day > 31 {
		return 0, false
	}
	date := audit.DateOf(year, time.Month(month), day)
	return date, date.Time().Day() == day
}
