package rules

import (
	"slices"
	"strings"

	"otaudit/audit"
	"otaudit/rules/refdata"
)

// m010 finds modifiers on one line that exclude each other. Discipline modifiers are M002's.
func m010(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "M010", Name: "modifiers-contradict", Severity: audit.Error, MaxSafety: audit.Manual,
		Purpose: "Checks that no two modifiers of a line exclude each other.",
		Cites:   []audit.Cite{manual(claimsManual, "ch.5 §10.3"), manual(ncciManual, "ch.I §E")},
		Denial:  k.denial("modifier_combination"),
		Scope:   audit.ScopeSession, Columns: audit.Fields(audit.Modifiers),
		Judge: eachLine(func(p *audit.Pass, l *audit.Line) {
			if !readableModifiers(p, l) || len(l.List(audit.Modifiers)) < 2 {
				return
			}
			pairs, rows, unverified := k.contradictions(l)
			if len(pairs) == 0 {
				return
			}
			p.Report(audit.Report{Line: l, Field: audit.Modifiers, TableRows: rows, Unverified: unverified,
				Message: strings.Join(pairs, "; ") + ": billed on one line, and they exclude each other",
				Fix:     fixOf("take one of the two off", audit.Manual, nil),
				Action:  "Biller: keep the one that the record supports; the treating therapist says which where the record leaves it open."})
		}),
	}
}

// contradictions lists the pairs of the line's modifiers that exclude each other by both rows of the table in force on
// the date. They are unverified if none of them is verified.
func (k *kit) contradictions(l *audit.Line) (pairs, rows []string, unverified bool) {
	list, on := l.List(audit.Modifiers), l.Date(audit.DateOfService)
	unverified = true
	for i, a := range list {
		row, ok := k.tables.Modifier(a, on)
		if !ok || row.Group == "discipline" || slices.Contains(list[:i], a) {
			continue
		}
		for j, b := range list[:i] {
			if !slices.Contains(row.ExclusiveWith, b) || slices.Contains(list[:j], b) {
				continue
			}
			if other, ok := k.tables.Modifier(b, on); ok && slices.Contains(other.ExclusiveWith, a) {
				pairs = append(pairs, b+" with "+a)
				rows = append(rows, row.Row)
				unverified = unverified && row.ExclusiveVerified == refdata.Unverified
			}
		}
	}
	return pairs, rows, unverified
}
