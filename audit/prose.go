package audit

import (
	"math/bits"
	"unicode/utf8"
)

// MeasureProse counts the words of a note part and folds its text into a fingerprint: case, white space and every run
// of digits are folded, so that a note that was copied and re-dated keeps its fingerprint. It is 0 for no words.
func MeasureProse(text string) (words int, fold uint64) {
	h := proseSeed
	for i := 0; ; {
		for i < len(text) && proseClass[text[i]] == proseSpace {
			i++
		}
		if i == len(text) {
			break
		}
		if words++; words > 1 {
			h = mixBytes(h, proseSpace)
		}
		for last := byte(0); i < len(text); {
			if letters, n := letterRun(text[i:]); n > 0 {
				h = mixBytes(h, letters)
				last = 0
				i += n
				continue
			}
			c := proseClass[text[i]]
			if c == proseSpace {
				break
			}
			if c != proseDigit || last != proseDigit {
				h = mixBytes(h, uint64(c))
			}
			last = c
			i++
		}
	}
	if words == 0 {
		return 0, 0
	}
	return words, h | 1
}

// letterRun takes up to eight letters from the beginning of a text, in lower case and packed into one number, all eight
// looked at in one step. The few signs that stand among the letters of ASCII count as letters.
func letterRun(text string) (packed uint64, n int) {
	if len(text) < 8 {
		for n < len(text) && text[n] >= 0x40 && text[n] < utf8.RuneSelf {
			packed |= uint64(text[n]|0x20) << (8 * n)
			n++
		}
		return packed, n
	}
	const each = 0x0101010101010101
	x := uint64(text[0]) | uint64(text[1])<<8 | uint64(text[2])<<16 | uint64(text[3])<<24 |
		uint64(text[4])<<32 | uint64(text[5])<<40 | uint64(text[6])<<48 | uint64(text[7])<<56
	others := (^x<<1 | x) & (each * 0x80) // bytes below 0x40 or from 0x80 on have their top bit set
	n = bits.TrailingZeros64(others) / 8
	return (x | each*0x20) & (1<<(8*n) - 1), n
}

// mixBytes folds up to eight bytes into a fingerprint. The rotation brings what multiplication moved up back down.
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
