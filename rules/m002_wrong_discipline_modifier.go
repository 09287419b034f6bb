package rules

import (
	"fmt"
	"slices"
	"strings"

	"otaudit/audit"
	"otaudit/rules/refdata"
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
		Judge: eachLine(func(p *audit.Pass, l *audit.Line) {
			if !readableModifiers(p, l) {
				return
			}
			row := k.codeRow(l)
			elsewhere := row != nil && isBoundElsewhere(row, l.Discipline)
			if carried := disciplineModifiers(l); len(carried) > 1 {
				r := wrongDiscipline(k, l, "billed with "+strings.Join(carried, " and ")+" on one line; a line is billed under one plan of care", !elsewhere)
				r.Denial = combined
				p.Report(r)
			} else if what := misfit(l, row, elsewhere); what != "" {
				r := wrongDiscipline(k, l, what, !elsewhere)
				if !elsewhere && !l.Shown && !isBoundTo(row, l.Discipline) {
					r.Severity = audit.Warning
					r.Message += takenAsOT
				}
				p.Report(r)
			}
		}),
	}
}

// carriesForeign says whether the line carries the modifier of another discipline than its own.
func carriesForeign(l *audit.Line) bool {
	return l.Carries((audit.GO | audit.GP | audit.GN) &^ disciplineBit(l.Discipline))
}

// misfit says what is wrong with a line that carries one discipline modifier or none. A PT or SLP line is known by its own
// column here: where only the credential shows it, the person does not fit the modifier, and D021 asks.
func misfit(l *audit.Line, row *refdata.CodeInfo, elsewhere bool) string {
	switch {
	case elsewhere && l.Discipline != audit.OtherDiscipline && (l.Shown || l.Carries(disciplineBit(l.Discipline))):
		return fmt.Sprintf("%s belongs to %s and was billed on %s line", row.Code, strings.Join(row.Disciplines, " and "), planOf(l.Discipline))
	case elsewhere || !carriesForeign(l):
		return ""
	case isBoundTo(row, l.Discipline):
		return fmt.Sprintf("%s is an evaluation of %s and was billed with %s", row.Code, l.Discipline, disciplineModifiers(l)[0])
	case l.Discipline == audit.OT || l.Discipline != audit.OtherDiscipline && l.Has(audit.DisciplineField):
		return fmt.Sprintf("%s was billed with %s", serviceOf(l.Discipline), disciplineModifiers(l)[0])
	}
	return ""
}

// wrongDiscipline proposes the line's own modifier alone, where the line is known to be its discipline's by more than its
// modifiers.
func wrongDiscipline(k *kit, l *audit.Line, what string, mayPropose bool) audit.Report {
	r := audit.Report{Line: l, Field: audit.Modifiers, Message: what,
		Action: "Treating therapist: under which discipline's plan of care was the service furnished? Biller: bill that plan's modifier alone."}
	for _, m := range disciplineModifiers(l) {
		r.TableRows = append(r.TableRows, "modifiers.csv "+m)
	}
	var edits []audit.Edit
	if mayPropose && (k.showsDiscipline(l) || l.Discipline == audit.OT) {
		edits = append(edits, modifiersEdit(l, isDisciplineModifier, l.Discipline.Modifier()))
	}
	slices.Sort(r.TableRows)
	r.Fix = fixOf("carry the modifier of the plan of care alone", audit.Review, edits)
	return r
}
