package audit

import "unicode/utf8"

// MeasureProse counts the words of a note part and folds its text into a fingerprint: case, white space and every run
// of digits are folded, so that a note that was copied and re-dated keeps its fingerprint. It is 0 for no words.
func MeasureProse(text string) (words int, fold uint64) {
	h := proseSeed
	var last byte
	inWord := false
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch class := proseClass[c]; class {
		case proseSpace:
			inWord = false
			if last == ' ' {
				continue
			}
			c = ' '
		case proseDigit:
			if last == '0' {
				continue
			}
			c = '0'
		default:
			c = class
		}
		if c != ' ' && !inWord {
			inWord = true
			words++
		}
		if c == ' ' {
			last = c
			continue // said before the next word, so that space at the ends does not count
		}
		if last == ' ' && words > 1 {
			h = (h ^ ' ') * proseFactor
		}
		last = c
		h = (h ^ uint64(c)) * proseFactor
	}
	if words == 0 {
		return 0, 0
	}
	return words, h | 1
}

// MixProse joins the fingerprint of a further part to that of the parts before it (0 for none).
func MixProse(before, part uint64) uint64 {
	if part == 0 {
		return before
	}
	return ((before*proseFactor ^ part) * proseFactor) | 1
}

const (
	proseSeed   uint64 = 14695981039346656037 // the FNV-1a offset and prime
	proseFactor uint64 = 1099511628211
	proseSpace         = ' '
	proseDigit         = '0'
)

// proseClass maps a byte to what it is folded to: space, digit, lower case, or itself. Bytes of longer runes stay.
var proseClass = func() (table [256]byte) {
	for i := range table {
		c := byte(i)
		switch {
		case c == ' ' || c >= '\t' && c <= '\r':
			table[i] = proseSpace
		case c >= '0' && c <= '9':
			table[i] = proseDigit
		case c >= 'A' && c <= 'Z' && c < utf8.RuneSelf:
			table[i] = c + 'a' - 'A'
		default:
			table[i] = c
		}
	}
	return table
}()
