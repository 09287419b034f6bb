package history

import (
	"otaudit/audit"
	"otaudit/report/model"
)

// Cause is what made a finding new, changed or resolved.
type Cause string

// The causes. Only what the two results prove is told apart; the rest could be either.
const (
	CauseNone   Cause = ""
	CauseRecord Cause = "record"          // the log says something else, or holds other visits
	CauseRules  Cause = "rules or tables" // another version of the program, the rule set or a table, or other options
	CauseEither Cause = "could be either"
)

// Causes counts findings by cause.
type Causes struct {
	Record int `json:"record"`
	Rules  int `json:"rules_or_tables"`
	Either int `json:"could_be_either"`
}

func (c *Causes) count(cause Cause) {
	switch cause {
	case CauseRecord:
		c.Record++
	case CauseRules:
		c.Rules++
	case CauseEither:
		c.Either++
	}
}

// source tells for two results what made findings come and go.
type source struct {
	overall         Cause // what holds for all findings that nothing else is known of
	rules, rulesNow map[string]bool
	visits          map[string]bool // of the earlier result; nil where their keys are not the same in both
	months          map[string]bool // of the earlier result
	apart           bool            // the results have no month in common
}

func newSource(now, earlier *audit.Result, c *audit.Comparison) *source {
	s := &source{overall: CauseEither, rules: ruleIDs(earlier), rulesNow: ruleIDs(now), months: monthsOf(earlier), apart: true}
	switch {
	case len(c.Differences) == 0:
		s.overall = CauseRecord
	case c.SameInputs:
		s.overall = CauseRules
	}
	if model.Set(now.Manifest.Set) != model.Share { // codes of visits without a finding are other ones in each run
		s.visits = setOf(earlier.Visits)
	}
	for month := range monthsOf(now) {
		s.apart = s.apart && !s.months[month]
	}
	return s
}

func ruleIDs(r *audit.Result) map[string]bool {
	ids := map[string]bool{}
	for i := range r.Rules {
		ids[r.Rules[i].ID] = true
	}
	return ids
}

func monthsOf(r *audit.Result) map[string]bool {
	months := map[string]bool{}
	for _, t := range model.TotalsBy(r, "month") {
		months[t.Key] = true
	}
	return months
}

// of is the cause of a finding of this result that is new or changed; none of any other.
func (s *source) of(f, before *audit.Finding) Cause {
	switch f.Status {
	case model.StatusChanged:
		if f.Billed != before.Billed {
			return CauseRecord
		}
		return s.overall
	case model.StatusNew:
		switch {
		case s.apart || s.visits != nil && f.Visit != "" && !s.visits[f.Visit]:
			return CauseRecord
		case !s.rules[f.Rule]:
			return CauseRules
		}
		return s.overall
	}
	return CauseNone
}

// ofResolved is the cause of a finding that was looked at again and is gone.
func (s *source) ofResolved(f *audit.Finding) Cause {
	if !s.rulesNow[f.Rule] {
		return CauseRules
	}
	return s.overall
}
