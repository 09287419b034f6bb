package rules

import (
	"fmt"

	"otaudit/audit"
	"otaudit/rules/refdata"
)

// u010 finds codes that are billed once a day and stand there more often: evaluations, the group code, and timed codes
// that open a series (97129).
func u010(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "U010", Name: "once-a-day-code-repeated", Severity: audit.Error, MaxSafety: audit.Review,
		Purpose: "Checks that evaluations, the group code and codes that open a timed series are billed once a day.",
		Cites:   []audit.Cite{manual(claimsManual, "ch.5 §20.2"), manual("CPT", "code definitions")},
		Denial:  k.denial("units_over_limit"),
		Scope:   audit.ScopeDay, Needs: audit.Fields(audit.UnitsBilled),
		Of: func(l *audit.Line) bool {
			row := k.codeRow(l)
			return row != nil && onceADay(row)
		},
		Judge: func(p *audit.Pass, g *audit.Group) {
			limited := func(l *audit.Line) bool { return l.Proc != nil }
			parts(withWholeUnits(p, g.Lines), limited, sameSeries, func(lines []*audit.Line) {
				if row := k.codeRow(lines[0]); isRepeated(lines, row) {
					reportRepeated(p, g, lines, row)
				}
			})
		},
	}
}

// sameSeries says whether two lines count together: one code and, if it is timed, one unit rule, since payers with
// another rule are billed for themselves.
func sameSeries(a, b *audit.Line) bool {
	return a.Proc.Code == b.Proc.Code && (!isTimed(a) || a.Terms.UnitRule == b.Terms.UnitRule)
}

// isRepeated says whether the code is billed more than once. Several units of an untimed code on one line are for U006.
func isRepeated(lines []*audit.Line, row *refdata.CodeInfo) bool {
	if row.Timed {
		return totalUnits(lines) > row.MaxUnits
	}
	billed := 0
	for _, l := range lines {
		if l.Units() > 0 {
			billed++
		}
	}
	return billed > 1
}

// reportRepeated proposes one unit. A repeat that a distinct-service modifier calls a separate service is a question.
func reportRepeated(p *audit.Pass, g *audit.Group, lines []*audit.Line, row *refdata.CodeInfo) {
	at := placeOfRepeat(lines)
	r := audit.Report{
		Line: at, Field: audit.UnitsBilled, Also: without(lines, at),
		Billed: audit.Some(totalUnits(lines)), Supported: audit.Some(row.MaxUnits),
		Message: fmt.Sprintf("%s is billed once a day; %s on %s billed", row.Code,
			count(totalUnits(lines), "unit"), count(len(lines), "line")),
		TableRows: []string{row.Row}, Unverified: row.TimeVerified == refdata.Unverified,
	}
	if !isRepeatedPlainly(lines, row) {
		r.Severity = audit.Warning
		r.Action = "Does the record show separate services, so that the distinct-service modifier stands?"
	}
	edits := supportedEdits(g, lines[0])
	if edits == nil {
		edits = onceEdits(lines, row)
	}
	r.Fix = fixOf("bill the code once", audit.Review, edits)
	p.Report(r)
}

// isRepeatedPlainly says whether a unit beyond the first is not called a separate service.
func isRepeatedPlainly(lines []*audit.Line, row *refdata.CodeInfo) bool {
	left := row.MaxUnits
	for _, l := range lines {
		kept := min(l.Units().Int(), left)
		left -= kept
		if kept < l.Units().Int() && (!isDistinctService(l) || l.Units().Int() > row.MaxUnits) {
			return true
		}
	}
	return false
}

// onceEdits keeps the first unit. There are none if U006 leaves a unit on a line that would have to be emptied: that comes
// first.
func onceEdits(lines []*audit.Line, row *refdata.CodeInfo) (edits []audit.Edit) {
	left := row.MaxUnits
	for _, l := range lines {
		kept := min(l.Units().Int(), left)
		left -= kept
		switch {
		case kept == l.Units().Int():
			continue
		case !row.Timed && kept < row.MaxUnits && l.Units().Int() > row.MaxUnits:
			return nil
		}
		edits = append(edits, audit.UnitsEdit(l, kept))
	}
	return edits
}

// placeOfRepeat gives the line to point at, which must stay the same when another rule lowers lines of the code: U006
// leaves a unit on each untimed line.
func placeOfRepeat(lines []*audit.Line) *audit.Line {
	var at *audit.Line
	for _, l := range lines {
		if l.Units() > 0 && (at == nil || !isTimed(l)) {
			at = l
		}
	}
	return at
}
