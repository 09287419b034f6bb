package rules

import (
	"cmp"
	"slices"

	"otaudit/audit"
)

// certification is one certification of an episode, as its lines state it. The day of its signature only says whether it
// was timely; what it covers follows from the initial treatment, the plans' own dates and the stated end.
type certification struct {
	signed, end, plan          audit.Date
	hasSigned, hasEnd, hasPlan bool
}

// interval is a stretch of certified treatment, first and last day included.
type interval struct {
	from, to  audit.Date
	openStart bool // the log does not show when it began
	openEnd   bool // nor, without a stated end, when it ended
	cut       bool // a stated end lay beyond what a certification can cover
}

// certificationsOf lists the certifications that the lines state, in their order. A log repeats the same one on many lines;
// of several ends and plans stated for one signature the latest end and the earliest plan stand.
func certificationsOf(lines []*audit.Line) []certification {
	var list []certification
	for _, l := range lines {
		c := certification{signed: l.Date(audit.CertificationDate), end: l.Date(audit.CertificationEnd), plan: l.Date(audit.PlanOfCareDate),
			hasSigned: l.Has(audit.CertificationDate), hasEnd: l.Has(audit.CertificationEnd), hasPlan: l.Has(audit.PlanOfCareDate)}
		if c.hasSigned {
			list = addCertification(list, c)
		}
	}
	for _, l := range lines { // an end alone, unless it is that of one with a date
		end := l.Date(audit.CertificationEnd)
		if l.Has(audit.CertificationEnd) && !l.Has(audit.CertificationDate) &&
			!slices.ContainsFunc(list, func(c certification) bool { return c.hasEnd && c.end == end }) {
			list = append(list, certification{end: end, hasEnd: true, plan: l.Date(audit.PlanOfCareDate), hasPlan: l.Has(audit.PlanOfCareDate)})
		}
	}
	slices.SortStableFunc(list, func(a, b certification) int { return cmp.Compare(a.order(), b.order()) })
	return list
}

// order is the day by which certifications follow each other.
func (c *certification) order() audit.Date {
	if c.hasSigned {
		return c.signed
	}
	return c.end
}

func addCertification(list []certification, c certification) []certification {
	for i := range list {
		known := &list[i]
		if known.signed != c.signed {
			continue
		}
		if c.hasEnd && (!known.hasEnd || c.end > known.end) {
			known.end, known.hasEnd = c.end, true
		}
		if c.hasPlan && (!known.hasPlan || c.plan < known.plan) {
			known.plan, known.hasPlan = c.plan, true
		}
		return list
	}
	return append(list, c)
}

// initialTreatment returns the first day of treatment under the episode's first plan, the evaluation included. It is known
// from an initial evaluation that nothing precedes, or from the earliest date of a plan that nothing precedes: a log of one
// month begins anywhere in an episode.
func initialTreatment(lines []*audit.Line) (day audit.Date, known bool) {
	for _, l := range lines {
		if l.Has(audit.PlanOfCareDate) && (!known || l.Date(audit.PlanOfCareDate) < day) {
			day, known = l.Date(audit.PlanOfCareDate), true
		}
	}
	first := lines[0].Date(audit.DateOfService)
	for _, l := range lines {
		if l.Date(audit.DateOfService) != first {
			break
		}
		if opensEpisode(l) && !notBilled(l) {
			return first, true // a plan dated otherwise was written before or after the evaluation that resulted in it
		}
	}
	return day, known && day <= first
}

// showsInitial says whether the lines reach back to the time in which an initial treatment's certification was due: later
// ones may carry a recertification as their first.
func showsInitial(lines []*audit.Line, initial audit.Date) bool {
	return int(lines[0].Date(audit.DateOfService)-initial) <= certifiedWithin
}

// intervalsOf says what the certifications cover. The first one covers the plan's stated duration or so many days from the
// initial treatment, whichever is less; a later one as many from its own plan, or from the day after the last interval where
// it states no plan of its own.
func intervalsOf(list []certification, lines []*audit.Line, covers int) []interval {
	initial, known := initialTreatment(lines)
	if known && len(list) > 0 && !showsInitial(lines, initial) {
		known = list[0].hasSigned && int(list[0].signed-initial) <= certifiedWithin
	}
	var intervals []interval
	plan := initial      // the newest plan so far
	var ended audit.Date // the last day of the intervals so far
	for i := range list {
		c := &list[i]
		in := interval{openStart: true}
		switch {
		case i == 0 && known:
			in.from, in.openStart = initial, false
		case i == 0:
		case c.hasPlan && c.plan > plan:
			in.from, in.openStart = c.plan, false
		case !intervals[i-1].openEnd:
			in.from, in.openStart = ended+1, false
		}
		if c.hasPlan {
			plan = max(plan, c.plan)
		}
		in.bound(c, covers)
		if !in.openEnd && (ended < in.to || i == 0) {
			ended = in.to
		}
		intervals = append(intervals, in)
	}
	return intervals
}

// bound sets the last day of the interval.
func (in *interval) bound(c *certification, covers int) {
	last := in.from + audit.Date(covers)
	switch {
	case in.openStart && c.hasEnd:
		in.to = c.end
	case in.openStart:
		in.openEnd = true
	case c.hasEnd && c.end <= last:
		in.to = c.end
	default:
		in.to, in.cut = last, c.hasEnd
	}
}

// holds says whether the interval covers the day, as far as the log shows it.
func (in *interval) holds(on audit.Date) bool {
	return (in.openStart || in.from <= on) && !in.openEnd && on <= in.to
}

// coverage is what the certifications say of one day.
type coverage struct {
	covered bool
	unknown bool      // an interval whose bounds the log does not show may cover it
	last    *interval // the interval that ended last before the day; nil if none did
}

func coverageOf(intervals []interval, on audit.Date) (c coverage) {
	for i := range intervals {
		in := &intervals[i]
		c.covered = c.covered || in.holds(on)
		c.unknown = c.unknown || in.openEnd
		if !in.openEnd && in.to < on && (c.last == nil || in.to > c.last.to) {
			c.last = in
		}
	}
	return c
}
