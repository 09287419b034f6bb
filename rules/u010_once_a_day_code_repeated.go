package rules

import (
	"cmp"
	"fmt"
	"slices"

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
		Concerns: func(l *audit.Line) bool {
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
	r := audit.Report{
		Line: placeOfRepeat(lines), Field: audit.UnitsBilled,
		Billed: audit.Some(totalUnits(lines)), Supported: audit.Some(row.MaxUnits),
		Message: fmt.Sprintf("%s is billed once a day; %s on %s billed", row.Code,
			count(totalUnits(lines), "unit"), count(len(lines), "line")),
		TableRows: []string{row.Row}, Unverified: row.TimeVerified == refdata.Unverified,
	}
	r.Action = "Biller: bill the code once and void the rest, and correct the claim if it was sent. Treating therapist: confirm which line the visit note supports."
	if !isRepeatedPlainly(lines, row) {
		r.Line, r.Severity = lastDistinct(lines), audit.Warning
		r.Action = "Treating therapist: does the record show separate services? Biller: only then does the distinct-service modifier stand."
	}
	r.Also = without(lines, r.Line)
	r.Fix = onceFix(p, g, lines, row)
	p.Report(r)
}

// isRepeatedPlainly says whether a unit beyond the first is not called a separate service. What an untimed line has above
// its limit is left to U006.
func isRepeatedPlainly(lines []*audit.Line, row *refdata.CodeInfo) bool {
	for i, kept := range keptUnits(lines, row.MaxUnits) {
		own := lines[i].Units().Int()
		if !row.Timed {
			own = min(own, row.MaxUnits)
		}
		if kept < own {
			return true
		}
	}
	return false
}

// onceFix keeps the unit of one line. It only lowers, and leaves to other rules what they correct: there are no edits where
// the unit rules move units of the code, or where U006 leaves a unit on a line that would have to be emptied.
func onceFix(p *audit.Pass, g *audit.Group, lines []*audit.Line, row *refdata.CodeInfo) audit.Fix {
	if isCorrectedByMinutes(g, lines[0]) || lacksAddOnLine(g, lines[0]) {
		return audit.Fix{Title: "bill the code once, and what else the minutes support with its add-on code", Safety: audit.Manual}
	}
	var edits []audit.Edit
	left := row.MaxUnits
	for _, l := range mostEntitledFirst(p, lines) {
		kept := min(l.Units().Int(), left)
		left -= kept
		switch {
		case kept == l.Units().Int():
		case row.Timed || l.Units().Int() <= row.MaxUnits:
			edits = append(edits, audit.UnitsEdit(l, kept))
		case kept < row.MaxUnits:
			return audit.Fix{Title: "bill the code once, after each line is lowered to the fixed number of the code", Safety: audit.Manual}
		}
	}
	return fixOf("bill the code once", audit.Review, edits)
}

// mostEntitledFirst orders the lines by their claim to the unit of the day, whatever their rows: first those without a
// distinct-service modifier, as U006 counts them too; of them the line with most units, which U006 may have to lower but
// does not empty; of them the dearest, so that the difference is not overstated. Equal lines stay as they stand.
func mostEntitledFirst(p *audit.Pass, lines []*audit.Line) []*audit.Line {
	amount := func(l *audit.Line) audit.Cents {
		cents, _ := p.Amount(l)
		return cents
	}
	return slices.SortedStableFunc(slices.Values(lines), func(a, b *audit.Line) int {
		return cmp.Or(before(!isDistinctService(a), !isDistinctService(b)), cmp.Compare(b.Units(), a.Units()),
			cmp.Compare(amount(b), amount(a)))
	})
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
