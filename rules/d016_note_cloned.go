package rules

import (
	"cmp"
	"fmt"
	"slices"

	"otaudit/audit"
)

// The words below which notes are stock phrases and not compared: between visits of one patient, and between patients, where
// a whole sentence is found twice by chance.
const (
	fewestWordsCompared       = 6
	fewestWordsAcrossPatients = 12
)

// d016 finds notes with the same text, numbers included, on several visits of a patient or for several patients of one
// therapist. Dates, spaces and case do not tell two notes apart; measurements that changed do.
func d016(*kit) *audit.Rule {
	return &audit.Rule{
		ID: "D016", Name: "note-cloned", Severity: audit.Warning, MaxSafety: audit.Manual,
		Purpose: "Checks that the note of a visit is not the same text as that of another visit, numbers included.",
		Cites:   []audit.Cite{manual(convention, "reviewers look for repeated notes"), manual(benefitManual, "ch.15 §220.3 A")},
		Scope:   audit.ScopeLog,
		Judge: func(p *audit.Pass, g *audit.Group) {
			for _, same := range sameTexts(oneOfEachVisit(comparableNotes(p, g.Lines))) {
				reportClones(p, same)
			}
		},
	}
}

// sameTexts gives the notes that share a text with another one, text by text, each in the order of the run. Of a long log
// most texts stand alone: only fingerprints are sorted.
func sameTexts(notes []*audit.Line) (same [][]*audit.Line) {
	type text struct {
		print uint64
		note  int32
	}
	texts := make([]text, len(notes))
	for i, l := range notes {
		texts[i] = text{l.Prose, int32(i)}
	}
	slices.SortFunc(texts, func(a, b text) int { return cmp.Or(cmp.Compare(a.print, b.print), cmp.Compare(a.note, b.note)) })
	for start, end := 0, 0; start < len(texts); start = end {
		for end = start + 1; end < len(texts) && texts[end].print == texts[start].print; end++ {
		}
		if end == start+1 {
			continue
		}
		lines := make([]*audit.Line, 0, end-start)
		for _, t := range texts[start:end] {
			lines = append(lines, notes[t.note])
		}
		same = append(same, lines)
	}
	return same
}

// comparableNotes returns the lines with enough text.
func comparableNotes(p *audit.Pass, lines []*audit.Line) []*audit.Line {
	return keep(lines, func(l *audit.Line) bool {
		words, mapped := noteWords(l)
		switch {
		case !mapped:
			p.NotEvaluated(l, audit.Missing(l, audit.Note))
		case words == 0:
		case words < fewestWordsCompared:
			p.NotEvaluated(l, "note: too short to compare")
		case audit.PatientKey(l.Session) == "":
			p.NotEvaluated(l, audit.Missing(l, audit.PatientID))
		default:
			return true
		}
		return false
	})
}

// oneOfEachVisit keeps one line of each text of a patient's date: the lines of a visit carry the same note.
func oneOfEachVisit(lines []*audit.Line) []*audit.Line {
	var kept []*audit.Line
	for start := 0; start < len(lines); {
		end := start + 1
		for end < len(lines) && lines[end].Prose == lines[start].Prose && lines[end].Date(audit.DateOfService) == lines[start].Date(audit.DateOfService) &&
			samePatient(lines[start], lines[end]) {
			end++
		}
		kept = append(kept, lines[start])
		start = end
	}
	return kept
}

// samePatient says whether two lines are of one patient; lines that name none are of nobody.
func samePatient(a, b *audit.Line) bool {
	key := audit.PatientKey(a.Session)
	return key != "" && key == audit.PatientKey(b.Session)
}

// reportClones looks at the visits with one text: first at those of several patients of one therapist, then at what is left
// of each patient.
func reportClones(p *audit.Pass, same []*audit.Line) {
	reported := map[*audit.Line]bool{}
	if words, _ := noteWords(same[0]); words >= fewestWordsAcrossPatients {
		individual := keep(same, func(l *audit.Line) bool { return l.Has(audit.Therapist) && !isGroup(l) })
		for _, visits := range inGroups(individual, func(l *audit.Line) string { return l.Text(audit.Therapist) }) {
			patients := len(inGroups(visits, patientOf))
			if patients < 2 {
				continue
			}
			for _, l := range visits {
				reported[l] = true
			}
			reportSameNote(p, visits, fmt.Sprintf("the whole note, numbers included, is the same text on %s of %d patients of one therapist; a reason to look",
				count(len(visits), "visit"), patients))
		}
	}
	for _, visits := range inGroups(same, patientOf) {
		days := firstOfDays(byDate(visits))
		if len(days) < 2 || !slices.ContainsFunc(days, func(l *audit.Line) bool { return !reported[l] }) {
			continue
		}
		reportSameNote(p, days, fmt.Sprintf("the whole note, numbers included, is the same text on %s of the patient; a reason to look",
			count(len(days), "visit")))
	}
}

func patientOf(l *audit.Line) string { return audit.PatientKey(l.Session) }

// inGroups divides lines by a key, groups in the order in which they are met. One text may stand on every line of a log, so
// that they are not compared with each other.
func inGroups(lines []*audit.Line, key func(*audit.Line) string) (groups [][]*audit.Line) {
	numbers := map[string]int{}
	for _, l := range lines {
		k := key(l)
		number, known := numbers[k]
		if !known {
			number = len(groups)
			numbers[k], groups = number, append(groups, nil)
		}
		groups[number] = append(groups[number], l)
	}
	return groups
}

// byDate puts the visits in the order of their dates, those of one date in the order of the run.
func byDate(visits []*audit.Line) []*audit.Line {
	visits = slices.Clone(visits)
	slices.SortStableFunc(visits, func(a, b *audit.Line) int {
		return cmp.Or(cmp.Compare(a.Date(audit.DateOfService), b.Date(audit.DateOfService)), cmp.Compare(a.Index, b.Index))
	})
	return visits
}

func reportSameNote(p *audit.Pass, visits []*audit.Line, message string) {
	visits = byDate(visits)
	p.Report(audit.Report{
		Line: visits[0], Field: firstNoteField(visits[0]), Also: alsoLines(visits), Scope: audit.ScopePatient, Message: message,
		Action: "Treating therapist: does each note describe what was done on its own visit? Supervisor: read these notes side by side before they are sent to a reviewer.",
	})
}

func firstNoteField(l *audit.Line) audit.Field {
	for _, f := range noteFields {
		if l.Has(f) {
			return f
		}
	}
	return audit.Note
}
