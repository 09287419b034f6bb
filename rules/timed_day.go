package rules

import (
	"fmt"

	"otaudit/audit"
	"otaudit/rules/refdata"
	"otaudit/rules/units"
)

// timedDay is the Medicare unit arithmetic of one day. U001, U002 and U003 judge it from three sides and share it.
type timedDay struct {
	lines  []*audit.Line // the timed lines of the day, those with 0 units too
	codes  []units.Code  // their codes, minutes added together
	at     []int         // for each line, its place in codes
	billed int
	// missing says why the day cannot be judged at all; lines then carry the cause.
	missing string
	// totalOnly says that only the visit's stated timed minutes are known, so that codes cannot be told apart.
	totalOnly bool
	// supported is what the day's minutes support, target the valid allocation nearest to what was billed.
	supported  int
	pool       units.Pool
	target     []int
	unverified bool
	tableRows  []string
}

type timedDayKey struct{}

// timedDayOf works the day out once for all rules that ask.
func timedDayOf(g *audit.Group) *timedDay {
	return g.Shared(timedDayKey{}, func() any { return newTimedDay(g) }).(*timedDay)
}

// isPooled says whether the line belongs to the Medicare pool.
func isPooled(l *audit.Line) bool { return l.Proc != nil && l.Proc.Pooled }

func newTimedDay(g *audit.Group) *timedDay {
	d := &timedDay{lines: g.Lines}
	d.missing = d.obstacle(g)
	if d.missing != "" {
		return d
	}
	for _, l := range d.lines {
		d.add(l)
	}
	if d.totalOnly {
		d.supported = units.Supported(d.lines[0].Int(audit.TimedMinutes))
		return d
	}
	d.pool = units.Medicare(d.codes)
	d.supported = d.pool.Units
	d.target = d.pool.Nearest(units.Billed(d.codes))
	return d
}

// obstacle says what keeps the whole day from being judged: a line that may belong to the pool and cannot be placed.
func (d *timedDay) obstacle(g *audit.Group) string {
	for _, l := range g.All {
		switch {
		case l.Proc == nil && l.Has(audit.Minutes) && l.Int(audit.Minutes) > 0:
			return "code: unknown code with minutes on the same day"
		case !isPooled(l):
		case !l.Terms.Known():
			return "payer: class unknown on a line of the day"
		case l.Terms.UnitRule != audit.UnitRuleCMS8:
		case l.State(audit.UnitsBilled) != audit.OK && l.State(audit.UnitsBilled) != audit.Blank,
			l.State(audit.UnitsBilled) == audit.Blank && !l.Has(audit.Minutes):
			return audit.Missing(l, audit.UnitsBilled)
		case !l.Units().Whole() || l.Units() < 0:
			return "units: not a whole number"
		case l.Has(audit.Minutes) && l.Int(audit.Minutes) < 0:
			return "minutes: below zero"
		case !l.Has(audit.Minutes) && l.Units() > 0:
			d.totalOnly = true
			if missing := totalMissing(g.Lines); missing != "" {
				return audit.Missing(l, audit.Minutes)
			}
		}
	}
	return ""
}

// totalMissing says whether the day's lines state one total of timed minutes.
func totalMissing(lines []*audit.Line) string {
	for _, l := range lines {
		if !l.Has(audit.TimedMinutes) {
			return audit.Missing(l, audit.TimedMinutes)
		}
		if l.Int(audit.TimedMinutes) != lines[0].Int(audit.TimedMinutes) || !audit.SameVisit(l, lines[0]) {
			return "timed_minutes: not one total for the day"
		}
	}
	return ""
}

func (d *timedDay) add(l *audit.Line) {
	at := len(d.codes)
	for i := range d.codes {
		if d.codes[i].Code == l.Proc.Code {
			at = i
		}
	}
	if at == len(d.codes) {
		d.codes = append(d.codes, units.Code{Code: l.Proc.Code})
		d.tableRows = append(d.tableRows, "codes.csv "+l.Proc.Code)
	}
	d.codes[at].Minutes += l.Int(audit.Minutes)
	d.codes[at].Billed += l.Units().Int()
	d.at = append(d.at, at)
	d.billed += l.Units().Int()
	d.unverified = d.unverified || l.Proc.TimeVerified == refdata.Unverified
}

// share gives each line its part of the code's target: lines keep what they have, and what is too much is taken from
// the last lines of the code first; what is missing goes to the first.
func (d *timedDay) share() []int {
	part := make([]int, len(d.lines))
	left := append([]int(nil), d.target...)
	for i, l := range d.lines {
		part[i] = min(l.Units().Int(), left[d.at[i]])
		left[d.at[i]] -= part[i]
	}
	for i := range d.lines {
		part[i] += left[d.at[i]]
		left[d.at[i]] = 0
	}
	return part
}

// setSupported notes the supported units of the day's lines. Without minutes by code they are known only where the
// total agrees.
func (d *timedDay) setSupported(p *audit.Pass) {
	if d.totalOnly {
		if d.billed == d.supported {
			for _, l := range d.lines {
				p.SetSupported(l, l.Units().Int())
			}
		}
		return
	}
	for i, part := range d.share() {
		p.SetSupported(d.lines[i], part)
	}
}

// edits gives the edits that bring the day to its target. Lines that would have to rise are held to review.
func (d *timedDay) edits() (edits []audit.Edit, first *audit.Line) {
	if d.totalOnly {
		return nil, d.lines[0]
	}
	for i, part := range d.share() {
		l := d.lines[i]
		if part == l.Units().Int() {
			continue
		}
		e := audit.UnitsEdit(l, part)
		e.Review = part > l.Units().Int()
		if first == nil || (!e.Review && edits[0].Review) {
			first = l
		}
		edits = append(edits, e)
	}
	if first == nil {
		first = d.lines[0]
	}
	return edits, first
}

// others gives the lines of the day without one.
func (d *timedDay) others(but *audit.Line) []*audit.Line {
	var rest []*audit.Line
	for _, l := range d.lines {
		if l != but {
			rest = append(rest, l)
		}
	}
	return rest
}

func (d *timedDay) working() string {
	if d.totalOnly {
		from, to := units.Band(d.supported)
		return fmt.Sprintf("the visit states %d timed minutes: %d to %d is %s; %s billed",
			d.lines[0].Int(audit.TimedMinutes), from, to, count(d.supported, "unit"), count(d.billed, "unit"))
	}
	return d.pool.Working() + fmt.Sprintf("; %s billed", count(d.billed, "unit"))
}

// otherRule says what the midpoint rule would give.
func (d *timedDay) otherRule() string {
	if d.totalOnly {
		return ""
	}
	return units.PerCode(d.codes).Summary()
}

// minutes gives the timed minutes that the units were worked out from.
func (d *timedDay) minutes() int {
	if d.totalOnly {
		return d.lines[0].Int(audit.TimedMinutes)
	}
	return d.pool.Total
}

// count prints a number with its noun: "1 unit", "3 units".
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
