package rules

import (
	"fmt"

	"otaudit/audit"
	"otaudit/rules/units"
)

// u011 compares the visit's stated timed minutes with the sum of its lines.
func u011(*kit) *audit.Rule {
	return &audit.Rule{
		ID: "U011", Name: "timed-minutes-disagree", Severity: audit.Warning, MaxSafety: audit.Manual,
		Purpose: "Checks that the timed minutes a visit states are the sum of its timed lines.",
		Cites:   []audit.Cite{manual(benefitManual, "ch.15 §220.3 E")},
		Scope:   audit.ScopeDay, Columns: audit.Fields(audit.TimedMinutes, audit.Minutes),
		Applies: audit.NewPredicate(func(l *audit.Line) bool { return isTimed(l) || l.Int(audit.TimedMinutes) > 0 }),
		PerFile: oneColumn,
		Judge: func(p *audit.Pass, g *audit.Group) {
			eachVisit(g.Lines, func(visit []*audit.Line) {
				total, cause := stated(visit, audit.TimedMinutes)
				sum, unknown := timedSum(visit)
				switch {
				case cause == "" && unknown == "":
				case cause == "" && sum > total: // the lines that are known are already more
				case cause != "":
					notEvaluated(p, visit, cause)
					return
				default:
					notEvaluated(p, visit, unknown)
					return
				}
				p.Compared(visit[0], total == sum)
				if total != sum {
					reportDisagreement(p, visit, total, sum)
				}
			})
		},
	}
}

func reportDisagreement(p *audit.Pass, visit []*audit.Line, total, sum int) {
	at := firstWith(visit, audit.TimedMinutes)
	r := audit.Report{
		Line: at, Field: audit.TimedMinutes, Also: without(visit, at),
		Message: fmt.Sprintf("the visit states %s, its lines add up to %d: difference of %s",
			count(total, "timed minute"), sum, count(max(total, sum)-min(total, sum), "minute")),
		Fix:    fixOf("correct the minutes that are wrong", audit.Manual, nil),
		Action: "Treating therapist: which of the two does the visit note support? Minutes that earned no unit are often missing from the lines. Biller: then correct the one that is wrong.",
	}
	if billed, pooled := pooledUnits(visit); pooled {
		r.Working = fmt.Sprintf("%d pooled minutes support %s, %d support %s; %s billed", total, count(units.Supported(total), "unit"),
			sum, count(units.Supported(sum), "unit"), count(billed, "timed unit"))
		if units.Supported(total) != units.Supported(sum) {
			r.Message += fmt.Sprintf("; %s billed, and they support %d and %d", count(billed, "timed unit"), units.Supported(total), units.Supported(sum))
			r.Readings = []audit.Reading{effectOf(p, ifTotal, visit, billed, total), effectOf(p, ifLines, visit, billed, sum)}
		}
	}
	p.Report(r)
}

// The two readings of a visit whose totals differ.
const (
	ifTotal = "if the stated total is right"
	ifLines = "if the lines are right"
)

// pooledUnits adds up the units of the visit's timed lines; false if one of them is not pooled for its payer, or its units are
// not known.
func pooledUnits(visit []*audit.Line) (billed int, pooled bool) {
	for _, l := range visit {
		if !isTimed(l) {
			continue
		}
		if !isPooled(l) || !isUnder(l, audit.UnitRuleCMS8) || !l.Units().Whole() || l.Units() < 0 || l.Unreadable(audit.UnitsBilled) {
			return 0, false
		}
		pooled = true
		billed += l.Units().Int()
	}
	return billed, pooled
}

// effectOf says what the timed units of the visit would change if so many minutes were right. Nobody knows which code a unit would
// come off, so that the money is the average of a unit.
func effectOf(p *audit.Pass, reading string, visit []*audit.Line, billed, minutes int) audit.Reading {
	off := units.Supported(minutes) - billed
	effect := audit.Reading{If: reading, Impact: audit.Impact{Units: audit.WholeUnits(off)}}
	if off == 0 || billed == 0 {
		return effect
	}
	var sum audit.Cents
	for _, l := range visit {
		if !isTimed(l) || l.Units() == 0 {
			continue
		}
		amount, basis := p.Amount(l)
		if basis == "" || effect.Impact.Basis != "" && basis != effect.Impact.Basis {
			return audit.Reading{If: reading, Impact: audit.Impact{Units: audit.WholeUnits(off)}}
		}
		sum, effect.Impact.Basis = sum+amount, basis
	}
	effect.Impact.Money = sum.Scale(int64(off), int64(billed))
	return effect
}

// oneColumn gives one finding for a file in which more than a third of the visits disagree: then it is not the visits that are in
// doubt but what the column of totals holds.
func oneColumn(found []audit.Finding, compared, _ int) []audit.Finding {
	var own, rest []audit.Finding
	for _, f := range found {
		if f.InDoubt == "" || f.InDoubt == f.Rule {
			own = append(own, f)
		} else {
			rest = append(rest, f)
		}
	}
	if len(own) < 2 || len(own)*3 <= compared {
		return found
	}
	sums := map[string]*audit.Impact{ifTotal: {}, ifLines: {}}
	file := own[0]
	file.Related = nil
	for i, f := range own {
		if i > 0 {
			file.Related = append(file.Related, f.Cell)
		}
		for _, r := range f.Readings {
			sum := sums[r.If]
			if sum == nil { // a reading of another doubt
				continue
			}
			sum.Units += r.Impact.Units
			sum.Money += r.Impact.Money
			if r.Impact.Basis != "" {
				sum.Basis = r.Impact.Basis
			}
		}
	}
	file.Patient, file.Visit, file.Date, file.PlanDate, file.Code, file.Therapist, file.Payer, file.Claim = "", "", "", "", "", "", "", ""
	file.Original, file.Billed, file.Supported = "", audit.Quantity{}, audit.Quantity{}
	file.InDoubt = file.Rule
	file.Readings = []audit.Reading{{If: ifTotal, Impact: *sums[ifTotal]}, {If: ifLines, Impact: *sums[ifLines]}}
	file.Message = fmt.Sprintf("on %d of %s with both, the stated timed minutes are not the sum of the timed lines: the column may hold something else, such as the whole time of the visit",
		len(own), count(compared, "visit"))
	file.Working = fmt.Sprintf("where the two support different units, %s %s units would change, %s %s",
		ifTotal, sums[ifTotal].Units, ifLines, sums[ifLines].Units)
	file.Action = "Biller or front desk: find out what this column of the export holds. If it is not the total of timed minutes, name the right field in the profile and run the audit again; if it is, ask the treating therapists which number their notes support."
	file.Fix = audit.Fix{Title: "settle what the column holds", Safety: audit.Manual}
	return append(rest, file)
}
