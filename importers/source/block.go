package source

import "sync/atomic"

// Block is a part of a file as it was read. Several may hold it at a time: the reader, and those who number its cells. When
// none does it is read into again.
type Block struct {
	Bytes   []byte
	holders atomic.Int32
	pool    blockPool
}

// Span is the place of a cell's text in a block.
type Span struct{ From, To int }

func (s Span) In(bytes []byte) []byte { return bytes[s.From:s.To] }

func (s Span) Empty() bool { return s.From == s.To }

func (b *Block) Hold() { b.holders.Add(1) }

func (b *Block) Release() {
	if b.holders.Add(-1) == 0 {
		select {
		case b.pool <- b:
		default:
		}
	}
}

// blockPool keeps blocks that nobody holds.
type blockPool chan *Block

const pooledBlocks = 16

func newBlockPool() blockPool { return make(blockPool, pooledBlocks) }

// take gives a block with room for so many bytes, held by the caller.
func (p blockPool) take(size int) *Block {
	var b *Block
	select {
	case b = <-p:
	default:
		b = &Block{pool: p}
	}
	if cap(b.Bytes) < size {
		b.Bytes = make([]byte, 0, size+size/8) // some more for what is left of a record next time
	}
	b.Hold()
	return b
}
