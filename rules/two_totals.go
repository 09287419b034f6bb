package rules

import (
	"fmt"

	"otaudit/audit"
	"otaudit/rules/units"
)

// twoTotals are the two totals of timed minutes that a record may hold: the one that the visit states, and the sum of its lines.
// Minutes that earned no unit are often missing from a charge export, so that neither is the truth by itself.
type twoTotals struct{ stated, listed int }

// totalsOf gives the two totals of a day where they support different units under the Medicare rule; nil if they do not. A day of
// several visits, or with timed codes that are not pooled for this payer, has no such total, and none is stated where it is 0.
func totalsOf(day []*audit.Line) *twoTotals {
	total, cause := stated(day, audit.TimedMinutes)
	if cause != "" || total <= 0 {
		return nil
	}
	sum, unknown := timedSum(day)
	if unknown != "" || units.Supported(total) == units.Supported(sum) {
		return nil
	}
	for _, l := range day {
		if !audit.SameVisit(l, day[0]) || isTimed(l) && !(isPooled(l) && isUnder(l, audit.UnitRuleCMS8)) {
			return nil
		}
	}
	return &twoTotals{total, sum}
}

// least and most are the units that the smaller and the larger of the totals support.
func (t *twoTotals) least() int { return units.Supported(min(t.stated, t.listed)) }
func (t *twoTotals) most() int  { return units.Supported(max(t.stated, t.listed)) }

func (t *twoTotals) record() string {
	return fmt.Sprintf("the %s that the visit states support %d, the %d of its lines %d",
		count(t.stated, "timed minute"), units.Supported(t.stated), t.listed, units.Supported(t.listed))
}

func (t *twoTotals) working() string {
	return fmt.Sprintf("%d stated minutes support %s, %d minutes by line %s (U011)",
		t.stated, count(units.Supported(t.stated), "unit"), t.listed, count(units.Supported(t.listed), "unit"))
}

// weighTotals takes of two totals what stands under both: units above the larger are too many, units below the smaller too few,
// and what lies between is U011's question alone.
func (d *timedDay) weighTotals(g *audit.Group) {
	if d.totals = totalsOf(g.All); d.totals == nil {
		return
	}
	switch least, most := d.totals.least(), d.totals.most(); {
	case d.billed > most:
		d.supported = most
	case d.billed < least:
		d.supported = least
	default:
		d.supported, d.elsewhere = d.billed, 0
		d.target = units.Billed(d.codes)
		return
	}
	if d.supported != d.pool.Units {
		d.target = towards(units.Billed(d.codes), d.target, d.supported)
	}
}

// carriesTarget says whether the minutes of the lines give the units of the day to its codes. Where the stated total gives more,
// nobody knows which codes its minutes belong to.
func (d *timedDay) carriesTarget() bool { return d.totals == nil || d.supported == d.pool.Units }

// towards moves billed units unit by unit towards a target until they come to a total: always of the code that is farthest
// from it, of equal ones the first.
func towards(billed, target []int, total int) []int {
	moved := append([]int(nil), billed...)
	left := -total
	for _, n := range moved {
		left += n
	}
	step := -1
	if left < 0 {
		step, left = 1, -left
	}
	for ; left > 0; left-- {
		at := 0
		for i := range moved {
			if step*(target[i]-moved[i]) > step*(target[at]-moved[at]) {
				at = i
			}
		}
		moved[at] += step
	}
	return moved
}
