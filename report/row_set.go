package report

import (
	mathbits "math/bits"

	"otaudit/audit"
)

// rowSet is a set of rows of sheets. A finding about a month names thousands of rows, which mostly follow each other, so
// that 64 rows share an entry, and the entry at hand is kept apart until a row of another one comes.
type rowSet struct {
	sheets  map[string]uint64 // numbers of the sheets, from 1 on
	sheet   string            // the one asked for last
	number  uint64
	entries map[uint64]uint64
	key     uint64 // of the entry at hand; 0 for none
	rows    uint64 // that are to be added to it
}

func newRowSet() *rowSet { return &rowSet{sheets: map[string]uint64{}, entries: map[uint64]uint64{}} }

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
	if key := s.number<<32 | uint64(row>>6); key != s.key {
		s.keep()
		s.key = key
	}
	s.rows |= 1 << (row & 63)
}

// keep puts the entry at hand to the others.
func (s *rowSet) keep() {
	if s.rows != 0 {
		s.entries[s.key] |= s.rows
	}
	s.rows = 0
}

// len counts the rows.
func (s *rowSet) len() int {
	s.keep()
	n := 0
	for _, entry := range s.entries {
		n += mathbits.OnesCount64(entry)
	}
	return n
}
