package rules

import (
	"fmt"
	"slices"

	"otaudit/audit"
	"otaudit/rules/refdata"
)

// u006 looks at untimed codes, which are billed once however long the service took. Its scope is the day, since the
// limit counts the lines of a code together.
func u006(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "U006", Name: "untimed-units-not-one", Severity: audit.Error, MaxSafety: audit.Safe,
		Purpose: "Checks that an untimed code is not billed above its fixed number of units a day.",
		Cites:   []audit.Cite{manual(claimsManual, "ch.5 §20.2")},
		Denial:  k.denial("units_over_limit"),
		Scope:   audit.ScopeDay, Needs: audit.Fields(audit.UnitsBilled),
		Concerns: func(l *audit.Line) bool {
			row := k.codeRow(l)
			return row != nil && !row.Timed && limitedByDay(row)
		},
		Judge: func(p *audit.Pass, g *audit.Group) {
			byCode(withWholeUnits(p, g.Lines), func(lines []*audit.Line) {
				row := k.codeRow(lines[0])
				if !onceADay(row) {
					judgeUntimed(p, lines, row)
					return
				}
				for i := range lines {
					judgeUntimed(p, lines[i:i+1], row)
				}
			})
		},
	}
}

// judgeUntimed compares the lines of one code with its limit.
func judgeUntimed(p *audit.Pass, lines []*audit.Line, row *refdata.CodeInfo) {
	kept := keptUnits(lines, row.MaxUnits)
	sum := 0
	var over []*audit.Line
	var edits []audit.Edit
	for i, l := range lines {
		p.SetSupported(l, kept[i])
		sum += kept[i]
		if kept[i] < l.Units().Int() {
			over = append(over, l)
			edits = append(edits, audit.UnitsEdit(l, kept[i]))
		}
	}
	switch {
	case len(over) > 0:
		r := untimedReport(lines, over[0], row)
		billed := totalUnits(lines)
		safety := audit.Safe
		if sum > row.MaxUnits || !alike(lines) {
			safety = audit.Review // the question of the distinct service stays, or of the line that is to keep its units
		}
		r.Fix = fixOf("lower the units to the fixed number of the code", safety, edits)
		r.Message = fmt.Sprintf("%s billed; the code allows %d a day: potential difference of %s",
			count(billed, "unit"), sum, count(billed-sum, "unit"))
		r.Action = "Biller: lower the units to what the code allows a day, and correct the claim if it was sent. The code is not billed by time, however long the service took."
		p.Report(r)
	case sum > row.MaxUnits:
		r := untimedReport(lines, lastDistinct(lines), row)
		r.Severity = audit.Warning
		r.Message = fmt.Sprintf("%s billed, on lines called distinct services; the code allows %d a day",
			count(sum, "unit"), row.MaxUnits)
		r.Action = "Treating therapist: does the record show separate services? Biller: only then does the distinct-service modifier stand."
		p.Report(r)
	}
}

// alike says whether it is the same which of the lines keeps its units: one payer pays them, and the same kind of person furnished
// them. Else it would also be decided here who pays, or whether the assistant modifier is due.
func alike(lines []*audit.Line) bool {
	first := furnisherOf(lines[0]).part()
	return !slices.ContainsFunc(lines[1:], func(l *audit.Line) bool {
		return l.Text(audit.Payer) != lines[0].Text(audit.Payer) || furnisherOf(l).part() != first
	})
}

// untimedReport is what both findings of the rule say alike.
func untimedReport(lines []*audit.Line, at *audit.Line, row *refdata.CodeInfo) audit.Report {
	billed := totalUnits(lines)
	return audit.Report{
		Line: at, Field: audit.UnitsBilled, Also: without(lines, at),
		Billed: audit.Some(billed), Supported: audit.Some(row.MaxUnits),
		TableRows: []string{row.Row}, Unverified: row.TimeVerified == refdata.Unverified,
		Working: fmt.Sprintf("%s is not billed by time: at most %s a day; %s billed",
			row.Code, count(row.MaxUnits, "unit"), count(billed, "unit")),
	}
}

// keptUnits gives the units that each line may keep: those without a distinct-service modifier together up to the limit,
// each other line by itself.
func keptUnits(lines []*audit.Line, limit int) []int {
	kept := make([]int, len(lines))
	left := limit
	for i, l := range lines {
		if isDistinctService(l) {
			kept[i] = min(l.Units().Int(), limit)
			continue
		}
		kept[i] = min(l.Units().Int(), left)
		left -= kept[i]
	}
	return kept
}

// lastDistinct gives the last billed line with a distinct-service modifier.
func lastDistinct(lines []*audit.Line) *audit.Line {
	at := lines[0]
	for _, l := range lines {
		if isDistinctService(l) && l.Units() > 0 {
			at = l
		}
	}
	return at
}
