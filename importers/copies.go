package importers

import (
	"encoding/binary"
	"hash/maphash"

	"otaudit/audit"
	"otaudit/importers/source"
)

// copiedSheets finds the worksheets of a file all of whose lines stand in another one too, with the name of that one: copies and
// backups, and months of which a master has all. Of equal sheets the visible one is no copy, else the first. Sheets that repeat
// others in part are none.
func (b *Book) copiedSheets(src *source.Source) map[*source.Sheet]string {
	if len(b.tables) < 2 {
		return nil
	}
	sheets := map[string]*source.Sheet{}
	for _, sheet := range src.Sheets {
		sheets[sheetLabel(src, sheet)] = sheet
	}
	prints := make([]map[uint64]int, len(b.tables))
	for i, t := range b.tables {
		prints[i] = linePrints(b.Sessions[t.first:t.next])
	}
	copies := map[*source.Sheet]string{}
	sheetOf := func(i int) *source.Sheet { return sheets[b.Sheets[b.tables[i].sheet].Name] }
	for i := range b.tables {
		for j := range b.tables {
			own, other := sheetOf(i), sheetOf(j)
			if i == j || prints[i] == nil || prints[j] == nil || copies[other] != "" || other.Hidden && !own.Hidden || !within(prints[i], prints[j]) {
				continue
			}
			if within(prints[j], prints[i]) && i < j && own.Hidden == other.Hidden {
				continue // equal, and the first
			}
			copies[own] = other.Name
			break
		}
	}
	return copies
}

// printSeed is one for the process; nothing depends on the order that it gives.
var printSeed = maphash.MakeSeed()

// linePrints counts the fingerprints of lines; nil if there are none, or some could not be told apart from others.
func linePrints(lines []*audit.Session) map[uint64]int {
	if len(lines) == 0 {
		return nil
	}
	counts := make(map[uint64]int, len(lines))
	var h maphash.Hash
	h.SetSeed(printSeed)
	for _, s := range lines {
		if !s.Has(audit.DateOfService) || !s.Has(audit.Code) {
			return nil
		}
		h.Reset()
		var buffer [5]byte
		for f := range audit.NumFields {
			if s.Has(f) {
				buffer[0] = byte(f)
				binary.LittleEndian.PutUint32(buffer[1:], uint32(s.Symbol(f)))
				h.Write(buffer[:])
			}
		}
		counts[h.Sum64()]++
	}
	return counts
}

// within reports whether all that is counted in one stands in the other as often.
func within(part, whole map[uint64]int) bool {
	if len(part) > len(whole) {
		return false
	}
	for print, n := range part {
		if whole[print] < n {
			return false
		}
	}
	return true
}
