package model

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// SafeText makes a text fit for one printed line (REP-28): control and format characters are dropped, line ends and
// tabs become spaces, and invalid UTF-8 becomes a question mark.
func SafeText(s string) string {
	if safePlain.End(s, 0) == len(s) {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r >= ' ' && r <= '~':
			return r
		case r == '\n' || r == '\t' || r == '\u2028' || r == '\u2029':
			return ' '
		case unicode.In(r, unicode.Cc, unicode.Cf):
			return -1
		case r == utf8.RuneError:
			return '?'
		}
		return r
	}, s)
}

// safePlain finds texts that may be printed as they are.
var safePlain = NewPlainText("\x7f")

// CellText makes a text fit for a cell of a CSV: safe to print, and with a ' before it if a spreadsheet program would
// take it for a formula (REP-117). Numbers stay.
func CellText(s string) string {
	safe := SafeText(s)
	if isFormula(s) || isFormula(safe) {
		return "'" + safe
	}
	return safe
}

func isFormula(s string) bool {
	if s == "" {
		return false
	}
	switch s[0] {
	case '=', '@', '\t', '\r':
		return true
	case '+', '-':
		return !IsNumber(s)
	}
	return false
}

// IsNumber says whether the text is a plain decimal number with an optional sign.
func IsNumber(s string) bool {
	if s[0] == '+' || s[0] == '-' {
		s = s[1:]
	}
	whole, fraction, cut := strings.Cut(s, ".")
	return isDigits(whole) && (!cut || isDigits(fraction))
}

func isDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}
