package audit

import "fmt"

// mostOfDay is how many lines of one patient, or of one therapist, are judged on one date. So many can only be those of
// many under one name: what rules say that compare them would be wrong, and they would take as good as forever.
const mostOfDay = 300

var tooManyOfDay = fmt.Sprintf("day: more than %d lines under one name", mostOfDay)

// crowded says whether the group is taken for that of one patient or therapist and holds a date with more lines than one
// can have. Rules about each line on its own judge such lines.
func (g *Group) crowded() bool {
	ofOne := g.Scope >= ScopeDay && g.Scope <= ScopePatient || g.Scope == ScopeShift
	if !ofOne || len(g.All) <= mostOfDay {
		return false
	}
	found := false
	runs(g.All, sameDay, func(day []*Line) { found = found || len(day) > mostOfDay && day[0].Has(DateOfService) })
	return found
}
