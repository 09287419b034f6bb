package rules

import "otaudit/audit"

// m006 finds assistant modifiers without the discipline modifier they belong to.
func m006(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "M006", Name: "assistant-modifier-unpaired", Severity: audit.Error, MaxSafety: audit.Safe,
		Purpose: "Checks that CO stands with GO and CQ with GP, and that an OT service has no CQ and a PT service no CO.",
		Cites:   []audit.Cite{manual(claimsManual, "ch.5 §20.1")},
		Denial:  k.denial("assistant_modifier_unpaired"), In: assistantModifiers,
		Payers: audit.AssistantModifiers, Scope: audit.ScopeSession, Columns: audit.Fields(audit.Modifiers),
		Judge: eachLine(func(p *audit.Pass, l *audit.Line) {
			if !readableModifiers(p, l) {
				return
			}
			switch {
			case l.Carries(audit.CQ) && isOTService(l):
				p.Report(unpaired(l, "billed with CQ, the modifier of PT assistants, on an OT service",
					fixOf("replace CQ by CO", audit.Review, []audit.Edit{withOwn(l)})))
			case l.Carries(audit.CO) && l.Discipline == audit.PT:
				p.Report(unpaired(l, "billed with CO, the modifier of OT assistants, on a PT service",
					fixOf("replace CO by CQ", audit.Review, []audit.Edit{withOwn(l)})))
			case l.Carries(audit.CO) && !l.Carries(audit.GO):
				k.reportAlone(p, l, "CO", "GO", l.Discipline == audit.OT && k.showsDiscipline(l))
			case l.Carries(audit.CQ) && !l.Carries(audit.GP):
				k.reportAlone(p, l, "CQ", "GP", l.Discipline == audit.PT && k.showsDiscipline(l))
			}
		}),
	}
}

// isOTService says whether the line is OT's; a line that does not show it and carries GP is left to M002.
func isOTService(l *audit.Line) bool {
	return l.Discipline == audit.OT && (l.Shown || !l.Carries(audit.GP))
}

// reportAlone reports an assistant modifier whose discipline modifier is missing. Adding it is safe where the line shows
// the discipline; another discipline's modifier on the line has to be settled first.
func (k *kit) reportAlone(p *audit.Pass, l *audit.Line, modifier, partner string, certain bool) {
	safety := audit.Review
	var edits []audit.Edit
	switch {
	case hasDisciplineModifier(l):
	case l.Terms.Downstream:
		p.NotEvaluated(l, addedLater)
		return
	case certain:
		safety = audit.Safe
		fallthrough
	case partner == l.Discipline.Modifier():
		edits = append(edits, audit.ModifierEdit(l, partner))
	}
	p.Report(unpaired(l, "billed with "+modifier+" without "+partner, fixOf("add "+partner, safety, edits)))
}

func unpaired(l *audit.Line, what string, fix audit.Fix) audit.Report {
	return audit.Report{Line: l, Field: audit.Modifiers, Message: what, Fix: fix,
		Action: "Biller: carry the assistant modifier with that of the plan of care. Treating therapist: who furnished the service, and under which plan, where the line leaves it open?"}
}
