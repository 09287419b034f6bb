package rules

import (
	"fmt"
	"slices"
	"strings"

	"otaudit/audit"
)

// m002 finds discipline modifiers that do not fit the line.
func m002(k *kit) *audit.Rule {
	combined := k.denial("modifier_combination")
	return &audit.Rule{
		ID: "M002", Name: "wrong-discipline-modifier", Severity: audit.Error, MaxSafety: audit.Review,
		Purpose: "Checks that a line carries one discipline modifier at most, that of its own discipline and code.",
		Cites:   []audit.Cite{manual(claimsManual, "ch.5 §20.1")},
		Denial:  k.denial("modifier_invalid"),
		Scope:   audit.ScopeSession, Columns: audit.Fields(audit.Modifiers),
		KnownClean: modifiersSettled(func(l *audit.Line) bool {
			row := k.codeRow(l)
			return !otherDisciplineModifier(l) && (row == nil || !isBoundElsewhere(row))
		}),
		Judge: eachLine(func(p *audit.Pass, l *audit.Line) {
			row := k.codeRow(l)
			if !readableModifiers(p, l) {
				return
			}
			carriesGO, carriesOther := l.Carries(audit.GO), l.Carries(audit.GP|audit.GN)
			elsewhere := row != nil && isBoundElsewhere(row)
			switch {
			case carriesGO && carriesOther || l.Carries(audit.GP) && l.Carries(audit.GN):
				r := wrongDiscipline(k, l, fmt.Sprintf("%s on one line", strings.Join(disciplineModifiers(l), " and ")), !elsewhere)
				r.Denial = combined
				p.Report(r)
			case elsewhere && (carriesGO || l.Discipline == audit.OT && l.Shown):
				p.Report(wrongDiscipline(k, l, fmt.Sprintf("%s belongs to %s and stands on an OT line",
					row.Code, strings.Join(row.Disciplines, " and ")), false))
			case elsewhere || !carriesOther:
			case isBoundToOT(row):
				p.Report(wrongDiscipline(k, l, fmt.Sprintf("%s is an OT evaluation and carries %s",
					row.Code, disciplineModifiers(l)[0]), true))
			case l.Discipline == audit.OT:
				r := wrongDiscipline(k, l, fmt.Sprintf("an OT service carries %s", disciplineModifiers(l)[0]), true)
				if !l.Shown {
					r.Severity = audit.Warning
					r.Message += " (neither discipline nor credential is on the line, so that it was taken as OT)"
				}
				p.Report(r)
			}
		}),
	}
}

// wrongDiscipline proposes GO alone, where the line is known to be OT's by more than its modifiers.
func wrongDiscipline(k *kit, l *audit.Line, what string, mayPropose bool) audit.Report {
	r := audit.Report{Line: l, Field: audit.Modifiers, Message: what,
		Action: "Under which discipline's plan of care was the service furnished?"}
	for _, m := range disciplineModifiers(l) {
		r.TableRows = append(r.TableRows, "modifiers.csv "+m)
	}
	var edits []audit.Edit
	if mayPropose && (k.showsOT(l) || l.Discipline == audit.OT) {
		edits = append(edits, modifiersEdit(l, isDisciplineModifier, "GO"))
	}
	slices.Sort(r.TableRows)
	r.Fix = fixOf("carry the modifier of the plan of care alone", audit.Review, edits)
	return r
}
