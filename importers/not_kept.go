package importers

import "maps"

// takeNotKept makes lines of a row whose visit was not kept, apart from the lines of the log (IMP-184): a rule asks whether such
// a visit was billed. The row stays an excluded one, so that nothing it holds is counted or said to be unreadable.
func (ln *lineBuilder) takeNotKept(row int) {
	account, excluded, notices := *ln.account, len(ln.book.Excluded), len(ln.book.Notices)
	bad, unstored := maps.Clone(ln.bad), maps.Clone(ln.unstored)
	lines, _, _ := ln.rowLines(row)
	*ln.account, ln.bad, ln.unstored = account, bad, unstored
	ln.book.Excluded, ln.book.Notices = ln.book.Excluded[:excluded], ln.book.Notices[:notices]
	ln.book.NotKept = append(ln.book.NotKept, lines...)
}
