package rules

import (
	"fmt"
	"strings"

	"otaudit/audit"
)

// m007 finds modifiers that the table does not know on the date, and the codes of functional reporting after its end.
func m007(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "M007", Name: "modifier-unknown", Severity: audit.Warning, MaxSafety: audit.Manual,
		Purpose: "Checks that every modifier is a known one and in force on the date of service.",
		Cites:   []audit.Cite{manual(claimsManual, "ch.5 §10.6, §20.1"), manual("CPT", "Appendix A"), manual("HCPCS Level II", "modifiers")},
		Denial:  k.denial("modifier_invalid"),
		Scope:   audit.ScopeSession, Columns: audit.Fields(audit.Modifiers),
		Judge: eachLine(func(p *audit.Pass, l *audit.Line) {
			if !readableModifiers(p, l) {
				return
			}
			k.reportRetiredReporting(p, l)
			var faults, rows []string
			outOfDate := false
			for _, m := range l.List(audit.Modifiers) {
				fault, row, dated := k.modifierFault(m, l.Date(audit.DateOfService))
				if fault == "" {
					continue
				}
				faults = append(faults, fault)
				outOfDate = outOfDate || dated
				if row != "" {
					rows = append(rows, row)
				}
			}
			if len(faults) == 0 {
				return
			}
			r := audit.Report{Line: l, Field: audit.Modifiers, Message: strings.Join(faults, "; "), TableRows: rows,
				Action: "Biller: correct the modifier by the payer's list, or take it off.",
				Fix:    fixOf("correct the modifier or take it off", audit.Manual, nil)}
			if outOfDate {
				r.Denial = k.denial("modifier_invalid_on_date")
			}
			p.Report(r)
		}),
	}
}

// modifierFault says what is wrong with a modifier on a day, and whether it is only the day. A token that cannot be a
// modifier is not repeated: it may be anything.
func (k *kit) modifierFault(m string, on audit.Date) (fault, row string, dated bool) {
	if len(m) != 2 {
		return fmt.Sprintf("a modifier of %s; modifiers have 2", count(len(m), "character")), "", false
	}
	if _, ok := k.tables.Modifier(m, on); ok {
		return "", "", false
	}
	ever := k.tables.ModifierEver(m)
	if len(ever) == 0 {
		return m + " is not in the table of modifiers", "", false
	}
	if first := ever[0]; first.Window.HasFrom && on < first.Window.From {
		return m + " was not yet in use on the date of service", first.Row, true
	}
	return m + " was no longer in use on the date of service", ever[len(ever)-1].Row, true
}

// reportRetiredReporting reports a code of functional reporting (G8978-G9186) after 2018: these codes carried the
// severity modifiers CH to CN and ended with them.
func (k *kit) reportRetiredReporting(p *audit.Pass, l *audit.Line) {
	if l.Proc != nil || !l.Has(audit.Code) {
		return
	}
	ever := k.tables.CodeEver(l.Text(audit.Code))
	if len(ever) == 0 {
		return
	}
	last := ever[len(ever)-1]
	if last.Kind != "reporting" || !last.Window.HasTo || l.Date(audit.DateOfService) <= last.Window.To {
		return
	}
	p.Report(audit.Report{Line: l, Field: audit.Code, TableRows: []string{last.Row},
		Message: last.Code + " was billed, a code of functional reporting, which had ended by the date of service",
		Action:  "Biller: take the line off; nothing is due in its place.",
		Fix:     fixOf("take the reporting line off", audit.Manual, nil)})
}
