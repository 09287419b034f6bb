package rules

import (
	"slices"

	"otaudit/audit"
)

// d018 finds billed visits without any note, where the notes come from an export of their own. Without such an export the rule
// has nothing to say: a log with note columns of its own is D001 to D004's.
func d018(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "D018", Name: "note-missing-for-charge", Severity: audit.Error, MaxSafety: audit.Manual,
		Purpose: "Checks that the export of notes holds a note for each billed visit of the log of charges.",
		Cites:   []audit.Cite{manual(benefitManual, "ch.15 §220.3 E")},
		Denial:  k.denial("notes_missing"),
		Scope:   audit.ScopeDay, Applies: audit.NewPredicate(notesJoined),
		Judge: func(p *audit.Pass, g *audit.Group) {
			eachBilledVisit(p, g, func(judged, visit []*audit.Line) {
				for _, f := range noteFields {
					if onAnyLine(visit, f) {
						return
					}
				}
				if slices.ContainsFunc(visit, noteLeftOpen) {
					notEvaluated(p, judged, "note: the exports do not tell whether they would hold one")
					return
				}
				p.Report(audit.Report{
					Line: judged[0], Field: audit.DateOfService, Also: alsoLines(judged),
					Message: "the visit was billed; the export of notes holds no note for it",
					Action:  "Treating therapist: is there a note of that day in the chart? Biller: take the charge back if the visit did not take place.",
				})
			})
		},
	}
}

// notesJoined says whether a joined export supplies a note or a part of one for the line or for others, whether or not the
// line found a partner in it.
func notesJoined(l *audit.Line) bool {
	for j := l.Joined; j != nil; j = j.Next {
		if (j.Fields|j.Open)&allNoteFields != 0 {
			return true
		}
	}
	return false
}

// noteLeftOpen says whether the line found no partner in an export of notes that may not cover its visit.
func noteLeftOpen(l *audit.Line) bool {
	for j := l.Joined; j != nil; j = j.Next {
		if j.Open&allNoteFields != 0 {
			return true
		}
	}
	return false
}
