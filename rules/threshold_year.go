package rules

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"otaudit/audit"
	"otaudit/rules/refdata"
)

// thresholdYear is what one patient's lines of one calendar year and one threshold add up to: OT has its own, PT and SLP share
// one. T001 to T004 share it.
type thresholdYear struct {
	limits  *refdata.KXInfo // nil if the table has no row for the year
	opening audit.Cents
	// partial says that amounts before the first line may be missing: the log begins after 1 January, and no opening
	// amount was given.
	partial bool
	lines   []*audit.Line
	sums    []accrued // one for each line
}

// accrued is the running total at a line.
type accrued struct {
	after      audit.Cents // with the line
	known      bool        // the amount of the line is
	exact      bool        // the amounts of this and of all earlier lines are known
	estimated  bool        // the total holds an estimated amount
	unverified bool        // the total holds an amount of an unverified table row
	due        bool        // KX is due on the line
}

type thresholdKey struct{}

// eachThresholdYear hands over a patient's years that can be judged; the lines of the others are counted. They are worked out
// once for all rules that ask: these admit the same lines, those that accrue.
func (k *kit) eachThresholdYear(p *audit.Pass, g *audit.Group, do func(*thresholdYear)) {
	years := g.Shared(thresholdKey{}, func() any { return k.newThresholdYears(g.Lines) }).([]*thresholdYear)
	for _, y := range years {
		if !y.unjudged(p) {
			do(y)
		}
	}
}

// thresholdGroup names the threshold towards which a discipline's lines count.
func thresholdGroup(d audit.Discipline) string {
	if d == audit.OT {
		return d.String()
	}
	return "PT+SLP"
}

// newThresholdYears divides the lines of a patient by threshold and year. The lines of PT and of SLP come one after the other,
// and are put in the order of their dates together.
func (k *kit) newThresholdYears(lines []*audit.Line) []*thresholdYear {
	lines = slices.Clone(lines)
	slices.SortStableFunc(lines, func(a, b *audit.Line) int {
		return cmp.Or(strings.Compare(thresholdGroup(a.Discipline), thresholdGroup(b.Discipline)),
			cmp.Compare(a.Date(audit.DateOfService), b.Date(audit.DateOfService)))
	})
	var years []*thresholdYear
	for start, end := 0, 0; start < len(lines); start = end {
		first := lines[start]
		for end = start + 1; end < len(lines) && thresholdGroup(lines[end].Discipline) == thresholdGroup(first.Discipline) &&
			lines[end].Date(audit.DateOfService).Year() == first.Date(audit.DateOfService).Year(); end++ {
		}
		years = append(years, k.newThresholdYear(lines[start:end]))
	}
	return years
}

// accrues says whether a line of a kind that may accrue does: it bills something, and not as excluded from Medicare (GY).
func accrues(l *audit.Line) bool { return !zeroUnits(l) && !l.Carries(audit.GY) }

// mayAccrue says whether lines of a kind count towards a threshold: their code is neither known to be outside therapy
// nor one that Medicare never pays by itself.
func (k *kit) mayAccrue(l *audit.Line) bool {
	if l.Discipline == audit.OtherDiscipline {
		return false
	}
	row := k.codeRow(l)
	return row == nil || row.Class != refdata.NotTherapy && (l.Has(audit.Allowed) || !neverPaid(row.MedicareStatus))
}

// neverPaid says whether a status of the fee schedule means that no amount is ever allowed: bundled into other services
// (B), for reporting only (Q), not valid (I), not covered (N), excluded by law (X, E). A hot pack (97010, B) among the
// lines must not leave the rest of the year unknown.
func neverPaid(status string) bool {
	switch status {
	case "B", "Q", "I", "N", "X", "E":
		return true
	}
	return false
}

func (k *kit) newThresholdYear(lines []*audit.Line) *thresholdYear {
	y := &thresholdYear{lines: lines, sums: make([]accrued, len(lines))}
	first := y.lines[0]
	year := first.Date(audit.DateOfService).Year()
	limits, ok := k.tables.KX(thresholdGroup(first.Discipline), year)
	if !ok {
		return y
	}
	y.limits = limits
	given := false
	y.opening, given = k.Opening[OpeningKey{audit.PatientKey(first.Session), year, limits.Group}]
	y.partial = !given && first.Date(audit.DateOfService) > audit.DateOf(year, 1, 1)
	k.accrue(y)
	if k.Institutional {
		y.spreadOverClaims()
	}
	return y
}

// accrue runs through the lines in the order of their dates and adds up.
func (k *kit) accrue(y *thresholdYear) {
	sum := accrued{after: y.opening, exact: true}
	var fees dayFees
	for start := 0; start < len(y.lines); {
		end := start + 1
		for end < len(y.lines) && y.date(end) == y.date(start) {
			end++
		}
		estimated := k.estimate(&fees, y.lines[start:end])
		for i := start; i < end; i++ {
			l := y.lines[i]
			amount, known := l.AllowedAmount()
			if !known && estimated {
				fee := fees.fees[i-start]
				amount, known = fee.amount, fee.known
				sum.estimated = sum.estimated || known
				sum.unverified = sum.unverified || known && fee.unverified
			}
			sum.known = known
			if known {
				sum.after += amount
			}
			sum.exact = sum.exact && known
			sum.due = sum.after > y.limits.Amount
			y.sums[i] = sum
		}
		start = end
	}
}

// estimate prices the lines of one day where no allowed amount is known; false if all are.
func (k *kit) estimate(fees *dayFees, day []*audit.Line) bool {
	fees.lines = day
	if !slices.ContainsFunc(day, func(l *audit.Line) bool { _, known := l.AllowedAmount(); return !known }) {
		return false
	}
	fees.estimate(k)
	return true
}

// spreadOverClaims makes KX due on all lines of a claim of which one line exceeds the threshold.
func (y *thresholdYear) spreadOverClaims() {
	exceeds := map[int32]bool{}
	for i, l := range y.lines {
		if y.sums[i].due && l.Has(audit.ClaimID) {
			exceeds[l.Symbol(audit.ClaimID)] = true
		}
	}
	for i, l := range y.lines {
		sum := &y.sums[i]
		sum.due = sum.due || l.Has(audit.ClaimID) && exceeds[l.Symbol(audit.ClaimID)]
	}
}

func (y *thresholdYear) date(i int) audit.Date { return y.lines[i].Date(audit.DateOfService) }

// unjudged counts all lines as not evaluated where no patient's year is known or the table has no row for it, and says so.
func (y *thresholdYear) unjudged(p *audit.Pass) bool {
	cause := ""
	switch {
	case audit.PatientKey(y.lines[0].Session) == "":
		cause = audit.Missing(y.lines[0], audit.PatientID)
	case y.limits == nil:
		cause = "threshold: no table row for the year"
	default:
		return false
	}
	notEvaluated(p, y.lines, cause)
	return true
}

// before is what accrued before a line.
func (y *thresholdYear) before(i int) audit.Cents {
	if i == 0 {
		return y.opening
	}
	return y.sums[i-1].after
}

// working shows where a line stands in the year.
func (y *thresholdYear) working(i int) string {
	a, before := &y.sums[i], y.before(i)
	text := fmt.Sprintf("%s accrued before the line", before)
	if y.opening != 0 {
		text += fmt.Sprintf(" (opening amount %s included)", y.opening)
	}
	if a.known {
		text += fmt.Sprintf(" + %s = %s", a.after-before, a.after)
	}
	text += fmt.Sprintf("; threshold for %s in %d %s", strings.ReplaceAll(y.limits.Group, "+", " and "), y.limits.Year, y.limits.Amount)
	return text + y.reserve(a)
}

// reserve says what the total rests on beside logged amounts.
func (y *thresholdYear) reserve(a *accrued) string {
	text := ""
	if a.estimated {
		text += "; estimated at national rates after the practice-expense reduction"
	}
	if !a.exact {
		text += "; a line of the year has no amount, so the total is a lower bound"
	}
	if y.partial {
		text += "; the log begins after 1 January and no opening amount was given, so the total is a lower bound"
	}
	return text
}

// sumOfWhat words the running total, which lacks what accrued before the log begins.
func (y *thresholdYear) sumOfWhat() string {
	if y.partial {
		return "the amounts in the log, which begins after 1 January, come to"
	}
	return "the amounts accrued come to"
}

// noAmount is the cause for a line that cannot be judged because an amount up to it is not known.
const noAmount = "amount: not known on this or an earlier line of the year"

// thresholdCites is what the four threshold rules rest on.
var thresholdCites = []audit.Cite{manual(claimsManual, "ch.5 §10.3"), manual("Social Security Act", "§1833(g)")}
