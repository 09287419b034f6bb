package rules

import (
	"fmt"
	"slices"
	"strings"

	"otaudit/audit"
)

// mostModifiers is the number of modifiers that a line of the professional claim holds.
const mostModifiers = 4

// m008 finds repeated modifiers and lines with more of them than a claim line holds.
func m008(*kit) *audit.Rule {
	return &audit.Rule{
		ID: "M008", Name: "modifier-repeated", Severity: audit.Warning, MaxSafety: audit.Review,
		Purpose: "Checks that no modifier stands twice on a line and that there are no more than four.",
		Cites:   []audit.Cite{manual("Form CMS-1500", "item 24D"), manual(claimsManual, "ch.5 §10.3.3")},
		Scope:   audit.ScopeSession, Columns: audit.Fields(audit.Modifiers),
		Judge: eachLine(func(p *audit.Pass, l *audit.Line) {
			list := l.List(audit.Modifiers)
			if !readableModifiers(p, l) || len(list) <= mostModifiers && !repeats(list) {
				return
			}
			once := distinctOf(list)
			r := audit.Report{Line: l, Field: audit.Modifiers}
			var faults []string
			var edits []audit.Edit
			if again := len(list) - len(once); again > 0 {
				faults = append(faults, count(again, "repeated modifier"))
				edits = append(edits, audit.SetEdit(l, audit.Modifiers, strings.Join(once, " ")))
			}
			if len(once) > mostModifiers {
				faults = append(faults, fmt.Sprintf("%d modifiers; a claim line holds %d", len(once), mostModifiers))
				r.Action = "Biller: keep the four modifiers that matter for the payment; the others go to the narrative."
			}
			r.Message = strings.Join(faults, "; ")
			r.Fix = fixOf("name each modifier once", audit.Review, edits)
			p.Report(r)
		}),
	}
}

func repeats(list []string) bool {
	for i, m := range list {
		if slices.Contains(list[:i], m) {
			return true
		}
	}
	return false
}

// distinctOf lists each modifier once, in the order of the line.
func distinctOf(list []string) []string {
	var once []string
	for i, m := range list {
		if !slices.Contains(list[:i], m) {
			once = append(once, m)
		}
	}
	return once
}
