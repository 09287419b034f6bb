package audit

import "strings"

// TextList holds many texts by their numbers, from 0 in the order in which they were added. The texts stand in few blocks
// of memory, and no pointer leads to each: the collector of garbage has nothing to follow.
type TextList struct {
	pages  []*textPage // of the places of the texts
	n      int
	blocks []string
	last   strings.Builder // the last block; what it holds is never changed, only more written behind it
	size   int             // of the last block
}

// textPlace says where a text is: the block, where in it, and how long. A text longer than largestBlock is a block of its
// own and has the length allOfBlock.
type textPlace struct {
	block        uint32
	from, length uint16
}

// textPage holds the places of neighbouring texts. Places that were noted stay where they are while texts are added.
type textPage [textsPerPage]textPlace

const textsPerPage = 256

// The sizes of blocks: each is twice the one before, so that few texts take little.
const (
	smallestBlock = 256
	largestBlock  = 32 << 10
	allOfBlock    = 1<<16 - 1
)

// Len counts the texts.
func (l *TextList) Len() int { return l.n }

// Text gives a text by its number.
func (l *TextList) Text(number int32) string {
	n := uint32(number)
	p := l.pages[n/textsPerPage][n%textsPerPage]
	block := l.blocks[p.block]
	if p.length == allOfBlock {
		return block
	}
	return block[p.from:][:p.length]
}

// Add copies a text behind the others.
func (l *TextList) Add(text string) {
	if l.makeRoom(len(text)) {
		l.last.WriteString(text)
		l.added(len(text))
		return
	}
	l.addBlock(strings.Clone(text))
}

// AddBytes copies a text behind the others.
func (l *TextList) AddBytes(text []byte) {
	if l.makeRoom(len(text)) {
		l.last.Write(text)
		l.added(len(text))
		return
	}
	l.addBlock(string(text))
}

// makeRoom makes the last block one that has room for a text; false if no block has.
func (l *TextList) makeRoom(length int) bool {
	switch {
	case length > largestBlock:
		return false
	case l.last.Cap() > 0 && l.last.Cap()-l.last.Len() >= length:
		return true
	}
	l.size = min(max(2*l.size, smallestBlock), largestBlock)
	l.last = strings.Builder{}
	l.last.Grow(max(l.size, length))
	l.blocks = append(l.blocks, "")
	return true
}

// added notes what was just written to the last block.
func (l *TextList) added(length int) {
	block := l.last.String()
	l.blocks[len(l.blocks)-1] = block
	l.note(textPlace{uint32(len(l.blocks) - 1), uint16(len(block) - length), uint16(length)})
}

// addBlock adds a text that is a block of its own. The block that was being filled stays as it is.
func (l *TextList) addBlock(text string) {
	l.note(textPlace{block: uint32(len(l.blocks)), length: allOfBlock})
	l.blocks = append(l.blocks, text)
	l.last = strings.Builder{}
}

// note adds the place of a text.
func (l *TextList) note(p textPlace) {
	if l.n == len(l.pages)*textsPerPage {
		l.pages = append(l.pages, new(textPage))
	}
	l.pages[l.n/textsPerPage][l.n%textsPerPage] = p
	l.n++
}
