package rules

import (
	"slices"

	"otaudit/audit"
)

// eachPatientDay hands over the lines of a log day by day, with those of each day that the rule can judge: one patient, date
// and discipline. A line that names neither patient nor visit belongs to no day.
func eachPatientDay(p *audit.Pass, g *audit.Group, do func(day *audit.Group)) {
	next := 0 // of the lines that can be judged
	for start, end := 0, 0; start < len(g.All); start = end {
		for end = start + 1; end < len(g.All) && audit.SameDay(g.All[start], g.All[end]); end++ {
		}
		from := next
		for _, l := range g.All[start:end] {
			if next < len(g.Lines) && g.Lines[next] == l {
				next++
			}
		}
		switch {
		case next == from:
		case patientOf(g.All[start]) == "" && !g.All[start].Has(audit.VisitID):
			p.NotEvaluated(g.All[start], audit.Missing(g.All[start], audit.PatientID))
		default:
			do(&audit.Group{Scope: audit.ScopeDay, Lines: g.Lines[from:next], All: g.All[start:end]})
		}
	}
}

// totals are the visits of a log that should state a total of minutes, and do not.
type totals struct {
	field            audit.Field
	visits, filled   int
	unstated         [][]*audit.Line // the lines of each that can be judged
	unstatedComplete []bool          // of each, whether the minutes of its lines give the total
}

// add counts a billed visit whose lines can be judged. Where no column of any of its lines holds totals, nothing can be said.
func (t *totals) add(p *audit.Pass, judged, visit []*audit.Line, adding []*audit.Line) {
	if !bindsAny(visit, t.field) {
		notEvaluated(p, judged, audit.Missing(judged[0], t.field))
		return
	}
	if onAnyLine(visit, t.field) {
		return
	}
	t.unstated = append(t.unstated, judged)
	t.unstatedComplete = append(t.unstatedComplete, withoutMinutes(adding) == nil)
}

// count counts the visits with a line that is asked for and how many of them state the total, whether billed or not: what a
// correction takes off the bill must not decide how well the column is kept.
func (t *totals) count(all []*audit.Line, asked func(*audit.Line) bool) {
	for start, end := 0, 0; start < len(all); start = end {
		for end = start + 1; end < len(all) && audit.SameDay(all[start], all[end]); end++ {
		}
		eachVisit(all[start:end], func(visit []*audit.Line) {
			if !slices.ContainsFunc(visit, asked) || !bindsAny(visit, t.field) {
				return
			}
			t.visits++
			if onAnyLine(visit, t.field) {
				t.filled++
			}
		})
	}
}

// report reports every visit without a total, unless most visits have none: then the column is not kept, or holds something
// else. It is a warning where the minutes of the lines give the total.
func (t *totals) report(p *audit.Pass, report func(judged []*audit.Line, complete bool) audit.Report) {
	for i, judged := range t.unstated {
		if t.filled*2 < t.visits {
			notEvaluated(p, judged, t.field.String()+": filled on fewer than half of the visits")
			continue
		}
		r := report(judged, t.unstatedComplete[i])
		r.Line, r.Field, r.Scope = judged[0], t.field, audit.ScopeDay
		r.Also = without(judged, r.Line)
		if t.unstatedComplete[i] {
			r.Severity = audit.Warning
		}
		p.Report(r)
	}
}

// bindsAny says whether a column supplies the field on any line.
func bindsAny(lines []*audit.Line, f audit.Field) bool {
	for _, l := range lines {
		if l.Binds(f) {
			return true
		}
	}
	return false
}
