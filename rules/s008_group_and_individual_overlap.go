package rules

import (
	"fmt"

	"otaudit/audit"
)

// s008 finds a patient who is billed one-on-one while in a group of the same therapist.
func s008(*kit) *audit.Rule {
	return &audit.Rule{
		ID: "S008", Name: "group-and-individual-overlap", Severity: audit.Error,
		Purpose: "Checks that no patient is billed one-on-one while in a group.",
		Cites:   []audit.Cite{manual(claimsManual, "ch.5 §20.2"), manual(benefitManual, "ch.15 §230")},
		Scope:   audit.ScopeShift, Concerns: takesThePatient,
		Needs: audit.Fields(audit.Therapist, audit.StartTime, audit.EndTime),
		Judge: func(p *audit.Pass, g *audit.Group) {
			eachPatient(ownTime(p, withSpan(p, g.Lines)), func(patient []*audit.Line) {
				overlaps(blocksOfDay(patient), groupAndAlone, func(later, earlier *block) {
					alone, group := later, earlier
					if isGroup(alone.first()) {
						alone, group = group, alone
					}
					p.Report(audit.Report{
						Line: alone.first(), Field: audit.StartTime, Also: group.lines[:1],
						Message: fmt.Sprintf("the one-on-one service shares %s with a group of the same patient",
							count(sharedMinutes(alone, group), "minute")),
						Working: fmt.Sprintf("%s one-on-one, %s in the group",
							count(int(alone.end-alone.start), "minute"), count(int(group.end-group.start), "minute")),
						Action: "Treating therapist: which minutes were in the group, and which one-on-one? Biller: bill each minute once.",
					})
				})
			})
		},
	}
}

func groupAndAlone(a, b *block) bool { return isGroup(a.first()) != isGroup(b.first()) }
