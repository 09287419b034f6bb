package audit

import (
	"hash/fnv"
	"unicode"
)

// Fingerprint folds the text of a note part into the fingerprint of the parts before it (0 for the first). Case, white space and every
// run of digits are folded, so that a note that was copied and re-dated keeps its fingerprint. It is never 0.
func Fingerprint(before uint64, text string) uint64 {
	h := fnv.New64a()
	var last rune
	write := func(r rune) {
		h.Write([]byte{byte(r), byte(r >> 8), byte(r >> 16)})
		last = r
	}
	for i := range 8 {
		h.Write([]byte{byte(before >> (8 * i))})
	}
	for _, r := range text {
		switch {
		case unicode.IsSpace(r):
			if last != ' ' && last != 0 {
				write(' ')
			}
		case unicode.IsDigit(r):
			if last != '0' {
				write('0')
			}
		default:
			write(unicode.ToLower(r))
		}
	}
	return h.Sum64() | 1
}
