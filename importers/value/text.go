package value

import (
	"strings"
	"unicode/utf8"
)

// IsEdgeSpace says whether a rune counts as a space at the ends of a value: white space, no-break and zero-width spaces.
func IsEdgeSpace(r rune) bool {
	switch r {
	case ' ', '\t', '\n', '\r', '\v', '\f', '\u0085', '\u00a0', '\u1680', '\u202f', '\u205f', '\u3000', '\ufeff', '\u2060':
		return true
	}
	return r >= '\u2000' && r <= '\u200d'
}

func TrimEdges(text string) string {
	if text == "" || text[0] > ' ' && text[0] < utf8.RuneSelf &&
		text[len(text)-1] > ' ' && text[len(text)-1] < utf8.RuneSelf {
		return text
	}
	return strings.TrimFunc(text, IsEdgeSpace)
}

// Shield is the leading apostrophe by which spreadsheets and this program's own output mark text.
const Shield = '\''

// Readable trims a cell and settles what holds for every column: blanks and their spellings are absent, spreadsheet errors
// are bad. OK means that the column's own parser has to judge the returned text.
func Readable(text string) (string, Reading) {
	text = TrimEdges(text)
	if len(text) > 1 && text[0] == Shield {
		text = TrimEdges(text[1:])
	}
	return text, JudgeCommon(text)
}

func JudgeCommon(text string) Reading {
	if text == "" {
		return Absent
	}
	if c := text[0]; c >= '1' && c <= '9' || len(text) > maxCommonWord {
		return OK
	}
	if isAbsentWord(text) {
		return Absent
	}
	if isSpreadsheetError(text) {
		return Bad
	}
	return OK
}

const maxCommonWord = 64 // longer texts are neither an absent word nor a spreadsheet error

func isAbsentWord(text string) bool {
	switch text {
	case "-", "--", "\u2013", "\u2014":
		return true
	}
	for _, word := range [...]string{"n/a", "na", "none", "null", "nil"} {
		if strings.EqualFold(text, word) {
			return true
		}
	}
	return false
}

func isSpreadsheetError(text string) bool {
	if text[0] != '#' {
		return false
	}
	if strings.Trim(text, "#") == "" {
		return len(text) > 1
	}
	for _, word := range [...]string{"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", NoResult} {
		if strings.EqualFold(text, word) {
			return true
		}
	}
	return false
}

// ParseText reads a text field as written. Placeholders of empty text columns (0, false) are absent; a shielding apostrophe
// is taken off only where this program or a spreadsheet puts one: before a formula sign or a digit.
func ParseText(text string) (string, Reading, string) {
	text = TrimEdges(text)
	if len(text) > 1 && text[0] == Shield && (strings.IndexByte("=+-@\t\r", text[1]) >= 0 || IsDigit(text[1])) {
		text = TrimEdges(text[1:])
	}
	if text == "0" || strings.EqualFold(text, "false") {
		return "", Absent, ""
	}
	switch JudgeCommon(text) {
	case Absent:
		return "", Absent, ""
	case Bad:
		return "", Bad, "a text, not a spreadsheet error"
	}
	return text, OK, ""
}

func IsDigit(c byte) bool { return c >= '0' && c <= '9' }

func IsLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func allDigits(text string) bool {
	for i := 0; i < len(text); i++ {
		if !IsDigit(text[i]) {
			return false
		}
	}
	return text != ""
}

// withoutZeroFraction takes the ".0" off a whole number that a spreadsheet wrote as a decimal.
func withoutZeroFraction(text string) string {
	whole, fraction, ok := strings.Cut(text, ".")
	if ok && allDigits(whole) && allDigits(fraction) && strings.Trim(fraction, "0") == "" {
		return whole
	}
	return text
}
