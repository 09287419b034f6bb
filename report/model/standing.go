package model

import (
	"fmt"
	"strconv"

	"otaudit/audit"
)

// DefaultTarget is the share in percent that a rate is held to unless the user gives another; no rule sets one.
const DefaultTarget = 95

// leastShare is the share in percent of lines or checks that must be judged for a rate to be given at all.
const leastShare = 20

// The words of a standing.
const (
	standsAt    = "pass"
	standsBelow = "below"
	fewLines    = "too few lines to say"
)

// Standing is a rate with its coverage, held to the target.
type Standing struct {
	What     string `json:"what"`
	Rate     string `json:"rate"`     // "97.0 %", or "not determinable"
	Coverage string `json:"coverage"` // what the rate rests on
	Verdict  string `json:"verdict"`  // pass, below, not determinable, too few lines to say
}

// Text is the rate with its coverage in one sentence: no rate is printed without.
func (s *Standing) Text() string { return s.Rate + " (" + s.Coverage + ")" }

// TargetOf returns the target of a run in percent.
func TargetOf(r *audit.Result) int {
	for _, o := range r.Manifest.Options {
		if o.Name == "target" {
			if n, err := strconv.Atoi(o.Value); err == nil {
				return n
			}
		}
	}
	return DefaultTarget
}

// coveredEnough reports whether enough of a whole was judged for a rate.
func coveredEnough(judged, of int) bool { return judged > 0 && judged*100 >= of*leastShare }

// stand holds n of d to the target. What it rests on is said even where it is too little for a rate.
func stand(what, coverage string, n, d int, enough bool, target int) Standing {
	s := Standing{What: what, Rate: NotDeterminable, Coverage: coverage, Verdict: NotDeterminable}
	switch {
	case !enough || d == 0:
		return s
	case d < tooFew:
		s.Rate, s.Verdict = fmt.Sprintf("%s of %s", Count(n), Plural(d, "line", "lines")), fewLines
		return s
	}
	s.Rate, s.Verdict = Percent(int64(n), int64(d)), standsBelow
	if n*100 >= d*target {
		s.Verdict = standsAt
	}
	return s
}

// unitStanding is the share of judged lines that are supported as billed. Where units of too few timed lines were judged, the
// untimed lines alone would say too much.
func unitStanding(what string, t *audit.Total, c *audit.Coverage, target int) Standing {
	coverage := fmt.Sprintf("units judged on %s of %s", Count(t.UnitLines), Plural(t.Lines, "line", "lines"))
	enough := coveredEnough(t.UnitLines, t.Lines) && (c.Timed == 0 || coveredEnough(c.Judged, c.Timed))
	return stand(what, coverage, t.UnitLines-t.OverLines-t.UnderLines, t.UnitLines, enough, target)
}

// familyStanding is the share of lines without an error of the family, with how many of its checks could be made.
func familyStanding(r *audit.Result, t *audit.Total, f *audit.FamilyTotal, c *audit.Coverage) Standing {
	made, checks := 0, 0
	for i := range r.Rules {
		if FamilyOf(r.Rules[i].ID) != f.Family {
			continue
		}
		checks++
		if r.Rules[i].Evaluated > 0 {
			made++
		}
	}
	coverage := fmt.Sprintf("of the %s of %s that this log allows, on %s of %s", Count(made), Plural(checks, "check", "checks"), Count(f.Evaluated), Plural(t.Lines, "line", "lines"))
	enough := coveredEnough(made, checks) && (f.Family != "U" || c.Timed == 0 || coveredEnough(c.Judged, c.Timed))
	return stand(audit.FamilyName(f.Family), coverage, f.Evaluated-f.Errors, f.Evaluated, enough, TargetOf(r))
}

// clinicStanding is that of all lines.
func clinicStanding(r *audit.Result) Standing {
	c := audit.CoverageOf(r)
	return unitStanding("clinic", TotalOfAll(r), &c, TargetOf(r))
}

// familyStandings are those of the families over all lines.
func familyStandings(r *audit.Result) []Standing {
	c, all := audit.CoverageOf(r), TotalOfAll(r)
	var list []Standing
	for i := range all.Families {
		list = append(list, familyStanding(r, all, &all.Families[i], &c))
	}
	return list
}

// therapistStandings are those of the therapists that lines name, in their order.
func therapistStandings(r *audit.Result) []Standing {
	c := audit.CoverageOf(r)
	var list []Standing
	for _, t := range namedTherapists(r) {
		list = append(list, unitStanding(t.Key, t, &c, TargetOf(r)))
	}
	return list
}
