package rules

import (
	"fmt"
	"slices"

	"otaudit/audit"
)

// s010 finds the same one-on-one minutes of a patient billed in full by two disciplines.
func s010(*kit) *audit.Rule {
	return &audit.Rule{
		ID: "S010", Name: "co-treatment-both-billed", Severity: audit.Warning,
		Purpose: "Checks that two disciplines do not both bill the same one-on-one minutes of a patient.",
		Cites:   []audit.Cite{manual(benefitManual, "ch.15 §230"), manual(claimsManual, "ch.5 §20.2")},
		Scope:   audit.ScopePatient, Concerns: takesOnePatient, Applies: unitLines, Needs: audit.Fields(audit.StartTime),
		Judge: func(p *audit.Pass, g *audit.Group) {
			if !slices.ContainsFunc(g.Lines, func(l *audit.Line) bool { return !sameDiscipline(l, g.First()) }) {
				return // most patients
			}
			parts(g.Lines, everyLine, onOneDate, func(day []*audit.Line) {
				var sides []coTreated
				parts(day, everyLine, sameDiscipline, func(lines []*audit.Line) {
					parts(lines, everyLine, startTogether, func(block []*audit.Line) { sides = append(sides, coTreatedOf(block)) })
				})
				for i := range sides {
					at := slices.IndexFunc(sides[:i], func(s coTreated) bool { return s.clashes(&sides[i]) })
					if at >= 0 {
						p.Report(reportCoTreatment(&sides[at], &sides[i]))
					}
				}
			})
		},
	}
}

// takesOnePatient says whether a service of any discipline is given to one patient at a time.
func takesOnePatient(l *audit.Line) bool {
	return isOneOnOne(l) || l.Proc != nil && l.Proc.Kind == "speech" && l.Proc.Code != "92508"
}

func onOneDate(a, b *audit.Line) bool {
	return a.Date(audit.DateOfService) == b.Date(audit.DateOfService)
}

func sameDiscipline(a, b *audit.Line) bool { return a.Discipline == b.Discipline }

// startTogether says whether two lines of a discipline are of one stretch of time. Lines of one visit mostly all have its times.
func startTogether(a, b *audit.Line) bool {
	return a.Clock(audit.StartTime) == b.Clock(audit.StartTime) && a.Has(audit.EndTime) == b.Has(audit.EndTime) &&
		a.Clock(audit.EndTime) == b.Clock(audit.EndTime)
}

// coTreated are the lines of one discipline in one stretch of time.
type coTreated struct {
	lines      []*audit.Line
	start, end audit.Clock // end is 0 where it is not known
	minutes    int         // 0 where a line has none
}

func coTreatedOf(lines []*audit.Line) coTreated {
	c := coTreated{lines: lines, start: lines[0].Clock(audit.StartTime)}
	if lines[0].Has(audit.EndTime) && lines[0].Clock(audit.EndTime) > c.start {
		c.end = lines[0].Clock(audit.EndTime)
	}
	if minutes, known := oneOnOneMinutes(&block{lines: lines}); known {
		c.minutes = minutes
	}
	return c
}

// clashes says whether two disciplines bill the same minutes: their times overlap and the minutes of both do not fit one after the
// other, or minutes and start are equal where an end is not known.
func (c *coTreated) clashes(o *coTreated) bool {
	if sameDiscipline(c.lines[0], o.lines[0]) {
		return false
	}
	if c.end == 0 || o.end == 0 {
		return c.start == o.start && c.minutes > 0 && c.minutes == o.minutes
	}
	if c.start >= o.end || o.start >= c.end {
		return false
	}
	if c.minutes == 0 || o.minutes == 0 {
		return c.start == o.start && c.end == o.end
	}
	return c.minutes+o.minutes > int(max(c.end, o.end)-min(c.start, o.start))
}

func reportCoTreatment(a, b *coTreated) audit.Report {
	r := audit.Report{
		Line: b.lines[0], Field: audit.StartTime, Also: append(slices.Clone(a.lines), b.lines[1:]...),
		Message: fmt.Sprintf("%s and %s bill one-on-one services of the patient that begin at the same time", a.lines[0].Discipline, b.lines[0].Discipline),
		Action:  "Treating therapists of both disciplines: was it co-treatment? Then the minutes are shared, not billed twice, and both notes say so. Biller: bill each discipline only its part.",
	}
	if a.end != 0 && b.end != 0 {
		shared := int(min(a.end, b.end) - max(a.start, b.start))
		r.Message = fmt.Sprintf("%s and %s both bill one-on-one services of the patient in the same %s",
			a.lines[0].Discipline, b.lines[0].Discipline, count(shared, "minute"))
	}
	if a.minutes > 0 && b.minutes > 0 {
		r.Working = fmt.Sprintf("%s of %s and %s of %s", count(a.minutes, "minute"), a.lines[0].Discipline, count(b.minutes, "minute"), b.lines[0].Discipline)
	} else {
		r.Working = "the minutes of both are not known, so that only start and end were compared"
	}
	return r
}
