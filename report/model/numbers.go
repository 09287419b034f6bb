package model

// How numbers read in every output: counts, plurals, units, dollars and percentages. The console uses them too.

import (
	"fmt"
	"strconv"
	"strings"

	"otaudit/audit"
)

// NotDeterminable stands where a denominator is 0 (REP-07).
const NotDeterminable = "not determinable"

// Percent prints numerator over denominator with one decimal, half away from zero. Rounding never makes 100.0 % of
// less than all nor 0.0 % of more than none (REP-07).
func Percent(numerator, denominator int64) string {
	if denominator == 0 {
		return NotDeterminable
	}
	if denominator < 0 {
		numerator, denominator = -numerator, -denominator
	}
	size := max(numerator, -numerator)
	tenths := (size*2000 + denominator) / (2 * denominator)
	sign := ""
	if numerator < 0 {
		sign = "-"
	}
	switch {
	case tenths == 0 && numerator > 0:
		return "< 0.1 %"
	case tenths == 0 && numerator < 0:
		return "> -0.1 %"
	case tenths == 1000 && size < denominator && numerator > 0:
		return "> 99.9 %"
	case tenths == 1000 && size < denominator:
		return "< -99.9 %"
	}
	return fmt.Sprintf("%s%s.%d %%", sign, thousands(tenths/10), tenths%10)
}

// Rate prints a percentage of counts with its fraction: "42.9 % (3 of 7)".
func Rate(numerator, denominator int) string {
	return withFraction(Percent(int64(numerator), int64(denominator)), Count(numerator), Count(denominator))
}

// moneyRate prints a percentage of dollars with its fraction: "23.1 % (90.00 of 390.00)".
func moneyRate(numerator, denominator audit.Cents) string {
	return withFraction(Percent(int64(numerator), int64(denominator)), Amount(numerator), Amount(denominator))
}

func withFraction(value, numerator, denominator string) string {
	if value == NotDeterminable {
		return value
	}
	return value + " (" + numerator + " of " + denominator + ")"
}

// Count prints a number with thousands separators: 1,204.
func Count[N int | int64](n N) string { return thousands(int64(n)) }

func thousands(n int64) string {
	if n < 0 {
		return "-" + thousands(-n)
	}
	return groupDigits(strconv.FormatInt(n, 10))
}

func groupDigits(digits string) string {
	if len(digits) <= 3 {
		return digits
	}
	var b strings.Builder
	for i := range len(digits) {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteByte(digits[i])
	}
	return b.String()
}

// Amount prints cents as 1,234.50.
func Amount(c audit.Cents) string {
	if c < 0 {
		return "-" + Amount(-c)
	}
	cents := strconv.FormatInt(int64(c%100)+100, 10)[1:]
	return groupDigits(strconv.FormatInt(int64(c/100), 10)) + "." + cents
}

// Dollars prints cents as $1,234.50, negative amounts as -$1,234.50.
func Dollars(c audit.Cents) string {
	if c < 0 {
		return "-$" + Amount(-c)
	}
	return "$" + Amount(c)
}

// Noun returns the form of a word that goes with a number: one for 1, else many.
func Noun(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// Plural prints a number and its noun: "1 line", "1,204 lines".
func Plural(n int, one, many string) string {
	return Count(n) + " " + Noun(n, one, many)
}

// UnitsText prints units with their noun.
func UnitsText(u audit.Units) string {
	if u == audit.WholeUnits(1) || u == audit.WholeUnits(-1) {
		return u.String() + " unit"
	}
	return GroupUnits(u) + " units"
}

// GroupUnits prints units with thousands separators.
func GroupUnits(u audit.Units) string {
	text := u.String()
	sign := ""
	if strings.HasPrefix(text, "-") {
		sign, text = "-", text[1:]
	}
	whole, fraction, cut := strings.Cut(text, ".")
	if cut {
		return sign + groupDigits(whole) + "." + fraction
	}
	return sign + groupDigits(whole)
}

// RuleTitle makes words of a rule's name, with modifiers in capitals: go-missing becomes "GO missing". A threshold is
// exceeded in words, since "passed" reads as praise (REP-64).
func RuleTitle(name string) string {
	words := strings.Split(name, "-")
	for i, w := range words {
		switch w {
		case "go", "co", "kx", "mue":
			words[i] = strings.ToUpper(w)
		case "medicare":
			words[i] = "Medicare"
		case "passed":
			words[i] = "exceeded"
		}
	}
	return strings.Join(words, " ")
}
