package rules

import (
	"slices"

	"otaudit/audit"
)

// eachVisit hands over the lines of a day visit by visit. A line without a visit id belongs to the first visit; a
// day of one visit, the common case, is handed over as it is.
func eachVisit(lines []*audit.Line, do func([]*audit.Line)) {
	lead := lines[0]
	one := true
	for _, l := range lines[1:] {
		if !audit.SameVisit(lead, l) {
			one = false
			break
		}
		if !lead.Has(audit.VisitID) {
			lead = l
		}
	}
	if one {
		do(lines)
		return
	}
	var visits [][]*audit.Line
	var leads []*audit.Line
	for _, l := range lines {
		at := len(visits)
		for i := range visits {
			if audit.SameVisit(leads[i], l) {
				at = i
				break
			}
		}
		if at == len(visits) {
			visits, leads = append(visits, nil), append(leads, l)
		}
		if !leads[at].Has(audit.VisitID) {
			leads[at] = l
		}
		visits[at] = append(visits[at], l)
	}
	for _, visit := range visits {
		do(visit)
	}
}

// billing says whether anything was billed for a visit: units or a charge above zero on a line. A log without a column
// of units lists services that were furnished to be billed. ByContract stands for "not known".
func billing(visit []*audit.Line) audit.Demand {
	known := audit.No
	for _, l := range visit {
		switch {
		case l.Units() > 0, l.Lowered, l.Money(audit.Charge) > 0, l.State(audit.UnitsBilled) == audit.Unbound:
			return audit.Yes
		case !l.Has(audit.UnitsBilled):
			known = audit.ByContract
		}
	}
	return known
}

// eachBilledVisit hands over, for each billed visit of the day, those of its lines that the rule can judge, and all of
// them. The lines of a visit of which nobody can say whether it was billed are counted as not evaluated.
func eachBilledVisit(p *audit.Pass, g *audit.Group, do func(judged, visit []*audit.Line)) {
	eachVisit(g.All, func(visit []*audit.Line) {
		judged := judgedOf(g, visit)
		if len(judged) == 0 {
			return
		}
		switch billing(visit) {
		case audit.Yes:
			do(judged, visit)
		case audit.ByContract:
			notEvaluated(p, judged, "units: not known whether the visit was billed")
		}
	})
}

// judgedOf gives the lines of the visit that the rule can judge: most often all of them.
func judgedOf(g *audit.Group, visit []*audit.Line) []*audit.Line {
	if len(g.Lines) == len(g.All) {
		return visit
	}
	var judged []*audit.Line
	for _, l := range visit {
		if slices.Contains(g.Lines, l) {
			judged = append(judged, l)
		}
	}
	return judged
}

// onAnyLine says whether a field has something on any line, readable or not. What a visit has in common may stand on one of its
// lines only.
func onAnyLine(lines []*audit.Line, f audit.Field) bool {
	for _, l := range lines {
		if l.Fills(f) {
			return true
		}
	}
	return false
}

// alsoLines gives the lines after the first.
func alsoLines(lines []*audit.Line) []*audit.Line { return append([]*audit.Line(nil), lines[1:]...) }
