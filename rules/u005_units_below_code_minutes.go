package rules

import (
	"fmt"

	"otaudit/audit"
	"otaudit/rules/units"
)

// u005 is the other side of U004: fewer units of a code than its own minutes support.
func u005(*kit) *audit.Rule {
	return &audit.Rule{
		ID: "U005", Name: "units-below-code-minutes", Severity: audit.Warning, MaxSafety: audit.Review,
		Purpose: "Checks that the units of each timed code are not below what its own minutes support.",
		Cites:   []audit.Cite{manual(convention, "CPT time rule: a unit is earned beyond its midpoint")},
		Payers:  audit.MidpointUnits, Scope: audit.ScopeDay, Concerns: standsAlone,
		Judge: func(p *audit.Pass, g *audit.Group) {
			d := perCodeDayOf(g)
			d.begin(p, g.Lines)
			d.each(func(e units.Entry, billed, supported int) {
				if billed >= supported {
					return
				}
				r := d.report(e, billed, supported,
					"raise the units to what the code's minutes support, if the service was all to be billed", audit.Review)
				r.Message = fmt.Sprintf("%s of %s billed; the %s on record for it support %d: potential under-billing of %s",
					count(billed, "unit"), e.Name, count(e.Minutes, "minute"), supported, count(supported-billed, "unit"))
				r.Action = onceConfirmed(d.lines, audit.UnitRuleMidpoint, "Treating therapist: was the whole time of the code meant to be billed? Biller: raise the units only if the visit note supports it.")
				p.Report(r)
			})
		},
	}
}
