package model

import (
	mathbits "math/bits"

	"otaudit/audit"
)

// rowSet is a set of rows of sheets. A finding about a month names thousands of rows, which mostly follow each other, so
// that 512 rows share a block, and the block of the row before is at hand.
type rowSet struct {
	sheets map[string]uint64 // numbers of the sheets, from 1 on
	sheet  string            // the one asked for last
	number uint64
	blocks map[uint64]*rowBlock
	key    uint64 // of the block at hand; 0 for none
	block  *rowBlock
}

// rowBlock has a bit for each of its rows.
type rowBlock [8]uint64

func newRowSet() *rowSet { return &rowSet{sheets: map[string]uint64{}, blocks: map[uint64]*rowBlock{}} }

// add puts the row of a cell into the set.
func (s *rowSet) add(cell audit.Ref) {
	if cell.Sheet != s.sheet || s.number == 0 {
		number, known := s.sheets[cell.Sheet]
		if !known {
			number = uint64(len(s.sheets)) + 1
			s.sheets[cell.Sheet] = number
		}
		s.sheet, s.number = cell.Sheet, number
	}
	row := uint32(cell.Row)
	if key := s.number<<32 | uint64(row>>9); key != s.key {
		s.key, s.block = key, s.blocks[key]
		if s.block == nil {
			s.block = new(rowBlock)
			s.blocks[key] = s.block
		}
	}
	s.block[row>>6&7] |= 1 << (row & 63)
}

// len counts the rows.
func (s *rowSet) len() int {
	n := 0
	for _, block := range s.blocks {
		for _, rows := range block {
			n += mathbits.OnesCount64(rows)
		}
	}
	return n
}
