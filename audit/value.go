package audit

import (
	"fmt"
	"strconv"
	"strings"
)

// FormatValue prints a field's 32-bit value in its canonical form.
func FormatValue(symbols *Symbols, f Field, value int32) string {
	switch f.Kind() {
	case Day:
		return Date(value).String()
	case Time:
		return Clock(value).String()
	case Number:
		return Units(value).String()
	case Integer:
		return strconv.Itoa(int(value))
	case Money:
		return Cents(value).String()
	case Prose:
		return "(" + Plural(int(value), "word", "words") + ")"
	default:
		return symbols.Text(value)
	}
}

// ParseValue reads the canonical form of a field into its 32-bit value. Of prose the words are counted.
func ParseValue(symbols *Symbols, f Field, text string) (int32, error) {
	switch f.Kind() {
	case Day:
		d, err := ParseDate(text)
		return int32(d), err
	case Time:
		return parseClock(text)
	case Number:
		return narrow(parseDecimal(text, 3))
	case Integer:
		n, err := strconv.ParseInt(text, 10, 32)
		if err != nil {
			return 0, fmt.Errorf("%q is not a whole number", text)
		}
		return int32(n), nil
	case Money:
		return narrow(parseDecimal(text, 2))
	case List:
		return symbols.InternList(strings.Fields(text)), nil
	case Prose:
		return int32(len(strings.Fields(text))), nil
	default:
		return symbols.Intern(text), nil
	}
}

func parseClock(text string) (int32, error) {
	var hour, minute int32
	if n, err := fmt.Sscanf(text, "%02d:%02d", &hour, &minute); n != 2 || err != nil || hour < 0 || hour > 23 || minute < 0 || minute > 59 {
		return 0, fmt.Errorf("time %q is not of the form 09:05", text)
	}
	return hour*60 + minute, nil
}

// parseDecimal reads a decimal with at most the given number of places as an integer scaled by them.
func parseDecimal(text string, places int) (int64, error) {
	whole, fraction, _ := strings.Cut(text, ".")
	if len(fraction) > places {
		return 0, fmt.Errorf("%q has more than %d decimals", text, places)
	}
	n, err := strconv.ParseInt(whole+fraction+strings.Repeat("0", places-len(fraction)), 10, 64)
	if err != nil || whole == "" || whole == "-" {
		return 0, fmt.Errorf("%q is not a decimal number such as 12.5", text)
	}
	return n, nil
}

// narrow holds a number to the 32 bits of a session's value.
func narrow(n int64, err error) (int32, error) {
	if err == nil && int64(int32(n)) != n {
		return 0, fmt.Errorf("the number is too large")
	}
	return int32(n), err
}

// ParseCents reads an amount of at most two decimals, without signs of currency or grouping.
func ParseCents(text string) (Cents, error) {
	n, err := parseDecimal(text, 2)
	return Cents(n), err
}
