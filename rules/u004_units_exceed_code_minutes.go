package rules

import (
	"fmt"

	"otaudit/audit"
	"otaudit/rules/units"
)

// u004 is the midpoint rule: a code's units above what its own minutes support.
func u004(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "U004", Name: "units-exceed-code-minutes", Severity: audit.Error, MaxSafety: audit.Safe,
		Purpose: "Checks that the units of each timed code are not above what its own minutes support.",
		Cites:   []audit.Cite{manual(convention, "CPT time rule: a unit is earned beyond its midpoint")},
		Denial:  k.denial("units_not_supported"),
		Payers:  audit.MidpointUnits, Scope: audit.ScopeDay, JudgesUnits: true, Concerns: standsAlone,
		Judge: func(p *audit.Pass, g *audit.Group) {
			d := perCodeDayOf(g)
			d.begin(p, g.Lines)
			d.each(func(e units.Entry, billed, supported int) {
				if billed <= supported {
					return
				}
				r := d.report(e, billed, supported, "lower the units to what the code's minutes support", audit.Safe)
				r.Message = fmt.Sprintf("%s of %s billed; the %s on record for it support %d: potential difference of %s",
					count(billed, "unit"), e.Name, count(e.Minutes, "minute"), supported, count(billed-supported, "unit"))
				r.Action = onceConfirmed(d.lines, audit.UnitRuleMidpoint, "Treating therapist: confirm the minutes of the code in the visit note. Biller: lower the units to what they support, and correct the claim if it was sent.")
				k.holdLowering(g, &r.Fix, d.takesOffOnly(isMember(e), billed-supported))
				p.Report(r)
			})
		},
	}
}
