package rules

import (
	"fmt"
	"strings"

	"otaudit/audit"
)

// d017 notes parts of a note that are there and say next to nothing.
func d017(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "D017", Name: "note-thin", Severity: audit.Info, MaxSafety: audit.Manual,
		Purpose: "Checks that no part of the note of a billed visit has fewer words than the practice's least.",
		Cites:   []audit.Cite{manual(convention, "least number of words set by the practice")},
		Scope:   audit.ScopeDay,
		Judge: func(p *audit.Pass, g *audit.Group) {
			eachBilledVisit(p, g, func(judged, visit []*audit.Line) {
				if !mapsNote(visit) {
					notEvaluated(p, judged, audit.Missing(judged[0], audit.Note))
					return
				}
				if k.anyThin(visit) {
					k.reportThin(p, visit)
				}
			})
		},
	}
}

func mapsNote(visit []*audit.Line) bool {
	for _, l := range visit {
		if _, mapped := noteWords(l); mapped {
			return true
		}
	}
	return false
}

// anyThin says whether some line has few words in a part. The part is thin if no other line of the visit has more.
func (k *kit) anyThin(visit []*audit.Line) bool {
	for _, l := range visit {
		for _, f := range noteFields {
			if words := l.Int(f); words > 0 && words < k.NoteWords {
				return true
			}
		}
	}
	return false
}

func (k *kit) reportThin(p *audit.Pass, visit []*audit.Line) {
	var thin []string
	var at *audit.Line
	var field audit.Field
	for _, f := range noteFields {
		longest := longestPart(visit, f)
		if longest == nil || longest.Int(f) >= k.NoteWords {
			continue
		}
		if at == nil {
			at, field = longest, f
		}
		thin = append(thin, fmt.Sprintf("%s %s", f, count(longest.Int(f), "word")))
	}
	if at == nil {
		return
	}
	p.Report(audit.Report{
		Line: at, Field: field,
		Message: fmt.Sprintf("note with little in it: %s; fewer than %d", strings.Join(thin, ", "), k.NoteWords),
		Action:  "Treating therapist: does the note in the chart say more than the record supplied?",
	})
}

// longestPart gives the line of the visit that has most words in a part; nil if none has any.
func longestPart(visit []*audit.Line, f audit.Field) *audit.Line {
	var longest *audit.Line
	for _, l := range visit {
		if l.Has(f) && l.Int(f) > 0 && (longest == nil || l.Int(f) > longest.Int(f)) {
			longest = l
		}
	}
	return longest
}
