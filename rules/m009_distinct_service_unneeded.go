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
		Scope:   audit.ScopeDay, Columns: audit.Fields(audit.Modifiers),
		KnownClean: modifiersSettled(func(l *audit.Line) bool { return !isDistinctService(l) }),
		Judge: func(p *audit.Pass, g *audit.Group) {
			for _, l := range g.Lines {
				switch {
				case !readableModifiers(p, l), !isDistinctService(l), l.Has(audit.UnitsBilled) && l.Units() == 0, k.inActivePair(g, l), standsTwice(g, l):
				case slices.ContainsFunc(g.All, func(o *audit.Line) bool { return o.Proc == nil }):
					p.NotEvaluated(l, "code: not in the code table on a line of the day")
				default:
					p.Report(audit.Report{Line: l, Field: audit.Modifiers,
						Message: "a distinct-service modifier on a line that is in no active edit pair with the lines of the day",
						Fix:     fixOf("take the modifier off if nothing else asks for it", audit.Manual, nil),
						Action:  "Which other service of the day is this one distinct from?"})
				}
			}
		},
	}
}

// standsTwice says whether the line's code stands on another line of the day: then the modifier tells the two apart.
func standsTwice(g *audit.Group, l *audit.Line) bool {
	return slices.ContainsFunc(g.All, func(o *audit.Line) bool {
		return o != l && o.Symbol(audit.Code) == l.Symbol(audit.Code)
	})
}
