package value

import (
	"math"
	"strings"

	"otaudit/audit"
)

// DecimalSign is the sign that a column of numbers uses before its decimals.
type DecimalSign uint8

// The decimal signs. With MixedDecimals only values that decide for themselves are read.
const (
	DecimalUnknown DecimalSign = iota
	DecimalPoint
	DecimalComma
	MixedDecimals
)

// NumberForm is how the units or amounts of one column are read.
type NumberForm struct {
	Decimals DecimalSign
}

// DecideNumbers finds the decimal sign of a column from the values that can only be read one way. Cells that hold lists
// belong split: `2,1` beside two codes is no decimal number.
func DecideNumbers(values []CellValue) NumberForm {
	form := NumberForm{}
	for _, v := range values {
		text, reading := Readable(v.Text)
		if reading != OK || v.Hint.Number {
			continue
		}
		var a amount
		if !a.dress(text) {
			continue
		}
		switch sign := decisiveSign(a.digits, a.dollar); {
		case sign == DecimalUnknown, sign == form.Decimals:
		case form.Decimals == DecimalUnknown:
			form.Decimals = sign
		default:
			form.Decimals = MixedDecimals
		}
	}
	return form
}

// amount is a number with its dress taken off: sign, currency, brackets.
type amount struct {
	digits   string // digits with their separators
	negative bool
	dollar   bool
}

// dress takes everything off that is not digit or separator and says whether digits are left.
func (a *amount) dress(text string) bool {
	if len(text) > 2 && text[0] == '(' && text[len(text)-1] == ')' {
		a.negative = true
		text = TrimEdges(text[1 : len(text)-1])
	}
	signs := 0
	if a.negative {
		signs++
	}
	for range 3 { // sign, currency and sign again, in either order
		switch {
		case strings.HasPrefix(text, "-") || strings.HasSuffix(text, "-") && len(text) > 1:
			if text[0] == '-' {
				text = text[1:]
			} else {
				text = text[:len(text)-1]
			}
			a.negative = true
			signs++
		case strings.HasPrefix(text, "$") && !a.dollar:
			a.dollar, text = true, text[1:]
		case len(text) > 3 && strings.EqualFold(text[:3], "USD") && !a.dollar:
			a.dollar, text = true, text[3:]
		case len(text) > 3 && strings.EqualFold(text[len(text)-3:], "USD") && !a.dollar:
			a.dollar, text = true, text[:len(text)-3]
		}
		text = TrimEdges(text)
	}
	a.digits = text
	return signs <= 1 && text != "" && IsDigit(text[len(text)-1]) && (IsDigit(text[0]) || text[0] == '.')
}

// decisiveSign says which decimal sign a number proves by its own form; one separator before exactly three digits proves
// nothing, unless a dollar sign stands with a comma.
func decisiveSign(digits string, dollar bool) DecimalSign {
	point, comma := strings.LastIndexByte(digits, '.'), strings.LastIndexByte(digits, ',')
	switch {
	case point < 0 && comma < 0:
		return DecimalUnknown
	case point >= 0 && comma >= 0:
		if point > comma {
			return DecimalPoint
		}
		return DecimalComma
	case point >= 0:
		return lonelySign(digits, ".", point, DecimalPoint, DecimalComma)
	case dollar && len(digits)-comma-1 == 3 && digits[0] != '0':
		return DecimalPoint
	}
	return lonelySign(digits, ",", comma, DecimalComma, DecimalPoint)
}

// lonelySign judges a number with one kind of separator: repeated it groups thousands, before three digits it may do so.
func lonelySign(digits, separator string, last int, decimal, grouping DecimalSign) DecimalSign {
	switch {
	case strings.Count(digits, separator) > 1:
		return grouping
	case len(digits)-last-1 != 3 || last > 3 || digits[0] == '0' || last == 0:
		return decimal
	}
	return DecimalUnknown
}

// scaled reads digits as a number of 10^-places. It refuses grouping that is not in threes and more decimals than places.
func scaled(digits string, decimals DecimalSign, places int) (int64, bool) {
	point, group := byte('.'), byte(',')
	if decimals == DecimalComma {
		point, group = ',', '.'
	}
	whole, fraction := digits, ""
	if at := strings.IndexByte(digits, point); at >= 0 {
		whole, fraction = digits[:at], digits[at+1:]
		if fraction == "" {
			return 0, false
		}
	}
	value, ok := groupedWhole(whole, group)
	if !ok {
		return 0, false
	}
	for i := 0; i < len(fraction); i++ {
		if !IsDigit(fraction[i]) || i >= places && fraction[i] != '0' {
			return 0, false
		}
	}
	for i := range places {
		value *= 10
		if i < len(fraction) {
			value += int64(fraction[i] - '0')
		}
	}
	return value, true
}

const maxWhole = 1_000_000_000 // keeps the arithmetic of cents and thousandths far from overflow

// groupedWhole reads whole digits that may be grouped in threes by one sign, or by spaces.
func groupedWhole(text string, group byte) (int64, bool) {
	var value int64
	run, groups := 0, 0
	for i := 0; i < len(text); {
		if IsDigit(text[i]) {
			value = value*10 + int64(text[i]-'0')
			if value > maxWhole {
				return 0, false
			}
			run++
			i++
			continue
		}
		width := separatorWidth(text[i:], group)
		if width == 0 || run == 0 || run > 3 || groups > 0 && run != 3 {
			return 0, false
		}
		groups++
		run = 0
		i += width
	}
	return value, groups == 0 || run == 3
}

// separatorWidth gives the bytes of a grouping sign at the beginning of the text: the given one, or a space of any width.
func separatorWidth(text string, group byte) int {
	if text[0] == group || text[0] == ' ' {
		return 1
	}
	for _, space := range [...]string{"\u00a0", "\u202f", "\u2009"} {
		if strings.HasPrefix(text, space) {
			return len(space)
		}
	}
	return 0
}

const unitsExpected = "a number of units such as 3"

// ParseUnits reads units billed; fractions and negative numbers are kept as written, because rules judge them.
func (f NumberForm) ParseUnits(text string, hint CellHint) (audit.Units, Reading, string) {
	if n, ok := plainWhole(text); ok {
		return audit.WholeUnits(int(n)), OK, ""
	}
	text, reading := Readable(text)
	if reading != OK {
		return 0, reading, expectedIf(reading, unitsExpected)
	}
	var a amount
	text = withoutUnitWord(text)
	trailingMinus := strings.HasSuffix(text, "-")
	if !a.dress(text) || a.dollar || trailingMinus || strings.ContainsAny(a.digits, " \u00a0") {
		return 0, Bad, unitsExpected
	}
	sign := decisiveSign(a.digits, false)
	switch {
	case hint.Number || sign == DecimalUnknown && strings.Contains(a.digits, ".") && f.Decimals != DecimalComma:
		sign = DecimalPoint // nobody logs thousands of units
	case f.Decimals == DecimalPoint || f.Decimals == DecimalComma:
		sign = f.Decimals
	case sign == DecimalUnknown && strings.Contains(a.digits, ","):
		return 0, Bad, unitsExpected
	}
	value, ok := scaled(a.digits, sign, 3)
	if !ok || value > math.MaxInt32 {
		return 0, Bad, "a number of units with at most three decimals"
	}
	if a.negative {
		value = -value
	}
	return audit.Units(value), OK, ""
}

// withoutUnitWord takes `units` or a `u` behind a digit off the end and `x` off the beginning.
func withoutUnitWord(text string) string {
	lower := strings.ToLower(text)
	for _, word := range [...]string{"units", "unit"} {
		if strings.HasSuffix(lower, word) {
			return TrimEdges(text[:len(text)-len(word)])
		}
	}
	if rest := TrimEdges(strings.TrimSuffix(lower, "u")); rest != "" && len(rest) < len(lower) && IsDigit(rest[len(rest)-1]) {
		return rest
	}
	if len(text) > 1 && lower[0] == 'x' {
		return TrimEdges(text[1:])
	}
	return text
}

const (
	moneyExpected = "an amount in dollars such as 1250.50"
	maxCents      = math.MaxInt32 // what a cell may hold, some 21 million dollars
)

// ParseMoney reads an amount of dollars. A lone dash is 0.00, as accounting formats print it.
func (f NumberForm) ParseMoney(text string, hint CellHint) (audit.Cents, Reading, string) {
	if n, ok := plainWhole(text); ok {
		return audit.Cents(n) * 100, OK, ""
	}
	if isMoneyDash(text) {
		return 0, OK, ""
	}
	text, reading := Readable(text)
	if reading != OK {
		return 0, reading, expectedIf(reading, moneyExpected)
	}
	var a amount
	if !a.dress(text) {
		return 0, Bad, moneyExpected
	}
	sign := decisiveSign(a.digits, a.dollar)
	switch {
	case hint.Number:
		sign = DecimalPoint
	case f.Decimals == DecimalPoint || f.Decimals == DecimalComma:
		sign = f.Decimals
	case sign == DecimalUnknown && strings.ContainsAny(a.digits, ".,"):
		return 0, Bad, "an amount whose decimals and thousands can be told apart, such as 1250.50"
	}
	cents, ok := scaled(a.digits, sign, 2)
	if !ok || cents > maxCents {
		return 0, Bad, moneyExpected
	}
	if a.negative {
		cents = -cents
	}
	return audit.Cents(cents), OK, ""
}

func isMoneyDash(text string) bool {
	text = TrimEdges(text)
	text = TrimEdges(strings.TrimPrefix(text, "$"))
	return text == "-" || text == "\u2013" || text == "\u2014"
}

// ParseCount reads a whole number of things, such as the patients of a group.
func ParseCount(text string) (int32, Reading, string) {
	const expected = "a whole number such as 3"
	text, reading := Readable(text)
	if reading != OK {
		return 0, reading, expectedIf(reading, expected)
	}
	if n, ok := plainWhole(withoutZeroFraction(text)); ok {
		return n, OK, ""
	}
	return 0, Bad, expected
}
