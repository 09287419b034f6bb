package privacy

import mathbits "math/bits"

// bits is a set of small numbers.
type bits []uint64

func (b bits) has(n int) bool { return n/64 < len(b) && b[n/64]&(1<<(n%64)) != 0 }

func (b *bits) add(n int) {
	if missing := n/64 + 1 - len(*b); missing > 0 {
		*b = append(*b, make(bits, missing)...)
	}
	(*b)[n/64] |= 1 << (n % 64)
}

// each visits the numbers in ascending order.
func (b bits) each(visit func(n int)) {
	for i, word := range b {
		for ; word != 0; word &= word - 1 {
			visit(i*64 + mathbits.TrailingZeros64(word))
		}
	}
}
