package audit

import (
	"maps"
	"slices"
)

// extent knows of which groups of lines (those of a payer, of a therapist) and on which days the other side has most: a line without a
// partner says something there and nowhere else. Claims of April say nothing of a log of March, those of one payer nothing of the
// others.
type extent struct {
	groups map[string]int
	reach  []reach // by group
	lines  []extentLine
	spans  []span // of days of which most lines have a partner
}

// extentLine is a line with the groups that it belongs to, each of another kind.
type extentLine struct {
	groups extentGroups
	day    Date
	met    bool
}

type extentGroups [3]int

// reach is how far the partners of one group go.
type reach struct {
	met           int
	first, last   Date // of those that have a partner
	before, after int  // lines within the spans and beyond these
}

type span struct{ from, to Date }

const (
	mostGap = 7 // days without a partner within a span: a longer hole is another period
	few     = 5 // lines of a group beyond its partners: as many are not left out by chance
)

// Why a line without a partner says nothing.
const (
	otherGroup  = "none of the payer, the provider or the file"
	otherPeriod = "of another period"
)

func newExtent() *extent { return &extent{groups: map[string]int{}} }

// groupsOf numbers the groups of a line.
func (c *extent) groupsOf(names ...string) (g extentGroups) {
	for i, name := range names {
		n, known := c.groups[name]
		if !known {
			n = len(c.reach)
			c.groups[name] = n
			c.reach = append(c.reach, reach{})
		}
		g[i] = n
	}
	return g
}

// count notes a line and whether it has a partner.
func (c *extent) count(g extentGroups, day Date, met bool) {
	c.lines = append(c.lines, extentLine{g, day, met})
	if !met {
		return
	}
	for _, n := range g {
		r := &c.reach[n]
		if r.met == 0 || day < r.first {
			r.first = day
		}
		if r.met == 0 || day > r.last {
			r.last = day
		}
		r.met++
	}
}

// settle finds the days that are covered, when all lines are counted.
func (c *extent) settle() {
	type share struct{ met, all int }
	days := map[Date]share{}
	for _, l := range c.lines {
		if !c.met(l.groups) {
			continue
		}
		s := days[l.day]
		if s.all++; l.met {
			s.met++
		}
		days[l.day] = s
	}
	for _, day := range slices.Sorted(maps.Keys(days)) {
		n := len(c.spans)
		switch s := days[day]; {
		case 2*s.met < s.all:
		case n > 0 && int(day-c.spans[n-1].to) <= mostGap:
			c.spans[n-1].to = day
		default:
			c.spans = append(c.spans, span{day, day})
		}
	}
	for _, l := range c.lines {
		if l.met || !c.within(l.day) {
			continue
		}
		for _, n := range l.groups {
			switch r := &c.reach[n]; {
			case r.met == 0:
			case l.day < r.first:
				r.before++
			case l.day > r.last:
				r.after++
			}
		}
	}
}

// met reports whether a line of each group has a partner.
func (c *extent) met(g extentGroups) bool {
	return !slices.ContainsFunc(g[:], func(n int) bool { return c.reach[n].met == 0 })
}

func (c *extent) within(day Date) bool {
	return slices.ContainsFunc(c.spans, func(s span) bool { return s.from <= day && day <= s.to })
}

// missing says why a line without a partner says nothing; empty if it does.
func (c *extent) missing(g extentGroups, day Date) string {
	if !c.met(g) {
		return otherGroup
	}
	if !c.within(day) {
		return otherPeriod
	}
	for _, n := range g {
		if r := &c.reach[n]; day < r.first && r.before >= few || day > r.last && r.after >= few {
			return otherPeriod
		}
	}
	return ""
}
