package rules

import (
	"slices"

	"otaudit/audit"
)

// holdLowering leaves a correction of units for review that does more than take off what is billed above the supported
// units: one that moves units to other codes, and one that takes the base of an add-on code away.
func (k *kit) holdLowering(g *audit.Group, fix *audit.Fix, takesOffOnly bool) {
	switch {
	case !takesOffOnly:
		fix.Title += ", and move the others to the codes that the minutes give them to"
	case !k.strandsAddOn(g, fix.Edits):
		return
	}
	fix.Safety = min(fix.Safety, audit.Review)
}

// strandsAddOn says whether the edits empty a line of a base code and no other line of the day is left to carry the add-on
// code that stays billed, be it another payer's (U009). A line that is still to be raised does not carry it.
func (k *kit) strandsAddOn(g *audit.Group, edits []audit.Edit) bool {
	empties := func(l *audit.Line) bool {
		return slices.ContainsFunc(edits, func(e audit.Edit) bool { return e.Line == l.Index && e.New == "0" })
	}
	return slices.ContainsFunc(g.All, func(l *audit.Line) bool {
		row := k.codeRow(l)
		if row == nil || len(row.AddOnOf) == 0 || l.Units() <= 0 || empties(l) {
			return false
		}
		isBase := func(of *audit.Line) bool { return slices.Contains(row.AddOnOf, of.Text(audit.Code)) }
		return slices.ContainsFunc(g.All, func(of *audit.Line) bool { return isBase(of) && empties(of) }) &&
			!slices.ContainsFunc(g.All, func(of *audit.Line) bool {
				return isBase(of) && (of.Units() > 0 && supportedOn(g, of) > 0 || !of.Has(audit.UnitsBilled))
			})
	})
}
