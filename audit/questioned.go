package audit

// Questioned is a line of which findings question the whole amount: it stands twice in the log, say, or its code was not
// in force.
type Questioned struct {
	Cell Ref `json:"cell"` // the line: sheet and row
	// Amount is what the totals do not hold of it already: the amount of the line less that of units above the record.
	Amount Cents `json:"amount_cents"`
	Priced bool  `json:"priced"` // Amount is known
	Units  Units `json:"units"`  // billed
	Held   Held  `json:"held"`
}

// Held is what the totals hold of a line.
type Held struct {
	In         string `json:"in"`    // the part that holds it: assumed, estimated, logged, no price; empty if they hold nothing
	Units      Units  `json:"units"` // the difference, without sign
	OverCents  Cents  `json:"over_cents"`
	UnderCents Cents  `json:"under_cents"`
}

// The parts of a total, each difference in the first that fits it.
const (
	HeldUnpriced  = "no price"
	HeldAssumed   = "assumed"
	HeldEstimated = "estimated"
	HeldLogged    = "logged"
)

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
// their place in the list. A line without a dollar is not on it.
func questioned(findings []Finding, lineOf func(int32) *Line, fees FeeBook) []Questioned {
	var list []Questioned
	facts, places := &factory{pass: &Pass{fees: fees}}, map[int32]int32{}
	for i := range findings {
		f := &findings[i]
		var named []int32
		for _, line := range f.Questions {
			at, seen := places[line]
			if !seen {
				at = -1
				if q := facts.question(lineOf(line)); q.Amount > 0 || q.Held.In != "" || !q.Priced {
					at = int32(len(list))
					list = append(list, q)
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

// question divides the amount of a line into what the totals hold and the rest.
func (f *factory) question(l *Line) Questioned {
	f.ofUnits(l)
	amount, basis := f.pass.Amount(l)
	held := Held{In: f.part()}
	if held.In != "" {
		held.Units, held.OverCents, held.UnderCents = max(f.difference, -f.difference), max(0, -f.change), max(0, f.change)
	}
	return Questioned{Cell: Ref{Sheet: l.Layout.Sheet, Row: l.Row}, Amount: amount - held.OverCents, Priced: basis != "", Units: f.billed, Held: held}
}
