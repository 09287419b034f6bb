package grid

import (
	"encoding/binary"
	"slices"
)

// blockRows is how many rows are packed together.
const blockRows = 256

// packedRows holds the content numbers of some rows column by column, each in as few bytes as its column needs:
// most columns of a log hold few contents or the same all the way, and those of keys rise slowly.
type packedRows struct {
	rows    int
	columns []packedColumn // by column
	bytes   []byte
}

// packedColumn is one column of packed rows: numbers from lowest on.
type packedColumn struct {
	at     uint32 // where its bytes begin
	lowest int32
	size   uint8 // bytes of a number: 0 (all are the lowest), 1, 2 or 4
}

// packRows packs the numbers of rows that stand column by column, stride numbers apart.
func packRows(ids []int32, rows, width, stride int) packedRows {
	p := packedRows{rows: rows, columns: make([]packedColumn, width)}
	need := 0
	for col := range p.columns {
		part := ids[col*stride:][:rows]
		lowest := slices.Min(part)
		p.columns[col] = packedColumn{uint32(need), lowest, sizeFor(slices.Max(part) - lowest)}
		need += rows * int(p.columns[col].size)
	}
	p.bytes = make([]byte, need)
	for col, c := range p.columns {
		part, to := ids[col*stride:][:rows], p.bytes[c.at:]
		switch c.size {
		case 1:
			for i, id := range part {
				to[i] = byte(id - c.lowest)
			}
		case 2:
			for i, id := range part {
				binary.LittleEndian.PutUint16(to[2*i:], uint16(id-c.lowest))
			}
		case 4:
			for i, id := range part {
				binary.LittleEndian.PutUint32(to[4*i:], uint32(id-c.lowest))
			}
		}
	}
	return p
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
func (p *packedRows) unpack(into []int32) []int32 {
	width := len(p.columns)
	into = slices.Grow(into[:0], p.rows*width)[:p.rows*width]
	for col, c := range p.columns {
		from, at := p.bytes[c.at:], col
		switch c.size {
		case 0:
			for ; at < len(into); at += width {
				into[at] = c.lowest
			}
		case 1:
			for _, low := range from[:p.rows] {
				into[at] = c.lowest + int32(low)
				at += width
			}
		case 2:
			for i := range p.rows {
				into[at] = c.lowest + int32(binary.LittleEndian.Uint16(from[2*i:]))
				at += width
			}
		case 4:
			for i := range p.rows {
				into[at] = c.lowest + int32(binary.LittleEndian.Uint32(from[4*i:]))
				at += width
			}
		}
	}
	return into
}

func (p *packedRows) cell(row, col int) int32 {
	c := p.columns[col]
	switch from := p.bytes[c.at:]; c.size {
	case 1:
		return c.lowest + int32(from[row])
	case 2:
		return c.lowest + int32(binary.LittleEndian.Uint16(from[2*row:]))
	case 4:
		return c.lowest + int32(binary.LittleEndian.Uint32(from[4*row:]))
	}
	return c.lowest
}

// set changes a number. Its column then takes four bytes a number, so that it takes any.
func (p *packedRows) set(row, col int, id int32) {
	if c := p.columns[col]; c.size != 4 || c.lowest != 0 {
		at := len(p.bytes)
		p.bytes = append(p.bytes, make([]byte, 4*p.rows)...)
		for i := range p.rows {
			binary.LittleEndian.PutUint32(p.bytes[at+4*i:], uint32(p.cell(i, col)))
		}
		p.columns[col] = packedColumn{at: uint32(at), size: 4}
	}
	binary.LittleEndian.PutUint32(p.bytes[int(p.columns[col].at)+4*row:], uint32(id))
}
