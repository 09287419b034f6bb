package rules

import (
	"slices"

	"otaudit/audit"
)

// m009 finds distinct-service modifiers that lift no edit.
func m009(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "M009", Name: "distinct-service-unneeded", Severity: audit.Warning, MaxSafety: audit.Manual,
		Purpose: "Checks that 59, XE, XS, XP and XU stand only on a line that meets an edit on its day.",
		Cites:   []audit.Cite{manual(ncciManual, "ch.I §E")},
		Payers:  audit.CodeEdits, Scope: audit.ScopePatient, Columns: audit.Fields(audit.Modifiers),
		Judge: func(p *audit.Pass, g *audit.Group) {
			var byDate map[audit.Date][]*audit.Line
			for _, l := range g.Lines {
				if !readableModifiers(p, l) || !isDistinctService(l) || l.Has(audit.UnitsBilled) && l.Units() == 0 {
					continue
				}
				if byDate == nil {
					byDate = linesByDate(g.All)
				}
				k.judgeDistinct(p, l, byDate[l.Date(audit.DateOfService)])
			}
		},
	}
}

func linesByDate(lines []*audit.Line) map[audit.Date][]*audit.Line {
	days := map[audit.Date][]*audit.Line{}
	for _, l := range lines {
		if l.Has(audit.DateOfService) {
			days[l.Date(audit.DateOfService)] = append(days[l.Date(audit.DateOfService)], l)
		}
	}
	return days
}

// judgeDistinct looks for the service that the line is distinct from among those of its date: of its discipline, or of all
// disciplines that an institution bills together. date are the lines of all disciplines.
func (k *kit) judgeDistinct(p *audit.Pass, l *audit.Line, date []*audit.Line) {
	day := date
	if !k.institutional() {
		day = keep(date, func(o *audit.Line) bool { return o.Discipline == l.Discipline })
	}
	switch {
	case standsTwice(day, l) || k.meetsPair(day, l):
	case slices.ContainsFunc(day, func(o *audit.Line) bool { return o.Proc == nil }):
		p.NotEvaluated(l, "code: not in the code table on a line of the day")
	case slices.ContainsFunc(day, func(o *audit.Line) bool { return !k.tables.KnowsEdits(o.Proc.Code) }):
		p.NotEvaluated(l, noEditsKnown)
	case k.institutional() && disciplinesOf(day) < 2:
		p.NotEvaluated(l, "discipline: the line that it is distinct from may be another discipline's")
	default:
		p.Report(audit.Report{Line: l, Field: audit.Modifiers,
			Message: "billed with a modifier for a distinct service (59, XE, XS, XP, XU); the line is in no active edit pair with the other lines of the day and its code stands on no other line, so the modifier lifts nothing",
			Fix:     fixOf("take the modifier off if nothing else asks for it", audit.Manual, nil),
			Action:  "Biller: take the modifier off, unless the payer asks for it or the other service is on a claim that the log does not hold."})
	}
}

// noEditsKnown is the cause where the table of edits cannot say that there is none.
const noEditsKnown = "edits: the table holds none of a code of the day"

// standsTwice says whether the line's code stands on another line of the day: then the modifier tells the two apart.
func standsTwice(day []*audit.Line, l *audit.Line) bool {
	return slices.ContainsFunc(day, func(o *audit.Line) bool {
		return o != l && o.Symbol(audit.Code) == l.Symbol(audit.Code)
	})
}

// meetsPair says whether the line is in an edit in force with another line of the day, in whichever column.
func (k *kit) meetsPair(day []*audit.Line, l *audit.Line) bool {
	return meetsEdits(l) && slices.ContainsFunc(day, func(o *audit.Line) bool {
		return o != l && meetsEdits(o) && (k.editOf(l, o) != nil || k.editOf(o, l) != nil)
	})
}
