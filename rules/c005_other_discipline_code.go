package rules

import (
	"fmt"
	"slices"
	"strings"

	"otaudit/audit"
	"otaudit/rules/refdata"
)

// c005 finds codes of another discipline on OT lines. Only a code that is bound to its discipline is an error.
func c005(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "C005", Name: "other-discipline-code", Severity: audit.Error, MaxSafety: audit.Manual,
		Purpose:  "Checks that an OT line has no code that belongs to another discipline or lies outside OT practice.",
		Cites:    []audit.Cite{manual(claimsManual, "ch.5 §20.1"), manual(claimsManual, "ch.5 §20.2"), manual(benefitManual, "ch.15 §230")},
		Denial:   k.denial("provider_not_eligible"),
		Scope:    audit.ScopeSession,
		Concerns: func(l *audit.Line) bool { return l.Discipline != audit.OtherDiscipline && l.Proc != nil },
		Judge: eachLine(func(p *audit.Pass, l *audit.Line) {
			row := k.codeRow(l)
			if l.Discipline != audit.OT {
				p.NotEvaluated(l, otAlone)
				return
			}
			if slices.Contains(row.Disciplines, "OT") {
				return
			}
			if !l.Shown && otherDisciplineModifier(l) {
				p.NotEvaluated(l, "discipline: not shown on the line")
				return
			}
			reportOtherDiscipline(p, l, row)
		}),
	}
}

// otherDisciplineModifier says whether the line carries the modifier of PT or SLP: then it is no OT line by default.
func otherDisciplineModifier(l *audit.Line) bool { return l.Carries(audit.GP | audit.GN) }

func reportOtherDiscipline(p *audit.Pass, l *audit.Line, row *refdata.CodeInfo) {
	r := audit.Report{
		Line: l, Field: audit.Code, TableRows: []string{row.Row}, Unverified: row.Verified == refdata.Unverified,
		Action: "Supervisor: who furnished the service, and under which plan of care? Biller: bill the code of that discipline.",
		Fix:    fixOf("bill the code of the discipline that furnished the service", audit.Manual, nil),
	}
	owner := "no therapy discipline"
	if len(row.Disciplines) > 0 {
		owner = strings.Join(row.Disciplines, " and ")
	}
	if row.DisciplineLock {
		r.Message = fmt.Sprintf("%s is a code of %s, on an OT line", row.Code, owner)
		r.AtStake = l.Shown && !r.Unverified
	} else {
		r.Severity = audit.Warning
		r.Message = fmt.Sprintf("%s is customary for %s, on an OT line", row.Code, owner)
	}
	if !l.Shown {
		r.Severity = audit.Warning
		r.Message += "; neither discipline nor credential is on the line, so that it was taken as OT"
	}
	p.Report(r)
}
