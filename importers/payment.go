package importers

import (
	"hash/maphash"
	"slices"

	"otaudit/audit"
	"otaudit/importers/grid"
	"otaudit/importers/header"
	"otaudit/importers/value"
)

// paymentRepeats finds rows that repeat a line for a further payment or adjustment of it (IMP-186): the same claim or
// visit, and all columns equal but those of payment.
type paymentRepeats struct {
	lines, payments []int            // columns
	seen            map[uint64][]int // rows by the numbers of their line columns
}

// paysByRow says whether a table has columns of payment beside a key of the claim or visit, so that its rows may repeat.
func (t *table) paysByRow() bool {
	payment := slices.ContainsFunc(t.matches, func(m header.HeaderMatch) bool { return m.Kind == value.KindPayment })
	return payment && (t.binds(audit.ClaimID) || t.binds(audit.VisitID))
}

// newPaymentRepeats is nil for tables whose rows cannot be told to repeat.
func newPaymentRepeats(t *table, g *grid.Grid) *paymentRepeats {
	if !t.paysByRow() {
		return nil
	}
	p := &paymentRepeats{seen: map[uint64][]int{}}
	for col, m := range t.matches {
		switch {
		case g.Columns[col] == nil:
		case m.Kind == value.KindPayment:
			p.payments = append(p.payments, col)
		default:
			p.lines = append(p.lines, col)
		}
	}
	return p
}

// repeats says whether an earlier row is the same line with another payment. Rows equal in every column are duplicates,
// which a rule judges (IMP-187); the row is then remembered no further.
func (p *paymentRepeats) repeats(ln *lineBuilder, row int) bool {
	if p == nil {
		return false
	}
	cells := ln.grid.Cells(row)
	if claim, ok := ln.first(audit.ClaimID, cells); !ok || claim.Reading != value.OK {
		if visit, ok := ln.first(audit.VisitID, cells); !ok || visit.Reading != value.OK {
			return false
		}
	}
	var h maphash.Hash
	h.SetSeed(printSeed)
	for _, col := range p.lines {
		maphash.WriteComparable(&h, cells[col])
	}
	key := h.Sum64()
	for _, earlier := range p.seen[key] {
		same := func(col int) bool { return ln.grid.Cell(earlier, col) == cells[col] }
		if !slices.ContainsFunc(p.lines, func(col int) bool { return !same(col) }) {
			return slices.ContainsFunc(p.payments, func(col int) bool { return !same(col) })
		}
	}
	p.seen[key] = append(p.seen[key], row)
	return false
}
