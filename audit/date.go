package audit

import (
	"fmt"
	"time"
)

// Date is a civil calendar day without a zone, counted in days since 1970-01-01. The zero value is 1970-01-01,
// a day no therapy log holds; "no date" is said by a field's state, never by a special Date.
type Date int32

// DateOf returns the day of a proleptic Gregorian year, month and day. Out-of-range days carry over as in [time.Date].
func DateOf(year int, month time.Month, day int) Date {
	return Date(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix() / secondsPerDay)
}

const secondsPerDay = 24 * 60 * 60

// ParseDate reads the canonical form 2026-01-31.
func ParseDate(text string) (Date, error) {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return 0, fmt.Errorf("date %q is not of the form 2026-01-31", text)
	}
	return Date(t.Unix() / secondsPerDay), nil
}

// ParseDay reads a day as people write it on a command line or in a small file of their own: 2026-01-31 or 1/31/2026, the
// month first.
func ParseDay(text string) (Date, error) {
	if d, err := ParseDate(text); err == nil {
		return d, nil
	}
	t, err := time.Parse("1/2/2006", text)
	if err != nil {
		return 0, fmt.Errorf("date %q is not of the form 2026-01-31 or 1/31/2026", text)
	}
	return Date(t.Unix() / secondsPerDay), nil
}

// String gives the canonical form 2026-01-31.
func (d Date) String() string { return d.Time().Format(time.DateOnly) }

// Time gives midnight UTC of the day.
func (d Date) Time() time.Time { return time.Unix(int64(d)*secondsPerDay, 0).UTC() }

// Year is the calendar year of the day.
func (d Date) Year() int { return d.Time().Year() }

// Month numbers the calendar months of all years in order, so that two days of one month give the same number.
func (d Date) Month() int {
	t := d.Time()
	return t.Year()*12 + int(t.Month()) - 1
}

// AddYears moves the day by whole years; 29 February becomes 28 February in a year without it.
func (d Date) AddYears(years int) Date {
	t := d.Time()
	moved := t.AddDate(years, 0, 0)
	if moved.Day() != t.Day() {
		moved = moved.AddDate(0, 0, -moved.Day())
	}
	return Date(moved.Unix() / secondsPerDay)
}

// Window is a span of days, both ends inclusive. A bound that is not set is open.
type Window struct {
	From, To       Date
	HasFrom, HasTo bool
}

// Since is the window that opens on a day and does not close.
func Since(d Date) Window { return Window{From: d, HasFrom: true} }

// Holds says whether the day lies in the window.
func (w Window) Holds(d Date) bool {
	return (!w.HasFrom || d >= w.From) && (!w.HasTo || d <= w.To)
}

// Overlaps says whether the two windows share a day.
func (w Window) Overlaps(v Window) bool {
	return (!w.HasFrom || !v.HasTo || w.From <= v.To) && (!v.HasFrom || !w.HasTo || v.From <= w.To)
}

// String prints the window as "2022-01-01 to 2023-12-31", with "…" for an open end.
func (w Window) String() string {
	from, to := "…", "…"
	if w.HasFrom {
		from = w.From.String()
	}
	if w.HasTo {
		to = w.To.String()
	}
	return from + " to " + to
}

// Clock is a time of day in minutes after midnight, 0 to 1439.
type Clock int32

// String gives the canonical form 09:05.
func (c Clock) String() string { return fmt.Sprintf("%02d:%02d", c/60, c%60) }
