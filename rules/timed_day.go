package rules

import (
	"fmt"
	"slices"

	"otaudit/audit"
	"otaudit/rules/units"
)

// timedDay is the Medicare unit arithmetic of one day. U001, U002 and U003 judge it from three sides and share it.
type timedDay struct {
	codeDay
	// missing says why the day cannot be judged at all; lines then carry the cause.
	missing string
	// totalOnly says that the visit's stated timed minutes decide, so that codes cannot be told apart: the minutes of a
	// code are not known, or together they are more than the total (less says so), and the smaller number decides (U011).
	totalOnly bool
	less      bool
	stated    int // the visit's timed minutes where they decide
	supported int // units that the day's minutes support
	pool      units.Pool
	// fits says that every line is billed as its minutes support: most days, and nothing else is worked out of them.
	fits bool
}

// fittingDay stands for every day that fits.
var fittingDay = &timedDay{fits: true}

type timedDayKey struct{}

// timedDayOf works the day out once for all rules that ask.
func timedDayOf(g *audit.Group) *timedDay {
	return g.Shared(timedDayKey{}, func() any { return newTimedDay(g) }).(*timedDay)
}

func newTimedDay(g *audit.Group) *timedDay {
	total, less := statesLess(g)
	if !less && fitsAtOnce(g, isPooled, audit.UnitRuleCMS8) {
		return fittingDay
	}
	d := &timedDay{}
	for _, l := range g.All {
		if isPooled(l) && isUnder(l, audit.UnitRuleCMS8) {
			d.add(l)
		}
	}
	d.missing = d.obstacle(g)
	switch {
	case less:
		d.totalOnly, d.less, d.stated = true, true, total
	case d.totalOnly && d.missing == "":
		d.stated = d.lines[0].Int(audit.TimedMinutes)
	}
	switch {
	case d.missing != "":
	case d.totalOnly:
		d.supported = units.Supported(d.stated)
		d.unverified = d.unverified || len(d.poolsApart()) > 1
	default:
		d.pool = units.Medicare(d.codes)
		d.supported = d.pool.Units
		d.target = d.pool.Nearest(units.Billed(d.codes))
		d.unverified = d.unverified || !d.standsApart()
		rest := leaveUnlisted(d.codes, d.target, d.pool.Unlisted, isCognitive)
		d.elsewhere = rest - leaveUnlisted(d.codes, d.target, rest, func(string) bool { return true })
	}
	return d
}

// poolsApart divides the codes of the day, by their places, into those that are known to be pooled and each family of
// which the table does not know it (97129 and 97130).
func (d *timedDay) poolsApart() [][]int {
	const known = ""
	var names []string
	var pools [][]int
	for i, c := range d.codes {
		name := known
		if d.unsurePool[i] {
			name = units.Family(c.Code)
		}
		at := slices.Index(names, name)
		if at < 0 {
			at = len(names)
			names, pools = append(names, name), append(pools, nil)
		}
		pools[at] = append(pools[at], i)
	}
	return pools
}

// standsApart says whether the day supports the same units if codes that may not belong to the pool stay outside it. Where
// it does not, what is found rests on a row that nobody verified.
func (d *timedDay) standsApart() bool {
	supported := 0
	for _, pool := range d.poolsApart() {
		codes, target := make([]units.Code, len(pool)), make([]int, len(pool))
		for i, at := range pool {
			codes[i], target[i] = d.codes[at], d.target[at]
		}
		apart := units.Medicare(codes)
		if !slices.Equal(target, apart.Nearest(units.Billed(codes))) {
			return false
		}
		supported += apart.Units
	}
	return supported == d.supported
}

// obstacle says what keeps the whole day from being judged: a line that may belong to the pool and cannot be placed.
func (d *timedDay) obstacle(g *audit.Group) string {
	for _, l := range g.All {
		switch {
		case l.Proc == nil && l.Has(audit.Minutes) && l.Int(audit.Minutes) > 0:
			return "code: unknown code with minutes on the same day"
		case !isPooled(l):
			continue
		}
		if cause := unitObstacle(l, audit.UnitRuleCMS8); cause != "" {
			return cause
		}
		if isUnder(l, audit.UnitRuleCMS8) && !l.Has(audit.Minutes) && l.Units() > 0 {
			d.totalOnly = true
			if missing := totalMissing(d.lines); missing != "" {
				return audit.Missing(l, audit.Minutes)
			}
		}
	}
	return ""
}

// statesLess says whether the visit of the day states fewer timed minutes than its lines add up to, and so few that they
// support fewer units, and gives the stated number. A day of several visits, or with timed codes that are not pooled for
// this payer, has no such total.
func statesLess(g *audit.Group) (total int, less bool) {
	total, cause := stated(g.All, audit.TimedMinutes)
	if cause != "" || total <= 0 {
		return 0, false
	}
	sum, unknown := timedSum(g.All)
	if unknown != "" || total >= sum || units.Supported(total) == units.Supported(sum) {
		return 0, false
	}
	for _, l := range g.All {
		if !audit.SameVisit(l, g.All[0]) || isTimed(l) && !(isPooled(l) && isUnder(l, audit.UnitRuleCMS8)) {
			return 0, false
		}
	}
	return total, true
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

// setSupported notes the supported units of the day's lines. Without minutes by code they are known only where the
// total agrees.
func (d *timedDay) setSupported(p *audit.Pass, lines []*audit.Line) {
	if d.fits {
		setSupportedAsBilled(p, lines)
		return
	}
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

// report is what the three rules of the day say alike; each adds its message.
func (d *timedDay) report(title string, safety audit.Safety, message string) audit.Report {
	at := d.lines[0]
	var edits []audit.Edit
	if !d.totalOnly {
		edits, at = d.edits(everyCode)
	}
	return audit.Report{
		Line: at, Field: audit.UnitsBilled, Also: d.others(at, everyCode), Message: message,
		Working: d.working(), OtherRule: d.otherRule(),
		Billed: audit.Some(d.billed), Supported: audit.Some(d.supported),
		TableRows: d.tableRows, Unverified: d.unverified, Fix: fixOf(title, safety, edits),
	}
}

func (d *timedDay) working() string {
	if d.totalOnly {
		from, to := units.Band(d.supported)
		text := fmt.Sprintf("the visit states %d timed minutes: %d to %d is %s; %s billed",
			d.stated, from, to, count(d.supported, "unit"), count(d.billed, "unit"))
		if d.less {
			text += "; its lines add up to more, and the smaller number decides (U011)"
		}
		return text
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
		return d.stated
	}
	return d.pool.Total
}
