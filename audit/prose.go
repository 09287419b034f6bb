package audit

import (
	"math/bits"
	"unicode/utf8"
)

// MeasureProse counts the words of a note part and folds its text into a fingerprint: case, white space and every run
// of digits are folded, so that a note that was copied and re-dated keeps its fingerprint. It is 0 for no words.
func MeasureProse(text string) (words int, fold uint64) {
	h := proseSeed
	var packed uint64 // up to eight folded bytes that wait to be mixed
	held := 0
	for i := 0; ; {
		for i < len(text) && proseClass[text[i]] == proseSpace {
			i++
		}
		if i == len(text) {
			break
		}
		if words++; words > 1 {
			packed = packed<<8 | proseSpace
			held++
		}
		for last := byte(0); i < len(text); i++ {
			c := proseClass[text[i]]
			if c == proseSpace {
				break
			}
			if c == proseDigit && last == proseDigit {
				continue
			}
			last = c
			if held == 8 {
				h = mixBytes(h, packed)
				packed, held = 0, 0
			}
			packed = packed<<8 | uint64(c)
			held++
		}
		if held == 8 { // room for the space before the next word
			h = mixBytes(h, packed)
			packed, held = 0, 0
		}
	}
	if words == 0 {
		return 0, 0
	}
	return words, mixBytes(mixBytes(h, packed), uint64(held)) | 1
}

// mixBytes folds eight bytes into a fingerprint. The rotation brings what multiplication moved to the top back down.
func mixBytes(h, packed uint64) uint64 { return bits.RotateLeft64((h^packed)*proseFactor, 29) }

// MixProse joins the fingerprint of a further part to that of the parts before it (0 for none).
func MixProse(before, part uint64) uint64 {
	if part == 0 {
		return before
	}
	return ((before*proseFactor ^ part) * proseFactor) | 1
}

const (
	proseSeed   uint64 = 14695981039346656037 // the FNV-1a offset
	proseFactor uint64 = 0x9e3779b97f4a7c15   // odd, without a pattern: the golden ratio
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
