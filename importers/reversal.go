package importers

import (
	"otaudit/audit"
)

// settleReversals sets negative lines aside: with the one earlier line they take back, or alone if there is not exactly
// one (IMP-185).
func (ln *liner) settleReversals() {
	if ln.rules.everyRow {
		return // settled when the log was converted
	}
	own := ln.ownSessions()
	var negative []*audit.Session
	for _, s := range own {
		if isReversal(s) {
			negative = append(negative, s)
		}
	}
	if len(negative) == 0 {
		return
	}
	rows := ln.rowIndex()
	gone := map[*audit.Session]string{}
	for _, s := range negative {
		var partners []*audit.Session
		for _, other := range own {
			if other.Row < s.Row && gone[other] == "" && takesBack(s, other) {
				partners = append(partners, other)
			}
		}
		if len(partners) == 1 {
			gone[s], gone[partners[0]] = "reversal", "reversal"
		} else {
			gone[s] = "reversal-unmatched"
		}
	}
	kept := own[:0:0]
	for _, s := range own {
		reason := gone[s]
		if reason == "" {
			kept = append(kept, s)
			continue
		}
		ln.account.lines--
		ln.account.used--
		ln.account.units.used -= int64(s.Units())
		ln.account.charges.used -= int64(s.Money(audit.Charge))
		ln.setAside(rows[s.Row], verdict{reason: reason, offender: ln.columnOf(audit.UnitsBilled)})
	}
	ln.book.Sessions = append(ln.book.Sessions[:ln.start], kept...)
}

func isReversal(s *audit.Session) bool {
	return !s.Listed && s.Slot == 0 && len(s.Layout.Slots) == 1 && (s.Units() < 0 || s.Money(audit.Charge) < 0)
}

// takesBack says whether one line is the other with the signs turned.
func takesBack(s, other *audit.Session) bool {
	for _, f := range []audit.Field{audit.PatientID, audit.PatientName, audit.DateOfService, audit.Code, audit.Modifiers} {
		if s.State(f) != other.State(f) || s.Symbol(f) != other.Symbol(f) {
			return false
		}
	}
	return (s.Units() == -other.Units() || s.Units() == other.Units()) && s.Money(audit.Charge) == -other.Money(audit.Charge)
}

// rowIndex finds the row of the grid by its number in the sheet.
func (ln *liner) rowIndex() map[int32]int {
	index := make(map[int32]int, len(ln.grid.rows))
	for i := range ln.grid.rows {
		index[ln.grid.rows[i].number] = i
	}
	return index
}
