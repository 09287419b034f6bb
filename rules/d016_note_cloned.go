package rules

import (
	"cmp"
	"fmt"
	"slices"

	"otaudit/audit"
)

// fewestWordsCompared keeps short stock notes ("tolerated treatment well") out of the comparison.
const fewestWordsCompared = 12

// d016 finds notes with the same text on several dates. Numbers, dates, spaces and case do not tell two notes apart.
func d016(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "D016", Name: "note-cloned", Severity: audit.Warning, MaxSafety: audit.Manual,
		Purpose: "Checks that the note of a visit is not the same text as that of another visit.",
		Cites:   []audit.Cite{manual(convention, "reviewers look for repeated notes"), manual(benefitManual, "ch.15 §220.3 A")},
		Scope:   audit.ScopePatient,
		Judge: func(p *audit.Pass, g *audit.Group) {
			notes := comparableNotes(p, g.Lines)
			if !anyTwice(notes) {
				return
			}
			notes = slices.Clone(notes) // they may be the group's own lines
			sortByText(notes)
			for start := 0; start < len(notes); {
				end := start + 1
				for end < len(notes) && notes[end].Prose == notes[start].Prose {
					end++
				}
				reportClones(p, datesApart(notes[start:end]))
				start = end
			}
		},
	}
}

// comparableNotes gives the lines with enough text.
func comparableNotes(p *audit.Pass, lines []*audit.Line) []*audit.Line {
	return keep(lines, func(l *audit.Line) bool {
		words, mapped := noteWords(l)
		switch {
		case !mapped:
			p.NotEvaluated(l, audit.Missing(l, audit.Note))
		case words == 0:
		case words < fewestWordsCompared:
			p.NotEvaluated(l, "note: too short to compare")
		default:
			return true
		}
		return false
	})
}

// anyTwice says whether two lines that do not follow each other on one date have the same text. Most patients have none,
// and their notes need no order.
func anyTwice(notes []*audit.Line) bool {
	var room [64]uint64 // enough for most patients
	texts := room[:0]
	for i, l := range notes {
		if i == 0 || l.Prose != notes[i-1].Prose || l.Date(audit.DateOfService) != notes[i-1].Date(audit.DateOfService) {
			texts = append(texts, l.Prose)
		}
	}
	slices.Sort(texts)
	for i := 1; i < len(texts); i++ {
		if texts[i] == texts[i-1] {
			return true
		}
	}
	return false
}

// sortByText puts equal texts together, each in the order of dates.
func sortByText(notes []*audit.Line) {
	slices.SortStableFunc(notes, func(a, b *audit.Line) int {
		return cmp.Or(cmp.Compare(a.Prose, b.Prose), cmp.Compare(a.Date(audit.DateOfService), b.Date(audit.DateOfService)),
			cmp.Compare(a.Index, b.Index))
	})
}

// datesApart keeps one line of each date: the lines of a visit carry the same note.
func datesApart(same []*audit.Line) []*audit.Line {
	if len(same) < 2 {
		return nil
	}
	return firstOfDays(same)
}

func reportClones(p *audit.Pass, visits []*audit.Line) {
	if len(visits) < 2 {
		return
	}
	others := "visits"
	if len(visits) == 2 {
		others = "visit"
	}
	p.Report(audit.Report{
		Line: visits[0], Field: firstNoteField(visits[0]), Also: alsoLines(visits),
		Message: fmt.Sprintf("the text of the note is the same as on %d other %s; a reason to look", len(visits)-1, others),
		Action:  "Does each note describe what was done on its own visit?",
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
