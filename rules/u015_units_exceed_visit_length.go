package rules

import (
	"fmt"

	"otaudit/audit"
	"otaudit/rules/units"
)

// u015 holds timed units against the length of the visit where no timed minutes are on record. A length never supports units: it
// only says how many it could hold at most.
func u015(*kit) *audit.Rule {
	return &audit.Rule{
		ID: "U015", Name: "units-exceed-visit-length", Severity: audit.Warning, MaxSafety: audit.Manual,
		Purpose: "Checks that a visit without timed minutes on record is long enough for the timed units billed.",
		Cites:   []audit.Cite{manual(claimsManual, "ch.5 §20.2"), manual(benefitManual, "ch.15 §220.3 E")},
		Scope:   audit.ScopeDay, Concerns: func(l *audit.Line) bool { return isPooled(l) || standsAlone(l) },
		Applies: unitLines,
		Judge: func(p *audit.Pass, g *audit.Group) {
			if hasTimedMinutes(g.All) {
				return
			}
			need, unknown := leastMinutes(g.Lines)
			if unknown != "" {
				notEvaluated(p, g.Lines, unknown)
				return
			}
			day, missing := lengthOf(g)
			switch {
			case missing != "":
				notEvaluated(p, g.Lines, missing)
			case need.minutes > day.minutes:
				p.Report(tooShort(g.Lines, need, day))
			}
		},
	}
}

// hasTimedMinutes says whether minutes of timed services are on record, by code or as a total. Then they decide.
func hasTimedMinutes(day []*audit.Line) bool {
	for _, l := range day {
		if isTimed(l) && l.Fills(audit.Minutes) || l.Fills(audit.TimedMinutes) {
			return true
		}
	}
	return false
}

// neededTime is what the timed units of a day need at the very least, however the minutes were split.
type neededTime struct {
	minutes, billed int
	pooled          int      // units of payers who pool them
	alone           []string // codes that are judged alone
}

// leastMinutes adds up the fewest minutes that support the billed units: u units need 15u - 7, once for all pooled codes of the
// day, and for each code where codes stand alone. A payer whose rule is not known is judged by the one that asks less.
func leastMinutes(lines []*audit.Line) (need neededTime, unknown string) {
	alone := map[string]int{}
	for _, l := range lines {
		switch {
		case !l.Units().Whole():
			return need, "units: not a whole number"
		case isUnder(l, audit.UnitRuleCMS8) && isPooled(l):
			need.pooled += l.Units().Int()
		case isUnder(l, audit.UnitRuleCMS8):
			continue
		default:
			family := units.Family(l.Proc.Code)
			if alone[family] == 0 {
				need.alone = append(need.alone, family)
			}
			alone[family] += l.Units().Int()
		}
		need.billed += l.Units().Int()
	}
	if need.pooled > 0 {
		need.minutes += shortestFor(need.pooled)
	}
	for _, n := range alone {
		need.minutes += shortestFor(n)
	}
	return need, ""
}

func shortestFor(units int) int { return 15*units - 7 }

// most gives the units that a length could hold at most.
func (n neededTime) most(minutes int) int {
	if n.pooled > 0 && len(n.alone) == 0 {
		return units.Supported(minutes)
	}
	codes := len(n.alone)
	if n.pooled > 0 {
		codes++
	}
	first := min(codes, minutes/8)
	if first < codes {
		return first
	}
	return first + (minutes-8*codes)/15
}

func tooShort(lines []*audit.Line, need neededTime, day dayLength) audit.Report {
	most := need.most(day.minutes)
	r := audit.Report{
		Line: lines[0], Field: audit.UnitsBilled, Also: alsoLines(lines),
		Billed: audit.Some(need.billed), Supported: audit.Some(most),
		Message: fmt.Sprintf("%s billed without minutes on record; %s of %s could hold %d at most, however they were split",
			count(need.billed, "timed unit"), day.kind, count(day.minutes, "minute"), most),
		Working: fmt.Sprintf("%s need %d minutes at least", count(need.billed, "timed unit"), need.minutes),
		Fix:     fixOf("enter the timed minutes and correct the units", audit.Manual, nil),
		Action:  "Treating therapist: enter the timed minutes that the visit note gives. Biller: bill no more units than they support, and correct the claim if it was sent.",
	}
	if len(need.alone) > 0 {
		r.Working += ", each code counted alone"
	} else {
		r.Working += ", all codes together"
	}
	if day.scheduled {
		r.Severity = audit.Info
		r.Message += "; the times look like appointment slots, so that the visit may have lasted longer"
	}
	return r
}
