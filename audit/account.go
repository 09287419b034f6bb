package audit

import "fmt"

// CloseAccount sums up the sheets and says which sums do not close. It is called once the sheets are in the result
// and the corrected sheets are written, since only then it is known which corrections were applied.
func (r *Result) CloseAccount() {
	a := &r.Account
	for i := range r.Sheets {
		s := &r.Sheets[i]
		a.RowsRead += s.RowsRead
		a.RowsUsed += s.RowsUsed
		nonData, excluded := SumOf(s.NonData), SumOf(s.Excluded)
		a.NonData += nonData
		a.Excluded += excluded
		if s.RowsRead != nonData+excluded+s.RowsUsed {
			a.open("%s: %s, but %d non-data + %d excluded + %d used", s.Name, Plural(s.RowsRead, "row read", "rows read"), nonData, excluded, s.RowsUsed)
		}
		if s.UnitsRead != s.UnitsUsed+s.UnitsExcluded {
			a.open("%s: %s units read, but %s in lines + %s excluded", s.Name, s.UnitsRead, s.UnitsUsed, s.UnitsExcluded)
		}
		if s.ChargeRead != s.ChargeUsed+s.ChargeExcluded {
			a.open("%s: %s charged, but %s in lines + %s excluded", s.Name, s.ChargeRead, s.ChargeUsed, s.ChargeExcluded)
		}
	}
	lines := 0
	for i := range r.Sheets {
		lines += r.Sheets[i].Lines
	}
	if lines != a.Lines {
		a.open("%s imported, but %d audited", Plural(lines, "line", "lines"), a.Lines)
	}
	for i := range r.Rules {
		rule := &r.Rules[i]
		if rule.Evaluated < 0 || rule.Applicable != rule.Evaluated+SumOf(rule.NotEvaluated) {
			a.open("%s: %s applicable, but %d evaluated and %d not", rule.ID, Plural(rule.Applicable, "line", "lines"), rule.Evaluated, SumOf(rule.NotEvaluated))
		}
	}
	r.countCorrections()
}

func (a *Account) open(format string, args ...any) {
	a.Open = append(a.Open, fmt.Sprintf(format, args...))
}

// SumOf adds counts up.
func SumOf(counts []Count) int {
	sum := 0
	for _, c := range counts {
		sum += c.N
	}
	return sum
}

// countCorrections counts the fixes by what became of them and sums the units and charges that applied edits moved, each cell
// once.
func (r *Result) countCorrections() {
	type cellSlot struct {
		cell  Ref
		slot  uint8
		field Field
	}
	moved := map[cellSlot]bool{}
	for i := range r.Findings {
		f := &r.Findings[i]
		switch {
		case f.Fix.Applied:
			r.Corrections.Applied++
		case f.Fix.Held != "":
			r.Corrections.Held++
		case f.Fix.Safety == Review:
			r.Corrections.Review++
		case f.Fix.Safety == Manual:
			r.Corrections.Manual++
		}
		for _, e := range f.Fix.Edits {
			at := cellSlot{e.Cell, e.Slot, e.Field}
			if !e.Applied || moved[at] {
				continue
			}
			moved[at] = true
			switch e.Field {
			case UnitsBilled:
				before, _ := parseDecimal(e.Old, 3)
				after, _ := parseDecimal(e.New, 3)
				r.Account.UnitsCorrected += Units(after - before)
			case Charge:
				before, _ := ParseCents(e.Old)
				after, _ := ParseCents(e.New)
				r.Account.ChargeCorrected += after - before
			}
		}
	}
	r.Account.UnitsAfter = r.Account.UnitsBilled + r.Account.UnitsCorrected
	r.Account.ChargeAfter = r.Account.ChargeBilled + r.Account.ChargeCorrected
}
