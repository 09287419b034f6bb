package rules

import (
	"fmt"

	"otaudit/audit"
	"otaudit/rules/refdata"
)

// n003 finds units above the medically unlikely value of a code.
func n003(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "N003", Name: "units-above-mue", Severity: audit.Error, MaxSafety: audit.Manual,
		Purpose: "Checks that the units of a code are not above its medically unlikely value.",
		Cites:   []audit.Cite{manual(ncciManual, "ch.I §V")},
		Denial:  k.denial("units_over_mue"),
		Payers:  audit.UnitLimits, Scope: audit.ScopeDay, Needs: audit.Fields(audit.Code, audit.UnitsBilled),
		Judge: func(p *audit.Pass, g *audit.Group) {
			limitOf := func(l *audit.Line) (*refdata.MUEInfo, bool) {
				return k.tables.MUE(l.Text(audit.Code), k.Setting, l.Date(audit.DateOfService))
			}
			most, above := mostUnits(g.Lines), false
			for _, l := range g.Lines {
				if limit, ok := limitOf(l); !ok {
					p.NotEvaluated(l, "unit limit: no table row for the date")
				} else if most > audit.WholeUnits(limit.Units) {
					above = true
				}
			}
			if !above { // not even all lines together: most days
				return
			}
			limited := func(l *audit.Line) bool { _, ok := limitOf(l); return ok }
			together := func(a, b *audit.Line) bool {
				limit, _ := limitOf(a)
				return limit.Adjudication != refdata.PerLine && a.Symbol(audit.Code) == b.Symbol(audit.Code) &&
					a.Symbol(audit.Payer) == b.Symbol(audit.Payer)
			}
			parts(g.Lines, limited, together, func(lines []*audit.Line) {
				if limit, _ := limitOf(lines[0]); billed(lines) > audit.WholeUnits(limit.Units) {
					p.Report(aboveMUE(lines, limit))
				}
			})
		},
	}
}

// mostUnits is more than any of the lines bill together: those below zero are left out.
func mostUnits(lines []*audit.Line) audit.Units {
	var sum audit.Units
	for _, l := range lines {
		sum += max(l.Units(), 0)
	}
	return sum
}

// billed adds up units as they are logged, fractions too.
func billed(lines []*audit.Line) audit.Units {
	var sum audit.Units
	for _, l := range lines {
		sum += l.Units()
	}
	return sum
}

func aboveMUE(lines []*audit.Line, limit *refdata.MUEInfo) audit.Report {
	r := audit.Report{
		Line: lines[0], Field: audit.UnitsBilled, Also: lines[1:], Severity: audit.Error, AtStake: true,
		Billed:    audit.Quantity{Units: billed(lines), Known: true},
		TableRows: []string{limit.Row}, Unverified: limit.Verified == refdata.Unverified,
		Fix: fixOf("compare the units with the record", audit.Manual, nil),
	}
	how := ""
	switch limit.Adjudication {
	case refdata.PerLine:
		how = "each line alone"
		r.Action = "Biller: compare the units of this line with the record."
	case refdata.DayAbsolute:
		how = "all lines of the day together, without exception"
		r.Action = "Biller: bill the units that the record shows and the payer accepts; no evidence lifts this limit."
	case refdata.DayOvercoming:
		how = "all lines of the day together; evidence of medical need can overcome it"
		r.Severity, r.AtStake = audit.Warning, false
		r.Action = "Treating therapist: does the record show the need for so many units? Hold it ready for the payer."
	}
	r.Message = fmt.Sprintf("%s units billed; the medically unlikely value of %s in this setting is %d", r.Billed, limit.Code, limit.Units)
	if limit.Units == 0 {
		r.Message = fmt.Sprintf("%s units billed; the medically unlikely value of %s is 0: the code is never payable in this setting", r.Billed, limit.Code)
	}
	r.Working = fmt.Sprintf("%s; %s, judged for %s", count(len(lines), "line"), limit.Setting, how)
	return r
}
