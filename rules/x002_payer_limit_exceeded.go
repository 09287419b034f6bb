package rules

import (
	"cmp"
	"fmt"

	"otaudit/audit"
)

// x002 finds days on which a patient got more than the payer's contract allows.
func x002(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "X002", Name: "payer-limit-exceeded", Severity: audit.Warning, MaxSafety: audit.Manual,
		Purpose: "Checks that the units and minutes of a day stay within the limits of the payer's contract.",
		Cites:   []audit.Cite{manual(convention, "the payer's contract, as the profile states it")},
		Denial:  k.denial("units_over_limit"),
		Scope:   audit.ScopePatient, Applies: unitLines,
		Concerns: func(l *audit.Line) bool { return l.Terms.Limits != nil },
		Judge: func(p *audit.Pass, g *audit.Group) {
			oneDay := func(a, b *audit.Line) bool { return onOneDate(a, b) && samePayer(a, b) }
			parts(g.Lines, everyLine, oneDay, func(day []*audit.Line) {
				limits := day[0].Terms.Limits
				missing := holdToLimit(p, day, limits.Combined, "all disciplines together")
				parts(day, everyLine, sameDiscipline, func(lines []*audit.Line) {
					cause := holdToLimit(p, lines, limits.By[lines[0].Discipline], lines[0].Discipline.String()+" alone")
					missing = cmp.Or(missing, cause)
				})
				if missing != "" {
					notEvaluated(p, day, missing)
				}
			})
		},
	}
}

// holdToLimit compares lines of one day with one limit. It gives what is missing to do so.
func holdToLimit(p *audit.Pass, lines []*audit.Line, limit audit.DayLimit, of string) (missing string) {
	sum := billed(lines)
	minutes := 0
	for _, l := range lines {
		if minutes += l.Int(audit.Minutes); !l.Has(audit.Minutes) {
			missing = audit.Missing(l, audit.Minutes)
		}
	}
	r := audit.Report{
		Line: lines[0], Field: audit.UnitsBilled, Also: alsoLines(lines),
		Fix:    fixOf("settle with the payer what it pays of the day", audit.Manual, nil),
		Action: "Biller: compare the day with the contract; what is above the limit will likely not be paid. Supervisor: plan visits within the limit, or ask the payer for an exception.",
	}
	switch {
	case limit.Units > 0 && sum > audit.WholeUnits(limit.Units):
		r.Billed, r.Supported = audit.Quantity{Units: sum, Known: true}, audit.Some(limit.Units)
		r.Message = fmt.Sprintf("%s billed on the day, %s; the payer's contract allows %d", unitsText(sum), of, limit.Units)
	case limit.Minutes > 0 && minutes > limit.Minutes:
		r.Field = audit.Minutes
		r.Message = fmt.Sprintf("%s on the day, %s; the payer's contract allows %d", count(minutes, "minute"), of, limit.Minutes)
	case limit.Minutes > 0:
		return missing
	default:
		return ""
	}
	p.Report(r)
	return ""
}
