package rules

import (
	"fmt"

	"otaudit/audit"
)

// e006 finds re-evaluations at fixed intervals, and those without any note in which a change could be stated. Whether a
// note states a significant change can only be read by a person.
func e006(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "E006", Name: "reevaluation-unsupported", Severity: audit.Warning, MaxSafety: audit.Manual,
		Purpose:  "Checks that re-evaluations follow a stated significant change and are not routine at fixed intervals.",
		Cites:    []audit.Cite{manual(benefitManual, "ch.15 §220.3 C")},
		Denial:   k.denial("not_medically_necessary"),
		Scope:    audit.ScopeEpisode,
		Concerns: isReevaluation, Applies: onBillLines,
		Judge: func(p *audit.Pass, g *audit.Group) {
			again := ownEvaluations(p, g.Lines, isOTEvaluation)
			visits := firstOfDays(again)
			interval, routine := fixedInterval(visits)
			if routine {
				last := visits[len(visits)-1]
				p.Report(audit.Report{
					Line: last, Field: audit.Code, Also: visits[:len(visits)-1], PlanDate: planDate(last),
					Message: fmt.Sprintf("%d re-evaluations were billed in one episode of care, %s apart give or take %s",
						len(visits), days(interval), days(intervalSlack)),
					Action: "Treating therapist: which significant change led to each re-evaluation, and where is it stated?",
				})
				return
			}
			for _, l := range again {
				judgeStatedChange(p, g, l)
			}
		},
	}
}

// judgeStatedChange reports a re-evaluation whose visit has a place for a note and nothing in it.
func judgeStatedChange(p *audit.Pass, g *audit.Group, l *audit.Line) {
	field, mapped, written := noteOfDay(g.All, l)
	switch {
	case !mapped:
		p.NotEvaluated(l, audit.Missing(l, audit.Note))
	case written:
		p.NotEvaluated(l, "significant change: for a person to read in the note")
	default:
		p.Report(audit.Report{
			Line: l, Field: field, PlanDate: planDate(l),
			Message: "a re-evaluation was billed; the record supplied holds no note in which a significant change could be stated",
			Action:  "Treating therapist: which significant change led to the re-evaluation, and where is it stated?",
		})
	}
}

// noteOfDay says whether the visit of the line has a column for a note or a part of it, which one, and whether there is
// text in any.
func noteOfDay(lines []*audit.Line, l *audit.Line) (field audit.Field, mapped, written bool) {
	for _, other := range lines {
		if other.Date(audit.DateOfService) != l.Date(audit.DateOfService) || !audit.SameVisit(other, l) {
			continue
		}
		for _, f := range noteFields {
			state := other.State(f)
			if state == audit.Unbound {
				continue
			}
			written = written || state != audit.Blank
			if !mapped {
				field, mapped = f, true
			}
		}
	}
	return field, mapped, written
}

const (
	// intervalSlack is how far from each other intervals may lie to count as fixed; weekends move visits by so much.
	intervalSlack = 3
	// fewestRoutine is how many re-evaluations show a routine: two equal intervals.
	fewestRoutine = 3
)

// fixedInterval says whether the days between the visits are all alike, and gives the first interval.
func fixedInterval(visits []*audit.Line) (int, bool) {
	if len(visits) < fewestRoutine {
		return 0, false
	}
	shortest, longest := 0, 0
	for i := 1; i < len(visits); i++ {
		gap := int(visits[i].Date(audit.DateOfService) - visits[i-1].Date(audit.DateOfService))
		if i == 1 {
			shortest, longest = gap, gap
		}
		shortest, longest = min(shortest, gap), max(longest, gap)
	}
	return (shortest + longest) / 2, longest-shortest <= intervalSlack
}
