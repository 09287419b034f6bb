package rules

import (
	"fmt"

	"otaudit/audit"
)

// u008 finds one timed code on several lines of a day, where one line with the sum of the units is due.
func u008(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "U008", Name: "same-code-split", Severity: audit.Warning, MaxSafety: audit.Review,
		Purpose: "Checks that a timed code stands on one line of the day unless a modifier or another person tells the lines apart.",
		Cites:   []audit.Cite{manual(claimsManual, "ch.5 §20.2")},
		Denial:  k.denial("duplicate_line"),
		Payers:  audit.PooledUnits, Scope: audit.ScopeDay, Concerns: isTimed,
		Columns: audit.Fields(audit.Modifiers), Needs: audit.Fields(audit.UnitsBilled),
		Judge: func(p *audit.Pass, g *audit.Group) {
			byCode(withWholeUnits(p, g.Lines), func(lines []*audit.Line) {
				for _, l := range lines {
					if l.Unreadable(audit.Modifiers) {
						notEvaluated(p, lines, audit.Missing(l, audit.Modifiers))
						return
					}
				}
				parts(lines, isPlainBilled, mayShareLine, func(same []*audit.Line) {
					if len(same) > 1 {
						reportSplitCode(p, same, unitsSettled(g, k, lines) && onePart(same))
					}
				})
			})
		},
	}
}

// isPlainBilled says whether the line bills units and no modifier calls it a separate service.
func isPlainBilled(l *audit.Line) bool { return l.Units() > 0 && !isDistinctService(l) }

// mayShareLine says whether two lines of a code could be one. Units with and without CO must stand apart, those too that have
// still to get it or to give it up, and so must those of two persons, who are billed on lines of their own.
func mayShareLine(a, b *audit.Line) bool {
	return a.Carries(audit.CO) == b.Carries(audit.CO) && a.Carries(audit.CQ) == b.Carries(audit.CQ) &&
		a.Symbol(audit.Therapist) == b.Symbol(audit.Therapist) && audit.IsAssistant(a.Session) == audit.IsAssistant(b.Session) &&
		!(furnisherOf(a).assistant && furnisherOf(b).therapist) && !(furnisherOf(a).therapist && furnisherOf(b).assistant)
}

// unitsSettled says whether no other rule corrects units of the code: only then is it known what the lines add up to.
func unitsSettled(g *audit.Group, k *kit, lines []*audit.Line) bool {
	if isCorrectedByMinutes(g, lines[0]) {
		return false
	}
	row := k.codeRow(lines[0])
	return row == nil || !onceADay(row) || !isRepeated(lines, row)
}

// onePart says whether M004 and M005 treat the lines alike: they are one person's, or nobody knows whose.
func onePart(lines []*audit.Line) bool {
	by, _ := furnishersOf(lines)
	for _, f := range by {
		if f.part() == byBoth || f.part() != by[0].part() {
			return false
		}
	}
	return true
}

func reportSplitCode(p *audit.Pass, lines []*audit.Line, settled bool) {
	sum := totalUnits(lines)
	fix := audit.Fix{Title: "put the units of the code on one line once its units and CO are right", Safety: audit.Manual}
	if settled {
		edits := []audit.Edit{audit.UnitsEdit(lines[0], sum)}
		for _, l := range lines[1:] {
			edits = append(edits, audit.UnitsEdit(l, 0))
		}
		fix = audit.Fix{Title: "put the units of the code on one line", Safety: audit.Review, Edits: edits}
	}
	p.Report(audit.Report{
		Line: lines[1], Field: audit.UnitsBilled, Also: without(lines, lines[1]),
		Message: fmt.Sprintf("%s stands on %s of the day, %s together, without a modifier that tells them apart",
			lines[0].Proc.Code, count(len(lines), "line"), count(sum, "unit")),
		Fix:    fix,
		Action: "Treating therapist: is it one service, or does the record show separate ones? Biller: bill one service on one line, with the sum of the units.",
	})
}
