package rules

import (
	"slices"

	"otaudit/audit"
	"otaudit/rules/refdata"
	"otaudit/rules/units"
)

// codeDay is what both unit rules need of a day: the lines of its 15-minute codes added up by code, and the units that
// each code should have. The Medicare rule (timedDay) and the midpoint rule (perCodeDay) differ in how they find the target.
type codeDay struct {
	lines      []*audit.Line // those with 0 units too
	codes      []units.Code  // their codes, minutes added together
	at         []int         // for each line, its place in codes
	billed     int
	target     []int  // units of each code that the minutes support
	elsewhere  int    // of these, units that 97130 should carry, which has no line, and that are left on another code than 97129
	part       []int  // units of each line that follow from the target; see share
	unsurePool []bool // for each code, whether nobody verified that it is pooled
	unverified bool
	tableRows  []string
}

// isPooled says whether the line bills a 15-minute code that Medicare pools. Codes timed in other steps (97550, 97545,
// 96125 …) have no unit rule.
func isPooled(l *audit.Line) bool { return l.Proc != nil && l.Proc.Pooled }

// isUnder says whether the payer of the line follows the unit rule.
func isUnder(l *audit.Line, rule audit.UnitRule) bool {
	return l.Terms.JudgesUnits() && l.Terms.UnitRule == rule
}

// unitObstacle says what keeps a line of a 15-minute code from being added up; nothing for a line of another unit rule.
// A line with units and without minutes is left to the caller.
func unitObstacle(l *audit.Line, rule audit.UnitRule) string {
	switch {
	case !l.Terms.JudgesUnits():
		return "payer: class unknown on a line of the day"
	case l.Terms.UnitRule != rule:
		return ""
	case l.State(audit.UnitsBilled) != audit.OK && l.State(audit.UnitsBilled) != audit.Blank,
		l.State(audit.UnitsBilled) == audit.Blank && !l.Has(audit.Minutes):
		return audit.Missing(l, audit.UnitsBilled)
	case !l.Units().Whole() || l.Units() < 0:
		return "units: not a whole number"
	case l.Has(audit.Minutes) && l.Int(audit.Minutes) < 0:
		return "minutes: below zero"
	}
	return ""
}

func (d *codeDay) add(l *audit.Line) {
	at := len(d.codes)
	for i := range d.codes {
		if d.codes[i].Code == l.Proc.Code {
			at = i
		}
	}
	if at == len(d.codes) {
		d.codes = append(d.codes, units.Code{Code: l.Proc.Code})
		d.unsurePool = append(d.unsurePool, l.Proc.Verified == refdata.Unverified)
		d.tableRows = append(d.tableRows, "codes.csv "+l.Proc.Code)
	}
	d.lines = append(d.lines, l)
	d.codes[at].Minutes += l.Int(audit.Minutes)
	d.codes[at].Billed += l.Units().Int()
	d.at = append(d.at, at)
	d.billed += l.Units().Int()
	d.unverified = d.unverified || l.Proc.TimeVerified == refdata.Unverified
}

// leaveUnlisted leaves units that only 97130 could carry, on a day without a line of it, where they are billed: the minutes
// support them. It gives those that are not billed on a code that accepts them.
func leaveUnlisted(codes []units.Code, target []int, unlisted int, accepts func(code string) bool) (rest int) {
	rest = unlisted
	for i, c := range codes {
		if accepts(c.Code) {
			left := min(rest, max(0, c.Billed-target[i]))
			target[i] += left
			rest -= left
		}
	}
	return rest
}

// isCognitive accepts 97129, and 97130 that is counted with it.
func isCognitive(code string) bool { return units.Family(code) != code }

// edits gives the edits that bring the codes that keep accepts to their target, and the line to point at: one that is too
// high, of the first such code, which stays the same when modifiers are corrected and other lines of it are lowered. Lines
// that would have to rise are held to review.
func (d *codeDay) edits(keep func(code int) bool) (edits []audit.Edit, first *audit.Line) {
	best := 0
	for i, part := range d.share() {
		l := d.lines[i]
		if part == l.Units().Int() || !keep(d.at[i]) {
			continue
		}
		e := audit.UnitsEdit(l, part)
		e.Review = part > l.Units().Int()
		rank := d.at[i]
		if e.Review {
			rank += len(d.codes)
		}
		if first == nil || rank < best {
			first, best = l, rank
		}
		edits = append(edits, e)
	}
	for i := 0; first == nil && i < len(d.lines); i++ {
		if keep(d.at[i]) {
			first = d.lines[i]
		}
	}
	return edits, first
}

// takesOffOnly says whether the edits of the codes that keep accepts take off the units billed above the supported ones and
// no more, and what is left stands where it should or cannot stand otherwise. What is lowered beyond that makes room on
// another line.
func (d *codeDay) takesOffOnly(keep func(code int) bool, above int) bool {
	lowered := 0
	for i, part := range d.share() {
		if keep(d.at[i]) {
			lowered += max(0, d.lines[i].Units().Int()-part)
		}
	}
	return lowered == above && d.elsewhere == 0
}

func everyCode(int) bool { return true }

// others gives the lines of the codes that keep accepts, without one.
func (d *codeDay) others(but *audit.Line, keep func(code int) bool) []*audit.Line {
	var rest []*audit.Line
	for i, l := range d.lines {
		if l != but && keep(d.at[i]) {
			rest = append(rest, l)
		}
	}
	return rest
}

// partOf gives the line's part of the target; false if the line is not of this day.
func (d *codeDay) partOf(l *audit.Line) (int, bool) {
	for i, of := range d.lines {
		if of == l {
			return d.share()[i], true
		}
	}
	return 0, false
}

// supportedOn gives the units of a line that its day supports: as billed, where no unit rule corrects it.
func supportedOn(g *audit.Group, l *audit.Line) int {
	if isPooled(l) && isUnder(l, audit.UnitRuleCMS8) {
		if d := timedDayOf(g); !d.fits && d.missing == "" && !d.totalOnly {
			if part, ok := d.partOf(l); ok {
				return part
			}
		}
	}
	if standsAlone(l) && isUnder(l, audit.UnitRuleMidpoint) {
		if d := perCodeDayOf(g); !d.fits {
			if part, ok := d.partOf(l); ok {
				return part
			}
		}
	}
	return l.Units().Int()
}

// isCorrectedByMinutes says whether the day supports other units on lines of the code, or of the one it goes with: 97129 may
// have too much only because 97130 has too little.
func isCorrectedByMinutes(g *audit.Group, of *audit.Line) bool {
	return slices.ContainsFunc(g.All, func(l *audit.Line) bool {
		return l.Proc != nil && units.Family(l.Proc.Code) == units.Family(of.Proc.Code) &&
			l.Terms.UnitRule == of.Terms.UnitRule && supportedOn(g, l) != l.Units().Int()
	})
}

// lacksAddOnLine says whether the minutes give units to 97130, which has no line on the day; they are left on 97129.
func lacksAddOnLine(g *audit.Group, of *audit.Line) bool {
	switch {
	case !isCognitive(of.Proc.Code):
		return false
	case isUnder(of, audit.UnitRuleCMS8):
		return timedDayOf(g).pool.Unlisted > 0
	case isUnder(of, audit.UnitRuleMidpoint):
		return perCodeDayOf(g).separate.Unlisted > 0
	}
	return false
}
