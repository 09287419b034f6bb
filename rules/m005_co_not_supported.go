package rules

import (
	"fmt"

	"otaudit/audit"
)

// m005 is the other side of M004: CO on units that the therapist furnished.
func m005(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "M005", Name: "co-not-supported", Severity: audit.Warning, MaxSafety: audit.Review,
		Purpose: "Checks that CO does not stand on units that the therapist furnished.",
		Cites:   []audit.Cite{manual(claimsManual, "ch.5 §20.1"), manual("42 CFR", "410.59(a)(4)")},
		In:      assistantModifiers,
		Payers:  audit.AssistantModifiers, Scope: audit.ScopeDay, Columns: audit.Fields(audit.Modifiers),
		Concerns: k.takesCO,
		Judge: func(p *audit.Pass, g *audit.Group) {
			for _, c := range k.assistantDayOf(g) {
				if !c.begin(p) || c.carried <= c.most {
					continue
				}
				if !showsAssistant(c.lines) {
					for _, l := range c.lines {
						p.NotEvaluated(l, audit.Missing(l, audit.AssistantMinutes))
					}
					continue
				}
				at, fix := c.takeCO()
				r := c.report(k, at, fmt.Sprintf("CO is on %s of %s; the minutes on record give it to %d at most",
					count(c.carried, "unit"), c.name, c.most), fix)
				r.Action = "Who furnished the service? CO lowers the payment by 15 % from 2022."
				p.Report(r)
			}
		},
	}
}

// takeCO proposes to take CO off lines, those that the therapist did whole first. Where a line carries units of both kinds it
// has to be split by hand, and also where it may do so once it is raised (U003).
func (c *assistantCode) takeCO() (at *audit.Line, fix audit.Fix) {
	carried := c.carried
	var edits []audit.Edit
	for _, part := range [...]personPart{byTherapist, byBoth, byAssistant} {
		for i, l := range c.lines {
			if c.by[i].part() != part || !l.Carries(audit.CO) || c.kept[i] == 0 ||
				carried <= c.most || carried-c.kept[i] < c.least || c.fewer && part != byTherapist ||
				part == byAssistant && c.toSplit(true, edits) {
				continue
			}
			edits = append(edits, modifiersEdit(l, func(m string) bool { return m == "CO" }, ""))
			carried -= c.kept[i]
			if at == nil {
				at = l
			}
		}
	}
	if carried <= c.most {
		return at, audit.Fix{Title: "take CO off", Safety: audit.Review, Edits: edits}
	}
	for _, part := range [...]personPart{byBoth, byTherapist, byAssistant} {
		for i, l := range c.lines {
			if l.Carries(audit.CO) && c.kept[i] > 0 && c.by[i].part() == part {
				return l, c.splitFix(c.most)
			}
		}
	}
	return c.lines[0], c.splitFix(c.most)
}
