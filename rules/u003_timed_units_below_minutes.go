package rules

import (
	"fmt"

	"otaudit/audit"
)

// u003 is the other side of U001: fewer timed units than the pooled minutes support.
func u003(*kit) *audit.Rule {
	return &audit.Rule{
		ID: "U003", Name: "timed-units-below-minutes", Severity: audit.Warning, MaxSafety: audit.Review,
		Purpose: "Checks that the timed units of a day are not below what the day's pooled minutes support.",
		Cites:   []audit.Cite{manual(claimsManual, "ch.5 §20.2")},
		Payers:  audit.PooledUnits, Scope: audit.ScopeDay, Concerns: isPooled,
		Judge: func(p *audit.Pass, g *audit.Group) {
			d := timedDayOf(g)
			if d.missing != "" {
				notEvaluated(p, g.Lines, d.missing)
				return
			}
			d.setSupported(p, g.Lines)
			if d.billed >= d.supported {
				return
			}
			r := d.report("raise the units to what the minutes support, if the services were all to be billed", audit.Review,
				fmt.Sprintf("%s billed; %s: potential under-billing of %s",
					count(d.billed, "timed unit"), d.record(), count(d.supported-d.billed, "unit")))
			r.Action = onceConfirmed(d.lines, audit.UnitRuleCMS8,
				"Treating therapist: were all timed services of the day meant to be billed? Biller: raise the units only if the visit note supports it.")
			p.Report(r)
		},
	}
}
