package rules

import (
	"fmt"

	"otaudit/audit"
)

// u001 is the Medicare 8-minute rule: the day's timed units above what its pooled minutes support.
func u001(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "U001", Name: "timed-units-exceed-minutes", Severity: audit.Error, MaxSafety: audit.Safe,
		Purpose: "Checks that the timed units of a day are not above what the day's pooled minutes support.",
		Cites:   []audit.Cite{manual(claimsManual, "ch.5 §20.2")},
		Denial:  k.denial("units_not_supported"),
		Payers:  audit.PooledUnits, Scope: audit.ScopeDay, JudgesUnits: true, Concerns: isPooled,
		Judge: func(p *audit.Pass, g *audit.Group) {
			d := timedDayOf(g)
			if d.missing != "" {
				notEvaluated(p, g.Lines, d.missing)
				return
			}
			d.setSupported(p, g.Lines)
			if d.billed <= d.supported {
				return
			}
			above := d.billed - d.supported
			r := d.report("lower the units to what the minutes support", audit.Safe,
				fmt.Sprintf("%s billed; %s: potential difference of %s", count(d.billed, "timed unit"), d.record(), count(above, "unit")))
			r.Action = onceConfirmed(d.lines, audit.UnitRuleCMS8,
				"Treating therapist: confirm the minutes of the visit note. Biller: lower the units to what they support, and correct the claim if it was sent.")
			switch {
			case d.totalOnly:
			case !d.carriesTarget():
				r.Fix.Safety = min(r.Fix.Safety, audit.Review)
			default:
				k.holdLowering(g, &r.Fix, d.takesOffOnly(everyCode, above))
			}
			p.Report(r)
		},
	}
}
