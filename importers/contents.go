package importers

import (
	"encoding/binary"
	"hash/maphash"
	"math/bits"
	"math/rand/v2"
	"slices"

	"otaudit/audit"
)

// dictColumn holds the distinct contents of one column, numbered as they were met. Number 0 is the blank cell.
type dictColumn struct {
	texts  audit.TextList
	counts []int32       // how often each occurs
	hints  []CellHint    // as many; nil if none says anything
	slots  []contentSlot // open addressing, a power of two long, at most three quarters full; nil once all rows are read

	lists map[int32]bool // contents that hold one value for each of several codes; nil if there are none

	prose bool // note text is measured and not kept: the number of a content is its count of words
}

// contentSlot is a place in the table of contents; number 0 is a free one. The key of a text of up to keyBytes is
// its bytes, so that key and mark are the content; that of a longer text is its hash.
type contentSlot struct {
	key  uint64
	mark uint32 // length and hint
	id   int32
}

const keyBytes = 8

// markOf tells contents of one key apart: by the length of their text (of texts beyond 16 MB, what is left of it) and by
// their hint.
func markOf(text []byte, hint CellHint) uint32 {
	mark := uint32(len(text))<<8 | uint32(hint.Style)<<1
	if hint.Number {
		mark |= 1
	}
	return mark
}

// contentSeed and contentSalt are the same for all columns of the process; nothing depends on the order that they give.
var (
	contentSeed = maphash.MakeSeed()
	contentSalt = [2]uint64{rand.Uint64(), rand.Uint64()}
)

// place is where in a table the search for a content begins.
func (s *contentSlot) place() uint32 { return uint32(mixed(s.key, uint64(s.mark))) }

func newDictColumn() *dictColumn {
	c := &dictColumn{counts: []int32{0}, slots: make([]contentSlot, 64)}
	c.texts.Add("")
	return c
}

// len is how many contents there are, the blank one included.
func (c *dictColumn) len() int { return len(c.counts) }

// text gives a content's text.
func (c *dictColumn) text(id int32) string { return c.texts.Text(id) }

// value gives a content.
func (c *dictColumn) value(id int32) CellValue {
	v := CellValue{Text: c.text(id)}
	if c.hints != nil {
		v.Hint = c.hints[id]
	}
	return v
}

// values lists the contents but the blank one.
func (c *dictColumn) values() []CellValue {
	values := make([]CellValue, 0, c.len()-1)
	for id := range int32(c.len()) {
		if id > 0 {
			values = append(values, c.value(id))
		}
	}
	return values
}

// intern numbers the content of a cell.
func (c *dictColumn) intern(text []byte, hint CellHint) int32 {
	if len(text) == 0 {
		c.counts[0]++
		return 0
	}
	s := contentSlot{key: keyOf(text), mark: markOf(text, hint)}
	mask := uint32(len(c.slots) - 1)
	for at := s.place() & mask; ; at = (at + 1) & mask {
		slot := &c.slots[at]
		if slot.key == s.key && slot.mark == s.mark && (len(text) <= keyBytes || c.text(slot.id) == string(text)) {
			c.counts[slot.id]++
			return slot.id
		}
		if slot.id == 0 {
			s.id = c.add(text, hint)
			*slot = s
			if 4*c.len() > 3*len(c.slots) {
				c.grow()
			}
			return s.id
		}
	}
}

// keyOf gives the key of a text that is not empty.
func keyOf(text []byte) uint64 {
	switch n := len(text); {
	case n > 2*keyBytes:
		return maphash.Bytes(contentSeed, text)
	case n > keyBytes:
		return mixed(binary.LittleEndian.Uint64(text), binary.LittleEndian.Uint64(text[n-keyBytes:]))
	case n == keyBytes:
		return binary.LittleEndian.Uint64(text)
	case n >= 4:
		return uint64(binary.LittleEndian.Uint32(text)) | uint64(binary.LittleEndian.Uint32(text[n-4:]))<<32
	case n >= 2:
		return uint64(text[0]) | uint64(text[1])<<8 | uint64(text[n-1])<<16
	}
	return uint64(text[0])
}

// mixed makes one number of two, in which every bit counts.
func mixed(a, b uint64) uint64 {
	high, low := bits.Mul64(a^contentSalt[0], b^contentSalt[1])
	return high ^ low
}

// add numbers a new content. Its text is copied: the text as given keeps all that was read with it.
func (c *dictColumn) add(text []byte, hint CellHint) int32 {
	id := c.len()
	c.texts.AddBytes(text)
	if c.hints == nil && hint != (CellHint{}) {
		c.hints = make([]CellHint, id, 2*id)
	}
	if c.hints != nil {
		c.hints = append(c.hints, hint)
	}
	c.counts = append(c.counts, 1)
	return int32(id)
}

func (c *dictColumn) grow() {
	old := c.slots
	c.slots = make([]contentSlot, 2*len(old))
	mask := uint32(len(c.slots) - 1)
	for _, slot := range old {
		if slot.id == 0 {
			continue
		}
		at := slot.place() & mask
		for c.slots[at].id != 0 {
			at = (at + 1) & mask
		}
		c.slots[at] = slot
	}
	c.counts = slices.Grow(c.counts, len(c.slots)*3/4-len(c.counts)) // as many as the table takes before it grows again
}

// done says that all cells were taken.
func (c *dictColumn) done() { c.slots = nil }

// column gives the distinct contents with their counts in the form in which evidence is weighed. Formulas without a result
// say nothing of what the column holds and are counted as blank.
func (c *dictColumn) column(header string) Column {
	col := Column{Header: header, Values: make(map[CellValue]int, c.len()), Blank: int(c.counts[0])}
	for id := range int32(c.len()) {
		switch {
		case id == 0:
		case c.text(id) == noResult:
			col.Blank += int(c.counts[id])
		default:
			col.Values[c.value(id)] = int(c.counts[id])
			col.Total += int(c.counts[id])
		}
	}
	return col
}
