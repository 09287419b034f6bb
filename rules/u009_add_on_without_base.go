package rules

import (
	"fmt"
	"slices"
	"strings"

	"otaudit/audit"
	"otaudit/rules/refdata"
)

// u009 finds add-on codes without the code they add to: on the day, or in the calendar month where the two are counted by
// month.
func u009(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "U009", Name: "add-on-without-base", Severity: audit.Error, MaxSafety: audit.Manual,
		Purpose: "Checks that an add-on code stands beside the code it adds to.",
		Cites:   []audit.Cite{manual(ncciManual, "ch.I §R"), manual("CPT", "add-on codes")},
		Scope:   audit.ScopePatient, Needs: audit.Fields(audit.UnitsBilled),
		Concerns: func(l *audit.Line) bool {
			row := k.codeRow(l)
			return row != nil && len(row.AddOnOf) > 0
		},
		Judge: func(p *audit.Pass, g *audit.Group) {
			parts(g.Lines, everyLine, k.sameAddOn, func(lines []*audit.Line) {
				row := k.codeRow(lines[0])
				at := slices.IndexFunc(lines, func(l *audit.Line) bool { return l.Units() > 0 })
				beside := keep(g.All, func(l *audit.Line) bool { return countsWith(row, lines[0], l) })
				if at < 0 || hasBilledCode(beside, row.AddOnOf) {
					return
				}
				if cause := unknownCode(beside); cause != "" {
					notEvaluated(p, lines, cause)
					return
				}
				reportAddOn(p, lines, lines[at], row)
			})
		},
	}
}

// sameAddOn says whether two lines of add-on codes are one question: one code in the time over which it is counted.
func (k *kit) sameAddOn(a, b *audit.Line) bool {
	return a.Proc.Code == b.Proc.Code && countsWith(k.codeRow(a), a, b)
}

// countsWith says whether a line lies in the time over which the code of another is counted.
func countsWith(row *refdata.CodeInfo, of, l *audit.Line) bool {
	if !l.Has(audit.DateOfService) {
		return false
	}
	if row.UnitPeriod == "month" {
		return l.Date(audit.DateOfService).Month() == of.Date(audit.DateOfService).Month()
	}
	return l.Date(audit.DateOfService) == of.Date(audit.DateOfService) && l.Discipline == of.Discipline
}

// hasBilledCode says whether one of the codes is billed. A line whose units cannot be read still is the base.
func hasBilledCode(lines []*audit.Line, codes []string) bool {
	return slices.ContainsFunc(lines, func(l *audit.Line) bool {
		return slices.Contains(codes, l.Text(audit.Code)) && (l.Units() > 0 || !l.Has(audit.UnitsBilled))
	})
}

// unknownCode says whether a line has a code that cannot be read and may be the one that is looked for.
func unknownCode(lines []*audit.Line) string {
	for _, l := range lines {
		if !l.Has(audit.Code) {
			return "code: " + l.State(audit.Code).String() + " on a line of the day"
		}
	}
	return ""
}

func reportAddOn(p *audit.Pass, lines []*audit.Line, at *audit.Line, row *refdata.CodeInfo) {
	base, when := strings.Join(row.AddOnOf, " or "), "on the day"
	if row.UnitPeriod == "month" {
		when = "in the calendar month"
	}
	p.Report(audit.Report{
		Line: at, Field: audit.Code, Also: without(lines, at), AtStake: true,
		Message:   fmt.Sprintf("%s adds to %s, which is not billed %s", row.Code, base, when),
		TableRows: []string{row.Row}, Unverified: row.TimeVerified == refdata.Unverified,
		Fix: fixOf("bill the base code if it was furnished, or take the add-on off", audit.Manual, nil),
		Action: fmt.Sprintf("Treating therapist: was the service of %s furnished %s? Biller: if the record shows it, bill it with the add-on; if not, the add-on cannot be billed.",
			base, when),
	})
}
