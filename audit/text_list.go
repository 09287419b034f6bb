package audit

import "strings"

// TextList holds many texts by their numbers, from 0 in the order in which they were added. The texts stand in few blocks
// of memory, and no pointer leads to each: the collector of garbage has nothing to follow.
type TextList struct {
	places []textPlace
	blocks []string
	last   strings.Builder // the last block; what it holds is never changed, only more written behind it
	size   int             // of the last block
}

// textPlace says where a text is. A text longer than largestBlock is a block of its own and has the length allOfBlock.
type textPlace struct{ block, from, length uint32 }

// The sizes of blocks: each is twice the one before, so that few texts take little.
const (
	smallestBlock = 256
	largestBlock  = 64 << 10
	allOfBlock    = 1<<32 - 1
)

// Len counts the texts.
func (l *TextList) Len() int { return len(l.places) }

// Text gives a text by its number.
func (l *TextList) Text(number int32) string {
	p := l.places[number]
	block := l.blocks[p.block]
	if p.length == allOfBlock {
		return block
	}
	return block[p.from : p.from+p.length]
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
	l.places = append(l.places, textPlace{uint32(len(l.blocks) - 1), uint32(len(block) - length), uint32(length)})
}

// addBlock adds a text that is a block of its own. The block that was being filled stays as it is.
func (l *TextList) addBlock(text string) {
	l.places = append(l.places, textPlace{uint32(len(l.blocks)), 0, allOfBlock})
	l.blocks = append(l.blocks, text)
	l.last = strings.Builder{}
}
