package grid

import (
	"encoding/binary"
	"iter"
	"slices"
	"sort"
)

// KeptRows are the rows that may turn out to be no line, as written. A log may hold millions of them: they stand packed, and hold
// hardly a pointer.
type KeptRows struct {
	blocks []keptBlock // in order of their rows
	n      int
}

// keptBlock holds kept rows behind each other: of each the number of its texts, and of each text its length and itself.
type keptBlock struct {
	rows   []int32 // their numbers, ascending
	starts []int   // of each in packed
	packed []byte
}

// Len counts the rows.
func (k *KeptRows) Len() int { return k.n }

// All goes through the numbers of the rows, in order.
func (k *KeptRows) All() iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := range k.blocks {
			for _, row := range k.blocks[i].rows {
				if !yield(int(row)) {
					return
				}
			}
		}
	}
}

// texts gives a row that was kept.
func (k *KeptRows) texts(row int) []string {
	block := &k.blocks[sort.Search(len(k.blocks), func(i int) bool { return int(k.blocks[i].rows[0]) > row })-1]
	at, _ := slices.BinarySearch(block.rows, int32(row))
	return block.texts(at)
}

// add adds a copy of a block whose rows count from the given one.
func (k *KeptRows) add(from int, b *keptBlock) {
	if len(b.rows) == 0 {
		return
	}
	own := keptBlock{slices.Clone(b.rows), slices.Clone(b.starts), slices.Clone(b.packed)}
	for i := range own.rows {
		own.rows[i] += int32(from)
	}
	k.blocks = append(k.blocks, own)
	k.n += len(own.rows)
}

func (b *keptBlock) add(row int, texts []string) {
	b.rows, b.starts = append(b.rows, int32(row)), append(b.starts, len(b.packed))
	b.packed = binary.AppendUvarint(b.packed, uint64(len(texts)))
	for _, text := range texts {
		b.packed = append(binary.AppendUvarint(b.packed, uint64(len(text))), text...)
	}
}

func (b *keptBlock) texts(at int) []string {
	rest := b.packed[b.starts[at]:]
	number := func() int {
		n, size := binary.Uvarint(rest)
		rest = rest[size:]
		return int(n)
	}
	texts := make([]string, number())
	for i := range texts {
		length := number()
		texts[i], rest = string(rest[:length]), rest[length:]
	}
	return texts
}

// empty forgets the rows and keeps the room.
func (b *keptBlock) empty() { b.rows, b.starts, b.packed = b.rows[:0], b.starts[:0], b.packed[:0] }
