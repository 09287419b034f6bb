package value

import (
	"slices"
	"strings"
)

const modifiersExpected = "modifiers of two letters or digits, such as GO KX"

// mostModifiers of one cell are read: a claim has room for four on a line, and more than so many are something else.
const mostModifiers = 40

// modifierSeparators stand between the modifiers of one cell.
const modifierSeparators = " ,;:/|-.\t\n\r\u00a0"

// ParseModifiers reads the modifiers of one cell in their order, repeats kept. known says which modifiers exist; it is
// asked only to take a run such as GOCO59 apart. A nil one knows none.
func ParseModifiers(text string, known func(string) bool) ([]string, Reading, string) {
	known = OrNone(known)
	text, reading := Readable(text)
	if reading != OK {
		return nil, reading, expectedIf(reading, modifiersExpected)
	}
	text = strings.ToUpper(withoutZeroFraction(text))
	tokens := modifierTokens(text)
	if len(tokens) > 0 && !slices.ContainsFunc(tokens, func(token string) bool { return token != "0" && token != "00" && token != "NA" }) {
		return nil, Absent, "" // placeholders of empty slots, such as 00:00
	}
	var modifiers []string
	for _, token := range tokens {
		parts := modifierRun(token, known)
		if parts == nil {
			return nil, Bad, modifiersExpected
		}
		modifiers = append(modifiers, parts...)
	}
	if modifiers == nil || len(modifiers) > mostModifiers {
		return nil, Bad, modifiersExpected
	}
	return modifiers, OK, ""
}

// OrNone gives a predicate that can be called where none was given.
func OrNone(known func(string) bool) func(string) bool {
	if known == nil {
		return func(string) bool { return false }
	}
	return known
}

func modifierTokens(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(modifierSeparators, r) })
}

// modifierRun gives the one modifier of a token, or the pairs of a run if each of them is known; nil if it is neither.
func modifierRun(token string, known func(string) bool) []string {
	if isModifierShape(token) {
		return []string{token}
	}
	if len(token) < 4 || len(token)%2 != 0 {
		return nil
	}
	var parts []string
	for i := 0; i < len(token); i += 2 {
		if pair := token[i : i+2]; !isModifierShape(pair) || !known(pair) {
			return nil
		}
		parts = append(parts, token[i:i+2])
	}
	return parts
}

func isModifierShape(token string) bool {
	return len(token) == 2 && (IsDigit(token[0]) || IsLetter(token[0])) && (IsDigit(token[1]) || IsLetter(token[1]))
}

// ParseFlag reads a yes-or-no cell. A blank is Absent.
func ParseFlag(text string) (bool, Reading, string) {
	const expected = "yes or no"
	text, reading := Readable(text)
	if reading != OK {
		return false, reading, expectedIf(reading, expected)
	}
	switch strings.ToLower(withoutZeroFraction(text)) {
	case "y", "yes", "x", "1", "true", "t", "\u2713", "\u2714":
		return true, OK, ""
	case "n", "no", "0", "false", "f":
		return false, OK, ""
	}
	return false, Bad, expected
}

// ParseModifierFlag reads a cell of a column that stands for one modifier. The modifier itself counts as yes.
func ParseModifierFlag(modifier, text string) (bool, Reading, string) {
	if strings.EqualFold(TrimEdges(text), modifier) {
		return true, OK, ""
	}
	return ParseFlag(text)
}
