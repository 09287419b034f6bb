package audit

import "slices"

// followCharges lets the charges of lines follow the units that a safe correction lowers: a charge stays in proportion where its
// cents divide evenly by the billed units, and goes to 0.00 with the last unit. Where it does not divide, it is left for the
// reports to list. A line cannot go to 0 units and keep a charge: where the charge has no cell of its own, the correction is
// for review.
func (p *Pass) followCharges(f *Finding) {
	if f.Fix.Safety != Safe {
		return
	}
	var charges []Edit
	for i := range f.Fix.Edits {
		e := &f.Fix.Edits[i]
		if e.Field != UnitsBilled || f.Fix.SafetyOf(e) != Safe {
			continue
		}
		l := p.out.line(e.Line)
		after, err := parseDecimal(e.New, 3)
		if err != nil || l.Units() <= 0 || l.Money(Charge) <= 0 {
			continue
		}
		product := int64(l.Money(Charge)) * after
		switch own := l.hasOwnCell(Charge); {
		case own && product%int64(l.Units()) == 0:
			charge := SetEdit(l, Charge, Cents(product/int64(l.Units())).String())
			charge.Follows = true
			charges = append(charges, charge)
		case after == 0:
			f.Fix.Safety = Review
			return
		}
	}
	f.Fix.Edits = append(slices.Clip(f.Fix.Edits), charges...)
}

// hasOwnCell says whether one cell of the line's own row holds the field, and nothing else than the field of this line.
func (s *Session) hasOwnCell(f Field) bool {
	cols := s.Layout.Slots[s.Slot][f]
	if len(cols) != 1 || s.Listed() || s.Derive.Has(f) {
		return false
	}
	for slot := range s.Layout.Slots {
		if slot != int(s.Slot) && slices.Contains(s.Layout.Slots[slot][f], cols[0]) {
			return false
		}
	}
	return true
}
