package model

// plainText finds how far a text goes without a character that a form of text writes in another way. Nearly all texts of a
// report are plain to their end, so eight bytes are looked at in one step.
type plainText struct {
	marks [5]uint64 // printable characters that are not plain, each in all eight bytes
	plain [256]bool
}

const (
	everyByte = 0x0101010101010101
	highBits  = 0x80 * everyByte
)

// NewPlainText takes printable ASCII for plain but for one to five marks.
func NewPlainText(marks string) *plainText {
	p := &plainText{}
	for char := byte(' '); char <= '~'; char++ {
		p.plain[char] = true
	}
	for i := range p.marks {
		mark := marks[min(i, len(marks)-1)]
		p.marks[i], p.plain[mark] = everyByte*uint64(mark), false
	}
	return p
}

// End gives the place of the first character from a place on that is not plain, else the length of the text.
func (p *plainText) End(s string, from int) int {
	for ; from+8 <= len(s); from += 8 {
		t := s[from : from+8]
		eight := uint64(t[0]) | uint64(t[1])<<8 | uint64(t[2])<<16 | uint64(t[3])<<24 |
			uint64(t[4])<<32 | uint64(t[5])<<40 | uint64(t[6])<<48 | uint64(t[7])<<56
		// A high bit is left by bytes from 7F on and below the blank, and by marks, which become 0. Borrowing can add further
		// ones, but only behind such a byte.
		odd := eight | (eight + everyByte) | (eight - ' '*everyByte) |
			((eight ^ p.marks[0]) - everyByte) | ((eight ^ p.marks[1]) - everyByte) |
			((eight ^ p.marks[2]) - everyByte) | ((eight ^ p.marks[3]) - everyByte) | ((eight ^ p.marks[4]) - everyByte)
		if odd&highBits != 0 {
			break
		}
	}
	for from < len(s) && p.plain[s[from]] {
		from++
	}
	return from
}
