package importers

import "otaudit/audit"

// reversalKey is what a line and the line that takes it back have in common.
type reversalKey struct{ patient, name, date, code, modifiers int32 }

func reversalKeyOf(s *audit.Session) reversalKey {
	return reversalKey{s.Symbol(audit.PatientID), s.Symbol(audit.PatientName), int32(s.Date(audit.DateOfService)),
		s.Symbol(audit.Code), s.Symbol(audit.Modifiers)}
}

// matchReversals excludes negative lines: with the one earlier line they take back, or alone if there is not exactly
// one (IMP-185).
func (ln *lineBuilder) matchReversals() {
	if ln.rules.everyRow || !ln.negative {
		return // settled when the log was converted, or nothing to settle
	}
	own := ln.ownSessions()
	earlier := map[reversalKey][]*audit.Session{}
	found := false
	for _, s := range own {
		if isReversal(s) {
			earlier[reversalKeyOf(s)] = nil
			found = true
		}
	}
	if !found {
		return
	}
	gone := map[*audit.Session]string{}
	for _, s := range own {
		key := reversalKeyOf(s)
		lines, wanted := earlier[key]
		switch {
		case !wanted:
		case !isReversal(s):
			earlier[key] = append(lines, s)
		default:
			var partner *audit.Session
			partners := 0
			for _, other := range lines {
				if gone[other] == "" && other.Row < s.Row && takesBack(s, other) {
					partner = other
					partners++
				}
			}
			gone[s] = "reversal-unmatched"
			if partners == 1 {
				gone[s], gone[partner] = "reversal", "reversal"
			}
		}
	}
	ln.withdraw(gone)
}

// withdraw excludes rows whose lines were made already.
func (ln *lineBuilder) withdraw(gone map[*audit.Session]string) {
	own, rows := ln.ownSessions(), ln.rowIndex()
	kept := own[:0]
	for _, s := range own {
		reason := gone[s]
		if reason == "" {
			kept = append(kept, s)
			continue
		}
		ln.account.lines--
		ln.account.used--
		ln.countLine(s, ln.grid.Cells(rows[s.Row]), -1)
		ln.exclude(rows[s.Row], verdict{reason: reason, offender: ln.columnOf(audit.UnitsBilled)})
	}
	clear(own[len(kept):])
	ln.book.Sessions = ln.book.Sessions[:ln.start+len(kept)]
}

// isReversal says whether the one line of a row has negative units or a negative charge.
func isReversal(s *audit.Session) bool {
	return ownRow(s) && (s.Units() < 0 || s.Money(audit.Charge) < 0)
}

// ownRow says whether a line is all that its row holds.
func ownRow(s *audit.Session) bool {
	return !s.Listed() && s.Slot == 0 && len(s.Layout.Slots) == 1
}

// takesBack says whether one line is the other with the signs turned; what both have in common is settled.
func takesBack(s, other *audit.Session) bool {
	for _, f := range []audit.Field{audit.PatientID, audit.PatientName, audit.DateOfService, audit.Code, audit.Modifiers} {
		if s.State(f) != other.State(f) {
			return false
		}
	}
	return ownRow(other) && (s.Units() == -other.Units() || s.Units() == other.Units()) && s.Money(audit.Charge) == -other.Money(audit.Charge)
}

// rowIndex finds the row of the grid by its number in the sheet.
func (ln *lineBuilder) rowIndex() map[int32]int {
	index := make(map[int32]int, ln.grid.Rows.Len())
	for i := range ln.grid.Rows.Len() {
		index[ln.grid.Rows.At(i).Number] = i
	}
	return index
}
