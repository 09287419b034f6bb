package importers

import "sync/atomic"

// block is a part of a file as it was read. Several may hold it at a time: the reader, and those who number its cells. When
// none does it is read into again.
type block struct {
	bytes   []byte
	holders atomic.Int32
	pool    blockPool
}

// span is the place of a cell's text in a block.
type span struct{ from, to int }

func (s span) in(bytes []byte) []byte { return bytes[s.from:s.to] }

func (s span) empty() bool { return s.from == s.to }

func (b *block) hold() { b.holders.Add(1) }

func (b *block) release() {
	if b.holders.Add(-1) == 0 {
		select {
		case b.pool <- b:
		default:
		}
	}
}

// blockPool keeps blocks that nobody holds.
type blockPool chan *block

const pooledBlocks = 16

func newBlockPool() blockPool { return make(blockPool, pooledBlocks) }

// take gives a block with room for so many bytes, held by the caller.
func (p blockPool) take(size int) *block {
	var b *block
	select {
	case b = <-p:
	default:
		b = &block{pool: p}
	}
	if cap(b.bytes) < size {
		b.bytes = make([]byte, 0, size+size/8) // some more for what is left of a record next time
	}
	b.hold()
	return b
}
