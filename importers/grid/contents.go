package grid

import (
	"encoding/binary"
	"hash/maphash"
	"math/bits"
	"math/rand/v2"
	"slices"

	"otaudit/audit"
	"otaudit/importers/value"
)

// DictColumn holds the distinct contents of one column, numbered as they were met. Number 0 is the blank cell.
type DictColumn struct {
	texts  audit.TextList
	Counts []int32          // how often each occurs
	hints  []value.CellHint // as many; nil if none says anything
	slots  []contentSlot    // open addressing, a power of two long, at most three quarters full; nil once all rows are read

	Lists map[int32]bool // contents that hold one value for each of several codes; nil if there are none

	Prose bool // note text is measured and not kept: the number of a content is its count of words
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
func markOf(text []byte, hint value.CellHint) uint32 {
	mark := uint32(len(text))<<8 | uint32(hint.Style)<<1
	if hint.Number {
		mark |= 1
	}
	return mark
}

// ContentSeed and contentSalt are the same for all columns of the process; nothing depends on the order that they give.
var (
	ContentSeed = maphash.MakeSeed()
	contentSalt = [2]uint64{rand.Uint64(), rand.Uint64()}
)

// place is where in a table the search for a content begins.
func (s *contentSlot) place() uint32 { return uint32(mixed(s.key, uint64(s.mark))) }

func NewDictColumn() *DictColumn {
	c := &DictColumn{Counts: []int32{0}, slots: make([]contentSlot, 64)}
	c.texts.Add("")
	return c
}

// Len is how many contents there are, the blank one included.
func (c *DictColumn) Len() int { return len(c.Counts) }

// Text gives a content's text.
func (c *DictColumn) Text(id int32) string { return c.texts.Text(id) }

// Value gives a content.
func (c *DictColumn) Value(id int32) value.CellValue {
	v := value.CellValue{Text: c.Text(id)}
	if c.hints != nil {
		v.Hint = c.hints[id]
	}
	return v
}

// Values lists the contents but the blank one.
func (c *DictColumn) Values() []value.CellValue {
	values := make([]value.CellValue, 0, c.Len()-1)
	for id := range int32(c.Len()) {
		if id > 0 {
			values = append(values, c.Value(id))
		}
	}
	return values
}

// Intern numbers the content of a cell.
func (c *DictColumn) Intern(text []byte, hint value.CellHint) int32 {
	if len(text) == 0 {
		c.Counts[0]++
		return 0
	}
	s := contentSlot{key: keyOf(text), mark: markOf(text, hint)}
	mask := uint32(len(c.slots) - 1)
	for at := s.place() & mask; ; at = (at + 1) & mask {
		slot := &c.slots[at]
		if slot.key == s.key && slot.mark == s.mark && (len(text) <= keyBytes || c.Text(slot.id) == string(text)) {
			c.Counts[slot.id]++
			return slot.id
		}
		if slot.id == 0 {
			s.id = c.add(text, hint)
			*slot = s
			if 4*c.Len() > 3*len(c.slots) {
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
		return maphash.Bytes(ContentSeed, text)
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
func (c *DictColumn) add(text []byte, hint value.CellHint) int32 {
	id := c.Len()
	c.texts.AddBytes(text)
	if c.hints == nil && hint != (value.CellHint{}) {
		c.hints = make([]value.CellHint, id, 2*id)
	}
	if c.hints != nil {
		c.hints = append(c.hints, hint)
	}
	c.Counts = append(c.Counts, 1)
	return int32(id)
}

func (c *DictColumn) grow() {
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
	c.Counts = slices.Grow(c.Counts, len(c.slots)*3/4-len(c.Counts)) // as many as the table takes before it grows again
}

// done says that all cells were taken.
func (c *DictColumn) done() { c.slots = nil }

// Column gives the distinct contents with their counts in the form in which evidence is weighed. Formulas without a result
// say nothing of what the column holds and are counted as blank.
func (c *DictColumn) Column(header string) value.Column {
	col := value.Column{Header: header, Values: make(map[value.CellValue]int, c.Len()), Blank: int(c.Counts[0])}
	for id := range int32(c.Len()) {
		switch {
		case id == 0 || c.Counts[id] == 0: // blank, or every cell of it was given another content
		case c.Text(id) == value.NoResult:
			col.Blank += int(c.Counts[id])
		default:
			col.Values[c.Value(id)] = int(c.Counts[id])
			col.Total += int(c.Counts[id])
		}
	}
	return col
}
