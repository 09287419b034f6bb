package rules

import (
	"fmt"

	"otaudit/audit"
)

// m005 is the other side of M004: CO on units that the therapist furnished.
func m005(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "M005", Name: "co-not-supported", Severity: audit.Warning, MaxSafety: audit.Review,
		Purpose: "Checks that CO and CQ do not stand on units that the therapist furnished.",
		Cites:   []audit.Cite{manual(claimsManual, "ch.5 §20.1"), manual("42 CFR", "410.59(a)(4), 410.60(a)(4)")},
		In:      assistantModifiers,
		Payers:  audit.AssistantModifiers, Scope: audit.ScopeDay, Columns: audit.Fields(audit.Modifiers),
		Concerns: k.takesAssistants,
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
				r := c.report(k, at, fmt.Sprintf("billed with CO on %s of %s; the minutes on record give it to %d at most",
					count(c.carried, "unit"), c.name, c.most), fix)
				r.Action = c.words("Treating therapist: who furnished the service? Biller: take CO off what the therapist furnished; from 2022 it costs the practice 15 % of the payment.")
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
			if c.by[i].part() != part || !c.carries(l) || c.kept[i] == 0 ||
				carried <= c.most || carried-c.kept[i] < c.least || c.fewer && part != byTherapist ||
				part == byAssistant && c.toSplit(true, edits) {
				continue
			}
			edits = append(edits, modifiersEdit(l, func(m string) bool { return m == c.modifier() }, ""))
			carried -= c.kept[i]
			if at == nil {
				at = l
			}
		}
	}
	if carried <= c.most {
		return at, audit.Fix{Title: c.words("take CO off"), Safety: audit.Review, Edits: edits}
	}
	for _, part := range [...]personPart{byBoth, byTherapist, byAssistant} {
		for i, l := range c.lines {
			if c.carries(l) && c.kept[i] > 0 && c.by[i].part() == part {
				return l, c.splitFix(c.most)
			}
		}
	}
	return c.lines[0], c.splitFix(c.most)
}
