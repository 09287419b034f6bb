package rules

import (
	"fmt"
	"slices"
	"strings"

	"otaudit/audit"
	"otaudit/rules/units"
)

// u002 looks at a day whose total is right and whose units stand on the wrong codes.
func u002(*kit) *audit.Rule {
	return &audit.Rule{
		ID: "U002", Name: "timed-units-misallocated", Severity: audit.Error, MaxSafety: audit.Review,
		Purpose: "Checks that timed units whose total is right stand on the codes that the minutes give them to.",
		Cites:   []audit.Cite{manual(claimsManual, "ch.5 §20.2")},
		Payers:  audit.PooledUnits, Scope: audit.ScopeDay, Concerns: isPooled,
		Judge: func(p *audit.Pass, g *audit.Group) {
			d := timedDayOf(g)
			switch {
			case d.fits:
				return
			case d.missing != "":
				notEvaluated(p, g.Lines, d.missing)
				return
			case d.totals != nil:
				notEvaluated(p, g.Lines, "minutes: the lines do not add up to what the visit states")
				return
			case d.totalOnly:
				notEvaluated(p, g.Lines, "minutes: only the total of the visit")
				return
			case d.billed != d.supported || d.pool.Valid(units.Billed(d.codes)):
				return
			case slices.Equal(d.target, units.Billed(d.codes)):
				p.Report(d.withoutLine())
				return
			}
			r := d.report("move the units to the codes that the minutes give them to", audit.Review,
				fmt.Sprintf("billed as %s; the minutes on record give %s, with the same total of %s",
					onCodes(d.codes, units.Billed(d.codes)), onCodes(d.codes, d.target), count(d.supported, "unit")))
			r.Action = "Treating therapist: confirm the minutes of each code in the visit note. Biller: move the units to the codes with the most minutes, and correct the claim if it was sent."
			p.Report(r)
		},
	}
}

// withoutLine reports a day on which only units stand wrong that belong to 97130, which has no line to take them. Where they
// stand on 97129, U010 has the error.
func (d *timedDay) withoutLine() audit.Report {
	billed, unlisted := units.Billed(d.codes), count(d.pool.Unlisted, "unit")
	r := d.report(fmt.Sprintf("bill %s as 97130, on a line of its own", unlisted), audit.Manual,
		fmt.Sprintf("billed as %s; the minutes on record give %s, and %s to 97130, which has no line on the day",
			onCodes(d.codes, billed), onCodes(d.codes, d.pool.Nearest(billed)), unlisted))
	r.Action = "Treating therapist: was cognitive training longer than its first 15 minutes? Biller: bill what the visit note shows beyond them as 97130, on a line of its own."
	if d.elsewhere == 0 {
		r.Severity = audit.Warning
	}
	return r
}

// onCodes is "3 × 97110 + 0 × 97112".
func onCodes(codes []units.Code, of []int) string {
	parts := make([]string, len(codes))
	for i, c := range codes {
		parts[i] = fmt.Sprintf("%d × %s", of[i], c.Code)
	}
	return strings.Join(parts, " + ")
}
