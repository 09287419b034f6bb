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
	// totalOnly says that the minutes of a code are not known and the visit's stated timed minutes decide, so that codes cannot be
	// told apart.
	totalOnly bool
	stated    int // the visit's timed minutes where they decide
	// totals are the two totals on record where they support different units: only what stands under both is found (U011).
	totals    *twoTotals
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
	if fitsAtOnce(g, isPooled, audit.UnitRuleCMS8) {
		return fittingDay
	}
	d := &timedDay{}
	for _, l := range g.All {
		if isPooled(l) && isUnder(l, audit.UnitRuleCMS8) {
			d.add(l)
		}
	}
	d.missing = d.obstacle(g)
	if d.totalOnly && d.missing == "" {
		if d.stated, _ = statedTotal(g.All, d.lines); d.listed() > d.stated {
			d.missing = "minutes: the known ones add up to more than the visit states"
		}
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
		d.weighTotals(g)
	}
	return d
}

// listed adds up the minutes of the lines that have some.
func (d *timedDay) listed() (sum int) {
	for _, c := range d.codes {
		sum += c.Minutes
	}
	return sum
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
			if _, missing := statedTotal(g.All, d.lines); missing != "" {
				return audit.Missing(l, audit.Minutes)
			}
		}
	}
	return ""
}

// statedTotal returns the one total of timed minutes that a day states, be it on each line or on the first of the visit alone; the
// cause says why there is none.
func statedTotal(day, timed []*audit.Line) (total int, cause string) {
	for _, l := range timed {
		if !audit.SameVisit(l, timed[0]) {
			return 0, "timed_minutes: not one total for the day"
		}
	}
	visit := make([]*audit.Line, 0, len(day))
	for _, l := range day {
		if audit.SameVisit(l, timed[0]) {
			visit = append(visit, l)
		}
	}
	if total, cause = stated(visit, audit.TimedMinutes); cause == audit.TimedMinutes.String()+": not one value for the visit" {
		cause = "timed_minutes: not one total for the day"
	}
	return total, cause
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
		EitherRule: d.aboveByEither(),
	}
}

// aboveByEither reports units that are above what the minutes support by the midpoint rule too. Of a stated total no split over
// the codes could hold them.
func (d *timedDay) aboveByEither() bool {
	const least = 8 // minutes of one unit by either rule
	if d.totalOnly {
		return d.billed > d.stated/least
	}
	each := 0
	for _, n := range units.PerCode(d.codes).Allocation() {
		each += n
	}
	return d.billed > d.supported && d.billed > each
}

func (d *timedDay) working() string {
	switch {
	case d.totalOnly:
		from, to := units.Band(d.supported)
		return fmt.Sprintf("the visit states %d timed minutes: %d to %d is %s; %s billed",
			d.stated, from, to, count(d.supported, "unit"), count(d.billed, "unit"))
	case d.totals != nil:
		return d.totals.working() + fmt.Sprintf("; %s billed", count(d.billed, "unit"))
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

// record says what is on record and what it supports: "the 37 timed minutes on record support 2".
func (d *timedDay) record() string {
	switch {
	case d.totals != nil:
		return d.totals.record()
	case d.totalOnly:
		return fmt.Sprintf("the %s on record support %d", count(d.stated, "timed minute"), d.supported)
	}
	return fmt.Sprintf("the %s on record support %d", count(d.pool.Total, "timed minute"), d.supported)
}
