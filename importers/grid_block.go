package importers

import (
	"encoding/binary"
	"slices"
)

// blockRows is how many rows are packed together.
const blockRows = 256

// block holds the content numbers of some rows column by column, each in as few bytes as the numbers of its column need:
// most columns of a log hold few contents or the same all the way, and those of keys rise slowly.
type block struct {
	rows  int
	parts []blockPart // by column
	bytes []byte
}

// blockPart is one column of a block: numbers from lowest on.
type blockPart struct {
	at     uint32 // where its bytes begin
	lowest int32
	size   uint8 // bytes of a number: 0 (all are the lowest), 1, 2 or 4
}

// packBlock packs the numbers of rows that stand column by column, stride numbers apart.
func packBlock(ids []int32, rows, width, stride int) block {
	b := block{rows: rows, parts: make([]blockPart, width)}
	need := 0
	for col := range b.parts {
		part := ids[col*stride:][:rows]
		lowest := slices.Min(part)
		b.parts[col] = blockPart{uint32(need), lowest, sizeFor(slices.Max(part) - lowest)}
		need += rows * int(b.parts[col].size)
	}
	b.bytes = make([]byte, need)
	for col, p := range b.parts {
		part, to := ids[col*stride:][:rows], b.bytes[p.at:]
		switch p.size {
		case 1:
			for i, id := range part {
				to[i] = byte(id - p.lowest)
			}
		case 2:
			for i, id := range part {
				binary.LittleEndian.PutUint16(to[2*i:], uint16(id-p.lowest))
			}
		case 4:
			for i, id := range part {
				binary.LittleEndian.PutUint32(to[4*i:], uint32(id-p.lowest))
			}
		}
	}
	return b
}

// sizeFor gives the bytes that hold numbers from 0 to the largest.
func sizeFor(largest int32) uint8 {
	switch {
	case largest == 0:
		return 0
	case largest < 1<<8:
		return 1
	case largest < 1<<16:
		return 2
	}
	return 4
}

// unpack gives the numbers row by row, in the slice given if it is long enough.
func (b *block) unpack(into []int32) []int32 {
	width := len(b.parts)
	into = slices.Grow(into[:0], b.rows*width)[:b.rows*width]
	for col, p := range b.parts {
		from, at := b.bytes[p.at:], col
		switch p.size {
		case 0:
			for ; at < len(into); at += width {
				into[at] = p.lowest
			}
		case 1:
			for _, low := range from[:b.rows] {
				into[at] = p.lowest + int32(low)
				at += width
			}
		case 2:
			for i := range b.rows {
				into[at] = p.lowest + int32(binary.LittleEndian.Uint16(from[2*i:]))
				at += width
			}
		case 4:
			for i := range b.rows {
				into[at] = p.lowest + int32(binary.LittleEndian.Uint32(from[4*i:]))
				at += width
			}
		}
	}
	return into
}

func (b *block) cell(row, col int) int32 {
	p := b.parts[col]
	switch from := b.bytes[p.at:]; p.size {
	case 1:
		return p.lowest + int32(from[row])
	case 2:
		return p.lowest + int32(binary.LittleEndian.Uint16(from[2*row:]))
	case 4:
		return p.lowest + int32(binary.LittleEndian.Uint32(from[4*row:]))
	}
	return p.lowest
}

// set changes a number. Its column then takes four bytes a number, so that it takes any.
func (b *block) set(row, col int, id int32) {
	if p := b.parts[col]; p.size != 4 || p.lowest != 0 {
		at := len(b.bytes)
		b.bytes = append(b.bytes, make([]byte, 4*b.rows)...)
		for i := range b.rows {
			binary.LittleEndian.PutUint32(b.bytes[at+4*i:], uint32(b.cell(i, col)))
		}
		b.parts[col] = blockPart{at: uint32(at), size: 4}
	}
	binary.LittleEndian.PutUint32(b.bytes[int(b.parts[col].at)+4*row:], uint32(id))
}
