package audit

import (
	"encoding/binary"
	"math/bits"
)

// MeasureProse counts the words of a note part and folds its text into a fingerprint: case, white space and dates are
// folded, so that a note that was copied and re-dated keeps its fingerprint. Other numbers are kept: a note whose
// measurements differ is another note. It is 0 for no words.
func MeasureProse[T string | []byte](text T) (words int, fold uint64) {
	return measureProse([]byte(text))
}

func measureProse(text []byte) (words int, fold uint64) {
	for len(text) > 0 && isProseSpace(text[len(text)-1]) {
		text = text[:len(text)-1]
	}
	if len(text) == 0 {
		return 0, 0
	}
	// It begins as if a space stood before the text, so that its own first ones go.
	f := proseFold{sum: proseSeed, space: topBit, last: lastBytes(text)}
	for len(text) > 0 {
		text = f.plain(text)
		if n := min(len(text), 8); n > 0 {
			text = f.mixed(text, n)
		}
	}
	return f.spaces + 1, mixProse(f.sum, f.pending|uint64(f.bytes)<<56) | 1
}

// proseFold sums the bytes that a text is folded to, eight at a time.
type proseFold struct {
	sum     uint64
	pending uint64 // folded and not yet summed, the first byte in the lowest place
	bytes   int    // how many those are, 0 to 7
	spaces  int
	space   uint64 // topBit if the last byte folded was a space, else 0
	last    uint64 // the last eight bytes of the text, its last in the highest place
}

const (
	each    uint64 = 0x0101010101010101
	topBit  uint64 = 0x80 // of a byte
	topBits        = each * topBit
)

// plain folds a text as long as none of its next eight bytes is a stop.
func (f *proseFold) plain(text []byte) (rest []byte) {
	sum, pending, space, spaces := f.sum, f.pending, f.space, 0
	shift := uint(8*f.bytes) & 63
	for len(text) >= 8 {
		x := binary.LittleEndian.Uint64(text)
		between := spacesIn(x)
		if stops(x, between, space) != 0 {
			break
		}
		spaces += bits.OnesCount64(between)
		space = between >> 56
		x = lowerCase(x)
		sum = mixProse(sum, pending|x<<shift)
		pending = x >> 1 >> (63 - shift)
		text = text[8:]
	}
	f.sum, f.pending, f.space = sum, pending, space
	f.spaces += spaces
	return text
}

// stops marks, by their top bit, the bytes that are not simply put in lower case: digits, control signs with white space
// other than the space among them, and a space behind another. The sums tell bytes apart by their carry into that bit.
func stops(x, spaces, spaceBefore uint64) uint64 {
	low := x &^ topBits
	digits := (low + each*(topBit-'0')) &^ (low + each*(topBit-'9'-1))
	controls := ^(low + each*(topBit-' '))
	return ((digits|controls)&^x | spaces&(spaces<<8|spaceBefore)) & topBits
}

// spacesIn marks the spaces by the top bit of their byte.
func spacesIn(x uint64) uint64 {
	y := x ^ each*' '
	return ^(y&^topBits + each*(topBit-1) | y) & topBits
}

// lowerCase sets the bit of lower case in all bytes but those of longer runes. In digits, spaces and most signs it is set.
func lowerCase(x uint64) uint64 { return x | each*0x20&^(x&topBits>>2) }

// mixed folds the text's next n bytes, up to eight, as far as there is no stop, and the stop.
func (f *proseFold) mixed(text []byte, n int) (rest []byte) {
	x := f.last >> (64 - 8*n)
	if len(text) > 8 {
		x = binary.LittleEndian.Uint64(text)
	}
	spaces := spacesIn(x)
	if n = min(n, bits.TrailingZeros64(stops(x, spaces, f.space))/8); n > 0 {
		taken := uint64(1)<<(8*n) - 1
		f.spaces += bits.OnesCount64(spaces & taken)
		f.space = spaces >> (8*n - 8) & topBit
		f.add(lowerCase(x)&taken, n)
	}
	return f.odd(text[n:])
}

// lastBytes packs the last eight bytes of a text; of a shorter one all, behind zeros.
func lastBytes(text []byte) (last uint64) {
	if len(text) >= 8 {
		return binary.LittleEndian.Uint64(text[len(text)-8:])
	}
	for _, c := range text {
		last = last>>8 | uint64(c)<<56
	}
	return last
}

// odd folds the byte at which a text stops, with all of its run of digits or white space, or its date, and gives the rest.
func (f *proseFold) odd(text []byte) []byte {
	if len(text) == 0 {
		return nil
	}
	space, n := f.space, 1
	f.space = 0
	switch c := text[0]; {
	case isProseSpace(c):
		for n < len(text) && isProseSpace(text[n]) {
			n++
		}
		if f.space = topBit; space == 0 {
			f.spaces++
			f.add(' ', 1)
		}
	case isProseDigit(c):
		if n = dateLength(text); n > 0 {
			f.add(foldedDate, 1)
			break
		}
		for n = digitsAt(text, 0); len(text) > 0 && n > 0; n-- {
			f.add(uint64(text[0]), 1)
			text = text[1:]
		}
		return text
	default:
		f.add(uint64(c), 1)
	}
	return text[n:]
}

// foldedDate stands for every date.
const foldedDate = 0

// dateLength returns the length of the date with which a text begins, its digits not preceded by others: 3/14/2026, 3/14/26,
// 2026-03-14 and their like. It is 0 for none. Two numbers are none, since 4/5 is a strength and 3/10 a pain.
func dateLength(text []byte) int {
	first := digitsAt(text, 0)
	if first == 0 || first >= len(text) || first > 4 || first == 3 {
		return 0
	}
	mark := text[first]
	if mark != '/' && mark != '-' && mark != '.' {
		return 0
	}
	second := digitsAt(text, first+1)
	at := first + 1 + second
	if second == 0 || second > 2 || at >= len(text) || text[at] != mark {
		return 0
	}
	third := digitsAt(text, at+1)
	switch {
	case first == 4 && (third == 1 || third == 2), first <= 2 && third == 4, first <= 2 && third == 2 && mark == '/':
		return at + 1 + third
	}
	return 0
}

// digitsAt counts the digits from a place on.
func digitsAt(text []byte, from int) int {
	n := from
	for n < len(text) && isProseDigit(text[n]) {
		n++
	}
	return n - from
}

// add takes up to eight folded bytes. The bytes behind them must be 0.
func (f *proseFold) add(folded uint64, n int) {
	word := f.pending | folded<<(8*f.bytes)
	if f.bytes+n < 8 {
		f.pending = word
		f.bytes += n
		return
	}
	f.sum = mixProse(f.sum, word)
	f.pending = folded >> (64 - 8*f.bytes)
	f.bytes += n - 8
}

// mixProse adds eight bytes to a sum. The rotation brings what multiplication moved up back down.
func mixProse(sum, word uint64) uint64 { return bits.RotateLeft64((sum^word)*proseFactor, 29) }

func isProseSpace(c byte) bool { return c == ' ' || c >= '\t' && c <= '\r' }

func isProseDigit(c byte) bool { return c >= '0' && c <= '9' }

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
)
