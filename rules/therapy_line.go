package rules

import (
	"slices"
	"strings"

	"otaudit/audit"
	"otaudit/rules/refdata"
)

// isTherapyCode says whether the line's code is a therapy service under a plan of care of the line's discipline. A code that is
// therapy only sometimes counts where the line shows the plan: by a plan-of-care date, the discipline or a therapy credential. A
// code bound to another discipline has that discipline's modifier.
func (k *kit) isTherapyCode(l *audit.Line) bool {
	if l.Discipline == audit.OtherDiscipline {
		return false
	}
	row := k.codeRow(l)
	switch {
	case row == nil || isBoundElsewhere(row, l.Discipline):
		return false
	case row.Class == refdata.AlwaysTherapy:
		return true
	}
	return row.Class == refdata.SometimesTherapy && (l.Shown || l.Has(audit.PlanOfCareDate))
}

// isBoundElsewhere says whether the code can only be another discipline's, such as a PT evaluation on an OT line.
func isBoundElsewhere(row *refdata.CodeInfo, of audit.Discipline) bool {
	return row.DisciplineLock && !slices.Contains(row.Disciplines, of.String())
}

// isBoundTo says whether the code can only be that discipline's: its evaluations.
func isBoundTo(row *refdata.CodeInfo, d audit.Discipline) bool {
	return row != nil && row.DisciplineLock && len(row.Disciplines) == 1 && row.Disciplines[0] == d.String()
}

// showsDiscipline says whether the line itself shows that the service is its discipline's: by its own column, a credential or
// an evaluation code of the discipline.
func (k *kit) showsDiscipline(l *audit.Line) bool {
	return l.Shown && l.Discipline != audit.OtherDiscipline || isBoundTo(k.codeRow(l), l.Discipline)
}

// takenAsOT is added to messages about lines that show no discipline.
const takenAsOT = " (neither discipline nor credential is on the line, so that it was taken as OT)"

// serviceOf names a service of a discipline: "an OT service".
func serviceOf(d audit.Discipline) string {
	if d == audit.PT {
		return "a PT service"
	}
	return "an " + d.String() + " service"
}

// disciplineBit is the modifier of a discipline as a set; none for others.
func disciplineBit(d audit.Discipline) audit.ModifierSet {
	return [...]audit.ModifierSet{audit.OT: audit.GO, audit.PT: audit.GP, audit.SLP: audit.GN, audit.OtherDiscipline: 0}[d]
}

// assistantBit is the modifier for assistants of a discipline as a set, assistantModifier its text: CO in OT, CQ in PT. SLP has
// none.
func assistantBit(d audit.Discipline) audit.ModifierSet {
	return [...]audit.ModifierSet{audit.OT: audit.CO, audit.PT: audit.CQ, audit.SLP: 0, audit.OtherDiscipline: 0}[d]
}

func assistantModifier(d audit.Discipline) string {
	return [...]string{audit.OT: "CO", audit.PT: "CQ", audit.SLP: "", audit.OtherDiscipline: ""}[d]
}

// disciplineModifiers lists which of GO, GP and GN the line carries, each once.
func disciplineModifiers(l *audit.Line) []string {
	var found []string
	for _, m := range l.List(audit.Modifiers) {
		if isDisciplineModifier(m) && !slices.Contains(found, m) {
			found = append(found, m)
		}
	}
	return found
}

func isDisciplineModifier(m string) bool { return m == "GO" || m == "GP" || m == "GN" }

func hasDisciplineModifier(l *audit.Line) bool { return l.Carries(audit.GO | audit.GP | audit.GN) }

// addedLater is the cause where a billing system adds the therapy modifiers after the log was written: that they are not
// in the log says nothing.
const addedLater = "modifiers: added later by the billing system"

// readableModifiers says whether the line's modifiers can be judged, and counts it as not evaluated if not.
func readableModifiers(p *audit.Pass, l *audit.Line) bool {
	if !l.Unreadable(audit.Modifiers) {
		return true
	}
	p.NotEvaluated(l, audit.Missing(l, audit.Modifiers))
	return false
}

// modifiersEdit proposes the line's modifiers with some left out and one put in the place of the first of them; put may
// be empty.
func modifiersEdit(l *audit.Line, out func(string) bool, put string) audit.Edit {
	var kept []string
	for _, m := range l.List(audit.Modifiers) {
		switch {
		case !out(m):
			kept = append(kept, m)
		case put != "":
			kept = append(kept, put)
			put = ""
		}
	}
	return audit.SetEdit(l, audit.Modifiers, strings.Join(kept, " "))
}
