package importers

import (
	"hash/maphash"
	"math"
	"math/bits"
	"math/rand/v2"
	"slices"

	"otaudit/audit"
)

// rawColumn holds the distinct contents of one column, numbered as they were met. Number 0 is the blank cell.
type rawColumn struct {
	counts []int32    // how often each occurs
	pages  [][]string // the texts by number, pageTexts on a page
	hints  []CellHint // as many; nil if none says anything
	store  audit.TextStore
	slots  []contentSlot // open addressing, a power of two long, at most three quarters full; nil once all rows are read

	last     contentSlot // the content of the cell before, which neighbouring rows often repeat
	lastText string

	lists map[int32]bool // contents that hold one value for each of several codes; nil if there are none

	prose     bool // note text is measured and not kept: the number of a content is its count of words
	lastWords int32
	lastFold  uint64
}

// pageTexts is how many texts stand on a page. Pages are not copied as the column grows.
const pageTexts = 1024

// contentSlot is a place in the table of contents; number 0 is a free one. The key of a text of up to eight bytes is
// those bytes, so that with the mark they are the content; that of a longer text is its hash.
type contentSlot struct {
	key  uint64
	mark uint32 // length and hint
	id   int32
}

const keyBytes = 8

// markOf tells contents of one key apart: by the length of their text (of texts beyond 16 MB, what is left of it) and by
// their hint.
func markOf(text string, hint CellHint) uint32 {
	mark := uint32(len(text))<<8 | uint32(hint.Style)<<1
	if hint.Number {
		mark |= 1
	}
	return mark
}

// contentSeed and contentSalt are the same for all columns of the process; nothing depends on the order that they give.
var (
	contentSeed = maphash.MakeSeed()
	contentSalt = [2]uint64{rand.Uint64(), rand.Uint64() | 1}
)

// place is where in a table the search for a content begins.
func (s *contentSlot) place() uint32 {
	high, low := bits.Mul64(s.key^contentSalt[0], contentSalt[1]^uint64(s.mark)<<1)
	return uint32(high ^ low)
}

func newRawColumn() *rawColumn {
	return &rawColumn{pages: [][]string{{""}}, counts: []int32{0}, slots: make([]contentSlot, 64)}
}

// len is how many contents there are, the blank one included.
func (c *rawColumn) len() int { return len(c.counts) }

// text gives a content's text.
func (c *rawColumn) text(id int32) string { return c.pages[id/pageTexts][id%pageTexts] }

// value gives a content.
func (c *rawColumn) value(id int32) CellValue {
	v := CellValue{Text: c.text(id)}
	if c.hints != nil {
		v.Hint = c.hints[id]
	}
	return v
}

// values lists the contents but the blank one.
func (c *rawColumn) values() []CellValue {
	values := make([]CellValue, 0, c.len()-1)
	for id := range int32(c.len()) {
		if id > 0 {
			values = append(values, c.value(id))
		}
	}
	return values
}

// take numbers the content of a cell.
func (c *rawColumn) take(text string, hint CellHint) int32 {
	if text == "" {
		c.counts[0]++
		return 0
	}
	s := contentSlot{mark: markOf(text, hint)}
	if len(text) <= keyBytes {
		s.key = packed(text)
		if s.key == c.last.key && s.mark == c.last.mark {
			c.counts[c.last.id]++
			return c.last.id
		}
	} else {
		if s.mark == c.last.mark && text == c.lastText {
			c.counts[c.last.id]++
			return c.last.id
		}
		s.key = maphash.String(contentSeed, text)
	}
	s.id = c.find(s, text, hint)
	c.counts[s.id]++
	c.last = s
	if len(text) > keyBytes {
		c.lastText = c.text(s.id)
	}
	return s.id
}

// packed gives the bytes of a text of one to eight, in some order that is the same for all texts of its length.
func packed(text string) uint64 {
	switch n := len(text); {
	case n == 8:
		return uint64(fourBytes(text)) | uint64(fourBytes(text[4:]))<<32
	case n >= 4:
		return uint64(fourBytes(text)) | uint64(fourBytes(text[n-4:]))<<32
	case n >= 2:
		return uint64(text[0]) | uint64(text[1])<<8 | uint64(text[n-1])<<16
	}
	return uint64(text[0])
}

// fourBytes packs the first four bytes of a text. The compiler makes one load of it.
func fourBytes(text string) uint32 {
	_ = text[3]
	return uint32(text[0]) | uint32(text[1])<<8 | uint32(text[2])<<16 | uint32(text[3])<<24
}

// find gives the number of a content, a new one if it was not met before.
func (c *rawColumn) find(s contentSlot, text string, hint CellHint) int32 {
	mask := uint32(len(c.slots) - 1)
	for at := s.place() & mask; ; at = (at + 1) & mask {
		slot := &c.slots[at]
		if slot.id == 0 {
			s.id = c.add(text, hint)
			*slot = s
			if 4*c.len() > 3*len(c.slots) {
				c.grow()
			}
			return s.id
		}
		if slot.key == s.key && slot.mark == s.mark && (len(text) <= keyBytes || c.text(slot.id) == text) {
			return slot.id
		}
	}
}

// add numbers a new content. Its text is copied: the text as given keeps all that was read with it.
func (c *rawColumn) add(text string, hint CellHint) int32 {
	id := c.len()
	if id%pageTexts == 0 {
		c.pages = append(c.pages, make([]string, 0, pageTexts))
	}
	page := &c.pages[id/pageTexts]
	*page = append(*page, c.store.Keep(text))
	if c.hints == nil && hint != (CellHint{}) {
		c.hints = make([]CellHint, id, 2*id)
	}
	if c.hints != nil {
		c.hints = append(c.hints, hint)
	}
	c.counts = append(c.counts, 0)
	return int32(id)
}

func (c *rawColumn) grow() {
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
func (c *rawColumn) done() { c.slots, c.lastText = nil, "" }

// measure counts the words of a note part; placeholders such as n/a have none. The lines of one visit repeat its note.
func (c *rawColumn) measure(text string) (int32, uint64) {
	if text == "" {
		return 0, 0
	}
	if text != c.lastText {
		c.lastText, c.lastWords, c.lastFold = text, 0, 0
		if judgeCommon(trimEdges(text)) == OK {
			words, fold := audit.MeasureProse(text)
			c.lastWords, c.lastFold = int32(min(words, math.MaxInt32)), fold
		}
	}
	return c.lastWords, c.lastFold
}

// column gives the distinct contents with their counts in the form in which evidence is weighed.
func (c *rawColumn) column(header string) Column {
	col := Column{Header: header, Values: make(map[CellValue]int, c.len()), Blank: int(c.counts[0])}
	for id := range int32(c.len()) {
		if id > 0 {
			col.Values[c.value(id)] = int(c.counts[id])
			col.Total += int(c.counts[id])
		}
	}
	return col
}
