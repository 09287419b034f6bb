package rules

import (
	"fmt"
	"slices"
	"strings"

	"otaudit/audit"
	"otaudit/rules/refdata"
)

// u009 finds add-on codes on a day without the code they add to.
func u009(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "U009", Name: "add-on-without-base", Severity: audit.Error, MaxSafety: audit.Manual,
		Purpose: "Checks that an add-on code stands beside the code it adds to.",
		Cites:   []audit.Cite{manual(ncciManual, "ch.I §R"), manual("CPT", "add-on codes")},
		Scope:   audit.ScopeDay, Needs: audit.Fields(audit.UnitsBilled),
		Concerns: func(l *audit.Line) bool {
			row := k.codeRow(l)
			return row != nil && len(row.AddOnOf) > 0
		},
		Judge: func(p *audit.Pass, g *audit.Group) {
			byCode(g.Lines, func(lines []*audit.Line) {
				row := k.codeRow(lines[0])
				at := slices.IndexFunc(lines, func(l *audit.Line) bool { return l.Units() > 0 })
				if at < 0 || hasBilledCode(g.All, row.AddOnOf) {
					return
				}
				if cause := unknownCode(g.All); cause != "" {
					notEvaluated(p, lines, cause)
					return
				}
				reportAddOn(p, lines, lines[at], row)
			})
		},
	}
}

// hasBilledCode says whether one of the codes is billed. A line whose units cannot be read still is the base.
func hasBilledCode(lines []*audit.Line, codes []string) bool {
	return slices.ContainsFunc(lines, func(l *audit.Line) bool {
		return slices.Contains(codes, l.Text(audit.Code)) && (l.Units() > 0 || !l.Has(audit.UnitsBilled))
	})
}

// unknownCode says whether a line of the day has a code that cannot be read and may be the one that is looked for.
func unknownCode(lines []*audit.Line) string {
	for _, l := range lines {
		if !l.Has(audit.Code) {
			return "code: " + l.State(audit.Code).String() + " on a line of the day"
		}
	}
	return ""
}

func reportAddOn(p *audit.Pass, lines []*audit.Line, at *audit.Line, row *refdata.CodeInfo) {
	base := strings.Join(row.AddOnOf, " or ")
	r := audit.Report{
		Line: at, Field: audit.Code, Also: without(lines, at), AtStake: true,
		Message:   fmt.Sprintf("%s adds to %s, which is not billed on the day", row.Code, base),
		TableRows: []string{row.Row}, Unverified: row.TimeVerified == refdata.Unverified,
		Fix:    fixOf("bill the base code if it was furnished, or take the add-on off", audit.Manual, nil),
		Action: fmt.Sprintf("Was %s furnished on the day and left off the bill?", base),
	}
	if row.UnitPeriod != "day" {
		r.Severity = audit.Warning
		r.Message += "; the two count over a " + row.UnitPeriod + ", so that the base may stand on another day"
	}
	p.Report(r)
}
