package rules

import (
	"slices"

	"otaudit/audit"
)

// noteFields are all fields that hold text of a note.
var noteFields = [...]audit.Field{audit.Subjective, audit.Objective, audit.Assessment, audit.Plan, audit.Note}

var allNoteFields = audit.Fields(noteFields[:]...)

// noteParts are the parts of a note in the order of the SOAP format.
var noteParts = [...]audit.Field{audit.Subjective, audit.Objective, audit.Assessment, audit.Plan}

// notePart makes the rule that looks for one part of the note of a billed visit. The four rules differ in the part alone.
func (k *kit) notePart(id, name string, part audit.Field, words string) *audit.Rule {
	return &audit.Rule{
		ID: id, Name: name, Severity: audit.Warning, MaxSafety: audit.Manual,
		Purpose: "Checks that the note of each billed visit has " + words + ".",
		Cites:   []audit.Cite{manual(convention, "SOAP note")},
		Scope:   audit.ScopeDay, Columns: audit.Fields(part),
		Judge: func(p *audit.Pass, g *audit.Group) {
			eachBilledVisit(p, g, func(judged, visit []*audit.Line) {
				switch {
				case onAnyLine(visit, part):
				case undivided(visit):
					notEvaluated(p, judged, "note: not divided into parts")
				case withoutJoinedNote(visit):
					notEvaluated(p, judged, "note: none at all in the export of notes, which is for D018 to say")
				default:
					p.Report(audit.Report{
						Line: judged[0], Field: part, Also: alsoLines(judged),
						Message: "the visit was billed; no " + part.String() + " part of the note is in the record supplied",
						Action:  "Treating therapist: does the note in the chart have this part?",
					})
				}
			})
		},
	}
}

// undivided says whether the visit has a note in one piece and no part of its own: the parts may be inside.
func undivided(visit []*audit.Line) bool {
	for _, part := range noteParts {
		if onAnyLine(visit, part) {
			return false
		}
	}
	return onAnyLine(visit, audit.Note)
}

// withoutJoinedNote says whether notes come from an export of their own and the visit has nothing in it: D018 says so once, and
// the parts of what is not there are not named one by one.
func withoutJoinedNote(visit []*audit.Line) bool {
	for _, f := range noteFields {
		if onAnyLine(visit, f) {
			return false
		}
	}
	return slices.ContainsFunc(visit, notesJoined)
}

// noteWords counts the words of all parts of the line's note, and says whether a column holds any part.
func noteWords(l *audit.Line) (words int, mapped bool) {
	for _, f := range noteFields {
		if l.Has(f) {
			words += l.Int(f)
			mapped = true
		} else if !mapped {
			mapped = l.Binds(f)
		}
	}
	return words, mapped
}
