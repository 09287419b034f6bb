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
	Good     int    `json:"good"`     // lines that are as they should be
	Of       int    `json:"of"`       // of these lines
	Rate     string `json:"rate"`     // "97.0 %", or "not determinable"
	Coverage string `json:"coverage"` // what the rate rests on
	Verdict  string `json:"verdict"`  // pass, below, not determinable, too few lines to say
}

// Text is the rate with its coverage in one sentence: no rate is printed without.
func (s *Standing) Text() string { return s.Rate + " (" + s.Coverage + ")" }

// drawn reports whether the rate is one, so that a chart may show it.
func (s *Standing) drawn() bool { return s.Verdict == standsAt || s.Verdict == standsBelow }

func (s *Standing) share() float64 { return float64(s.Good) / float64(s.Of) }

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

// rates are the rates of one run, each with what it rests on.
type rates struct {
	audit.Checks
	target int
}

func ratesOf(r *audit.Result) *rates { return &rates{ChecksOf(r), TargetOf(r)} }

// ratesBefore are those of the earlier run that a run is compared with.
func ratesBefore(r *audit.Result) *rates { return &rates{r.Comparison.EarlierChecks, TargetOf(r)} }

// ChecksOf sums up how much of what a run could check was checked.
func ChecksOf(r *audit.Result) audit.Checks {
	c := audit.CoverageOf(r)
	checks := audit.Checks{Timed: c.Timed, Judged: c.Judged}
	places := map[string]int{}
	for i := range r.Rules {
		rule := &r.Rules[i]
		letter := FamilyOf(rule.ID)
		at, seen := places[letter]
		if !seen {
			at = len(checks.Families)
			places[letter] = at
			checks.Families = append(checks.Families, audit.FamilyChecks{Family: letter})
		}
		f := &checks.Families[at]
		f.Checks++
		if rule.Evaluated > 0 {
			f.Made++
		}
		f.Lines = max(f.Lines, rule.Applicable)
	}
	all := TotalOfAll(r)
	for i := range checks.Families {
		if t := Family(all, checks.Families[i].Family); t != nil {
			checks.Families[i].Evaluated = t.Evaluated
		}
	}
	return checks
}

// family is how much of one family was checked; of all families together without a letter.
func (x *rates) family(letter string) (sum audit.FamilyChecks) {
	for _, f := range x.Families {
		if f.Family == letter {
			return f
		}
		sum.Checks, sum.Made = sum.Checks+f.Checks, sum.Made+f.Made
	}
	if letter != "" {
		return audit.FamilyChecks{Family: letter}
	}
	return sum
}

// support is what a rate rests on, and whether that is enough for one.
type support struct {
	text   string
	enough bool
}

// ofUnits is what the rates of units rest on. Where units of too few timed lines were judged, the untimed lines alone would say
// too much.
func (x *rates) ofUnits(t *audit.Total) support {
	return support{fmt.Sprintf("units judged on %s of %s", Count(t.UnitLines), Plural(t.Lines, "line", "lines")),
		coveredEnough(t.UnitLines, t.Lines) && x.timedEnough()}
}

func (x *rates) timedEnough() bool { return x.Timed == 0 || coveredEnough(x.Judged, x.Timed) }

// ofChecks is what a rate of a family, or of all without a letter, rests on; judged counts what it is of in the group at hand. Which
// lines a family applies to is known of the whole run only.
func (x *rates) ofChecks(letter string, judged, of int, one, many string) support {
	f := x.family(letter)
	text := fmt.Sprintf("of the %s of %s that this log allows, on %s of %s", Count(f.Made), Plural(f.Checks, "check", "checks"), Count(judged), Plural(of, one, many))
	enough := coveredEnough(f.Made, f.Checks) && judged > 0
	if letter == "" {
		return support{text, enough && coveredEnough(judged, of)}
	}
	return support{text, enough && coveredEnough(f.Evaluated, f.Lines) && (letter != "U" || x.timedEnough())}
}

// stand holds n of d to the target. What it rests on is said even where it is too little for a rate.
func (x *rates) stand(what string, n, d int, rests support) Standing {
	s := Standing{What: what, Good: n, Of: d, Rate: NotDeterminable, Coverage: rests.text, Verdict: NotDeterminable}
	switch {
	case !rests.enough || d == 0:
		return s
	case d < tooFew:
		s.Rate, s.Verdict = fmt.Sprintf("%s of %s", Count(n), Plural(d, "line", "lines")), fewLines
		return s
	}
	s.Rate, s.Verdict = Percent(int64(n), int64(d)), standsBelow
	if n*100 >= d*x.target {
		s.Verdict = standsAt
	}
	return s
}

// unitStanding is the share of judged lines that are supported as billed.
func (x *rates) unitStanding(what string, t *audit.Total) Standing {
	return x.stand(what, t.UnitLines-t.OverLines-t.UnderLines, t.UnitLines, x.ofUnits(t))
}

// familyStanding is the share of lines without an error of the family, with how many of its checks could be made.
func (x *rates) familyStanding(t *audit.Total, f *audit.FamilyTotal) Standing {
	return x.stand(audit.FamilyName(f.Family), f.Evaluated-f.Errors, f.Evaluated, x.ofChecks(f.Family, f.Evaluated, t.Lines, "line", "lines"))
}

// standings are those of the lines of a total by family.
func (x *rates) standings(t *audit.Total) []Standing {
	var list []Standing
	for i := range t.Families {
		list = append(list, x.familyStanding(t, &t.Families[i]))
	}
	return list
}

// clinicStanding is that of all lines.
func (x *rates) clinicStanding(all *audit.Total) Standing { return x.unitStanding("clinic", all) }

// therapistStandings are those of the therapists that lines name, in their order.
func (x *rates) therapistStandings(r *audit.Result) []Standing {
	var list []Standing
	for _, t := range NamedTherapists(r) {
		list = append(list, x.unitStanding(t.Key, t))
	}
	return list
}
