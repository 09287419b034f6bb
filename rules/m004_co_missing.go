package rules

import (
	"fmt"

	"otaudit/audit"
)

// m004 finds units that an assistant furnished in whole or in part and that do not carry the assistant modifier, CO of OT or CQ
// of PT. What is written of CO below holds of both.
func m004(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "M004", Name: "co-missing", Severity: audit.Error, MaxSafety: audit.Safe,
		Purpose: "Checks that units furnished in whole or in part by an assistant carry CO in OT and CQ in PT.",
		Cites:   []audit.Cite{manual(claimsManual, "ch.5 §20.1"), manual("42 CFR", "410.59(a)(4), 410.60(a)(4)")},
		Denial:  k.denial("modifier_missing"), In: assistantModifiers,
		Payers: audit.AssistantModifiers, Scope: audit.ScopeDay, Columns: audit.Fields(audit.Modifiers),
		Concerns: k.takesAssistants,
		Judge: func(p *audit.Pass, g *audit.Group) {
			for _, c := range k.assistantDayOf(g) {
				switch {
				case !c.begin(p):
				case c.carried < c.least && c.lines[0].Terms.Downstream:
					notEvaluated(p, c.lines, addedLater)
				case c.carried < c.least:
					at, fix := c.addCO(k)
					r := c.report(k, at, fmt.Sprintf("%s of %s furnished in whole or in part by an assistant; billed with CO on %d of %s",
						count(c.least, "unit"), c.name, c.carried, count(c.units, "unit")), fix)
					r.Action = c.words("Biller: add CO to the units that the assistant furnished. Treating therapist: confirm who furnished what where the minutes are split.")
					p.Report(r)
				case c.undetermined && c.carried <= c.most:
					reportUndecided(p, k, &c)
				}
			}
		},
	}
}

// addCO proposes CO on lines of the code, those that the assistant did whole first. A therapist's line comes last: its unit
// may be the assistant's by the minutes of a line of 0 units. Where a line carries units of both kinds it has to be split
// by hand, and also where it may do so once it is raised (U003).
func (c *assistantCode) addCO(k *kit) (at *audit.Line, fix audit.Fix) {
	need, room := c.least-c.carried, c.most-c.carried
	safety := audit.Safe
	if c.undetermined {
		safety, room = audit.Review, need // no CO on units of which nobody knows
	}
	var edits []audit.Edit
	for _, part := range [...]personPart{byAssistant, byBoth, byTherapist} {
		for i, l := range c.lines {
			if need <= 0 || c.by[i].part() != part || c.kept[i] == 0 || c.kept[i] > room || c.carries(l) ||
				c.fewer && part != byAssistant || part == byTherapist && c.toSplit(false, edits) {
				continue
			}
			edit, certain := withAssistantModifier(k, l)
			if !certain || part != byAssistant {
				safety = audit.Review
			}
			edits = append(edits, edit)
			need, room = need-c.kept[i], room-c.kept[i]
			if at == nil {
				at = l
			}
		}
	}
	if need <= 0 {
		return at, audit.Fix{Title: c.words("add CO"), Safety: safety, Edits: edits}
	}
	return c.lineToSplit(), c.splitFix(c.least)
}

// withAssistantModifier adds CO, and GO where it is missing too, since neither stands without the other; on PT lines CQ and GP.
// It is certain where no other discipline's modifier is in the way and the line shows its discipline.
func withAssistantModifier(k *kit, l *audit.Line) (audit.Edit, bool) {
	own := assistantModifier(l.Discipline)
	if carriesOtherAssistant(l) {
		return withOwn(l), false // M006 proposes the same
	}
	if l.Carries(disciplineBit(l.Discipline)) {
		return audit.ModifierEdit(l, own), true
	}
	if hasDisciplineModifier(l) {
		return audit.ModifierEdit(l, own), false
	}
	return audit.ModifierEdit(l, l.Discipline.Modifier(), own), k.showsDiscipline(l)
}

// lineToSplit gives the line without CO to which the assistant gave most minutes.
func (c *assistantCode) lineToSplit() *audit.Line {
	best := -1
	for i, l := range c.lines {
		if c.carries(l) || c.kept[i] == 0 {
			continue
		}
		if best < 0 || c.by[i].shares.Assistant > c.by[best].shares.Assistant {
			best = i
		}
	}
	return c.lines[best]
}

// reportUndecided says that no published text decides: the case is looked at and never corrected.
func reportUndecided(p *audit.Pass, k *kit, c *assistantCode) {
	r := c.report(k, c.lines[0], fmt.Sprintf("no published text says how many of the %s of %s carry CO: %d to %d; CO is on %d",
		count(c.units, "unit"), c.name, c.least, c.most, c.carried), fixOf("decide by the payer's advice", audit.Manual, nil))
	r.Severity = audit.Warning
	r.Action = "Biller: ask the payer's contractor how it wants two units with 16 to 22 minutes left between therapist and assistant."
	p.Report(r)
}
