package audit

// Questioned is a line of which findings question the whole amount: it stands twice in the log, say, or its code was not
// in force.
type Questioned struct {
	// Amount is what the totals do not hold of it already: the amount of the line less that of units above the record.
	Amount Cents `json:"amount_cents"`
	Priced bool  `json:"priced"` // Amount is known
}

// questionedBy gives the numbers of the lines of which a report questions the whole amount: the one it says so of, or those
// that its correction would bill no more. A correction that moves the units to another line questions none.
func questionedBy(r *Report) (lines []int32) {
	if r.AtStake {
		return []int32{r.Line.Index}
	}
	for i := range r.Fix.Edits {
		e := &r.Fix.Edits[i]
		if e.Field != UnitsBilled {
			continue
		}
		before, _ := parseDecimal(e.Old, 3)
		after, _ := parseDecimal(e.New, 3)
		switch {
		case after > before:
			return nil
		case after == 0:
			lines = append(lines, e.Line)
		}
	}
	return lines
}

// questioned lists the lines of which findings question the whole amount, each once, and has the findings name them by
// their place in the list. Lines of which the totals hold all, because the record supports no unit, are not on it.
func questioned(findings []Finding, lineOf func(int32) *Line, fees FeeBook) []Questioned {
	var list []Questioned
	pass, places := &Pass{fees: fees}, map[int32]int32{}
	for i := range findings {
		f := &findings[i]
		var named []int32
		for _, line := range f.Questions {
			at, seen := places[line]
			if !seen {
				at = -1
				if amount, priced := pass.beyondUnits(lineOf(line)); amount > 0 || !priced {
					at = int32(len(list))
					list = append(list, Questioned{amount, priced})
				}
				places[line] = at
			}
			if at >= 0 {
				named = append(named, at)
			}
		}
		f.Questions = named
	}
	return list
}

// beyondUnits gives the amount of a line without what the totals hold as potential over-billing of units.
func (p *Pass) beyondUnits(l *Line) (Cents, bool) {
	amount, basis := p.Amount(l)
	if supported, judged := l.Supported(); judged && l.Has(UnitsBilled) && supported < l.Units() {
		change, _, _ := p.change(l, supported)
		amount += change
	}
	return amount, basis != ""
}
