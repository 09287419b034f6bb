package rules

import (
	"slices"

	"otaudit/audit"
	"otaudit/rules/refdata"
	"otaudit/rules/units"
)

// perCodeDay is the midpoint arithmetic of one day: each code (97129 and 97130 together) by its own minutes. U004 and
// U005 judge it from two sides and share it.
type perCodeDay struct {
	codeDay
	separate units.Separate
	unjudged []unjudgedLine
	// fits says that every line is billed as its minutes support: most days, and nothing else is worked out of them.
	fits bool
}

// fittingCodes stands for every day that fits.
var fittingCodes = &perCodeDay{fits: true}

// unjudgedLine is a line whose code cannot be judged. Codes do not share minutes, so the others still can be.
type unjudgedLine struct {
	line  *audit.Line
	cause string
}

// standsAlone says whether the midpoint rule judges the line's code: every code of 15-minute units whose first unit is earned
// with 8 minutes, those outside Medicare's pool too (97153). The minutes of 97551 count on from 97550 and are not such, nor
// those of 90912, whose further units are those of 90913.
func standsAlone(l *audit.Line) bool {
	return l.Proc != nil && l.Proc.UnitLength == 15 && (l.Proc.Pooled || l.Proc.FirstUnit == 8 && l.Proc.MaxUnits == 0)
}

type perCodeDayKey struct{}

// perCodeDayOf works the day out once for all rules that ask.
func perCodeDayOf(g *audit.Group) *perCodeDay {
	return g.Shared(perCodeDayKey{}, func() any { return newPerCodeDay(g) }).(*perCodeDay)
}

func newPerCodeDay(g *audit.Group) *perCodeDay {
	if fitsAtOnce(g, standsAlone, audit.UnitRuleMidpoint) {
		return fittingCodes
	}
	d := &perCodeDay{}
	for _, l := range g.All {
		if !standsAlone(l) || !isUnder(l, audit.UnitRuleMidpoint) {
			continue
		}
		if cause := familyObstacle(g, units.Family(l.Proc.Code)); cause != "" {
			d.unjudged = append(d.unjudged, unjudgedLine{l, cause})
			continue
		}
		d.add(l)
	}
	d.separate = units.PerCode(d.codes)
	d.target = d.separate.Allocation()
	leaveUnlisted(d.codes, d.target, d.separate.Unlisted, isCognitive)
	return d
}

// familyObstacle says what keeps the lines of one code from being added up.
func familyObstacle(g *audit.Group, family string) string {
	for _, l := range g.All {
		if !standsAlone(l) || units.Family(l.Proc.Code) != family {
			continue
		}
		if cause := unitObstacle(l, audit.UnitRuleMidpoint); cause != "" {
			return cause
		}
		if isUnder(l, audit.UnitRuleMidpoint) && !l.Has(audit.Minutes) && l.Units() > 0 {
			return audit.Missing(l, audit.Minutes)
		}
	}
	return ""
}

// begin counts what cannot be judged and notes the supported units of the other lines.
func (d *perCodeDay) begin(p *audit.Pass, lines []*audit.Line) {
	if d.fits {
		setSupportedAsBilled(p, lines)
		return
	}
	for _, u := range d.unjudged {
		if slices.Contains(lines, u.line) { // others are counted already: their payer is assumed for U004 alone
			p.NotEvaluated(u.line, u.cause)
		}
	}
	if len(d.lines) == 0 {
		return
	}
	for i, part := range d.share() {
		p.SetSupported(d.lines[i], part)
	}
}

// each calls do for every code or family, with the units billed on it and those that its minutes support.
func (d *perCodeDay) each(do func(e units.Entry, billed, supported int)) {
	for _, e := range d.separate.Entries {
		billed := 0
		for _, at := range e.Members {
			billed += d.codes[at].Billed
		}
		do(e, billed, units.Midpoint(e.Minutes))
	}
}

// isMember accepts the codes of an entry.
func isMember(e units.Entry) func(code int) bool {
	return func(code int) bool { return slices.Contains(e.Members, code) }
}

// report is what the two rules say alike of one code or family; each adds its message.
func (d *perCodeDay) report(e units.Entry, billed, supported int, title string, safety audit.Safety) audit.Report {
	member := isMember(e)
	edits, at := d.edits(member)
	r := audit.Report{
		Line: at, Field: audit.UnitsBilled, Also: d.others(at, member),
		Working: d.separate.WorkingOf(e.Members[0]) + "; " + count(billed, "unit") + " billed",
		Billed:  audit.Some(billed), Supported: audit.Some(supported),
		Fix: fixOf(title, safety, edits),
	}
	for _, at := range e.Members {
		r.TableRows = append(r.TableRows, d.tableRows[at])
	}
	for _, l := range append(r.Also, at) {
		r.Unverified = r.Unverified || l.Proc.TimeVerified == refdata.Unverified
	}
	if len(d.unjudged) == 0 {
		pool := units.Medicare(d.codes)
		r.OtherRule = pool.Summary()
		total := 0
		for _, n := range units.Billed(d.codes) {
			total += n
		}
		r.EitherRule = billed > supported && total > pool.Units
	}
	return r
}
