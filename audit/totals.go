package audit

import (
	"cmp"
	"slices"
	"strings"
)

// totals sums the lines over all, and by therapist, code, payer and month. The formulas are those of the report's
// table of metrics (REP-29 to REP-46).
//
// A rule that could not be evaluated on any line (its column is nowhere) is no part of the accuracies: what was not
// evaluated is reported beside them, and would otherwise leave no line to count.
func totals(lines []Line, cfg *Config, out *tally) []Total {
	families := familiesOf(cfg, out)
	sums := map[sumKey]*sum{}
	order := make([]*sum, 0)
	pass := &Pass{fees: cfg.Fees}
	for i := range lines {
		l := &lines[i]
		facts := factsOf(l, pass, families)
		for _, key := range sumKeys(l) {
			s := sums[key]
			if s == nil {
				s = newSum(key.dimension, keyText(l, key), families)
				sums[key] = s
				order = append(order, s)
			}
			s.add(l, &facts)
		}
	}
	list := make([]Total, 0, len(order))
	for _, s := range order {
		list = append(list, s.total())
	}
	slices.SortFunc(list, func(a, b Total) int {
		return cmp.Or(strings.Compare(a.Dimension, b.Dimension), strings.Compare(a.Key, b.Key))
	})
	return list
}

// sumKey names a total by the number of its text, which is quicker to find than the text.
type sumKey struct {
	dimension string
	number    int32
}

func sumKeys(l *Line) [5]sumKey {
	month := int32(-1)
	if l.Has(DateOfService) {
		month = int32(l.Date(DateOfService).Month())
	}
	return [...]sumKey{{"all", 0}, {"therapist", l.value(Therapist)}, {"code", l.value(Code)}, {"payer", l.value(Payer)}, {"month", month}}
}

func keyText(l *Line, key sumKey) string {
	switch key.dimension {
	case "all":
		return ""
	case "month":
		if key.number < 0 {
			return ""
		}
		return l.Date(DateOfService).Time().Format("2006-01")
	default:
		return l.Layout.Symbols.Text(key.number)
	}
}

// lineFacts is what a line adds to every total it belongs to.
type lineFacts struct {
	whole      bool // every applicable rule could be evaluated
	unjudged   ruleSet
	judged     bool // its units could be
	difference Units
	amount     Cents
	basis      string
	change     Cents
	priced     bool
}

func factsOf(l *Line, pass *Pass, families []ratedFamily) lineFacts {
	f := lineFacts{whole: l.judged() != 0, judged: l.HasSupported() && l.Has(UnitsBilled)}
	f.unjudged = l.unjudged()
	for i := range families {
		f.whole = f.whole && !f.unjudged.meets(&families[i].rules)
	}
	if !f.judged {
		return f
	}
	f.amount, f.basis = pass.Amount(l)
	if f.difference = l.Units() - l.Supported; f.difference != 0 {
		f.change, _, f.priced = pass.change(l, l.Supported)
	}
	return f
}

// ratedFamily is a family of rules with those that were evaluated on at least one line.
type ratedFamily struct {
	letter byte
	rules  ruleSet
}

// familiesOf lists the families whose rules judge lines, in order.
func familiesOf(cfg *Config, out *tally) []ratedFamily {
	var families []ratedFamily
	for number, r := range cfg.Rules {
		if r.Scope == ScopeImport {
			continue
		}
		at := slices.IndexFunc(families, func(f ratedFamily) bool { return f.letter == r.Family() })
		if at < 0 {
			at = len(families)
			families = append(families, ratedFamily{letter: r.Family()})
		}
		if out.rules[number].evaluated() > 0 {
			families[at].rules.add(number)
		}
	}
	slices.SortFunc(families, func(a, b ratedFamily) int { return cmp.Compare(a.letter, b.letter) })
	return families
}

// sum is a total in the making. Lines come in the run's order, so that the lines of a visit follow each other and one
// look back tells whether a line opens a new visit.
type sum struct {
	Total
	families []ratedFamily
	bases    map[string]int
	visit    int32 // day of the last line
	treated  int32 // the last day counted as a treatment day, plus 1
	open     bool
	all, bad bool // of the open visit: all lines evaluated, one with an error
}

func newSum(dimension, key string, families []ratedFamily) *sum {
	s := &sum{families: families, bases: map[string]int{}}
	s.Dimension, s.Key = dimension, key
	s.Families = make([]FamilyTotal, len(families))
	for i, f := range families {
		s.Families[i].Family = string(f.letter)
	}
	return s
}

func (s *sum) add(l *Line, facts *lineFacts) {
	s.Lines++
	if !s.open || s.visit != l.day {
		s.closeVisit()
		s.Visits++
		s.open, s.visit, s.all, s.bad = true, l.day, true, false
	}
	s.all = s.all && facts.whole
	s.bad = s.bad || l.erred() != 0
	if facts.whole {
		s.LinesEvaluated++
		if l.erred() != 0 {
			s.LinesWithError++
		}
	}
	for i := range s.families {
		f := &s.families[i]
		if l.judged().has(f.letter) && !facts.unjudged.meets(&f.rules) {
			s.Families[i].Evaluated++
			if l.erred().has(f.letter) {
				s.Families[i].Errors++
			}
		}
	}
	if l.Has(AssistantMinutes) && l.Has(Minutes) {
		s.AssistantMinutes += l.Int(AssistantMinutes)
		s.AssistantOf += l.Int(Minutes)
	}
	if l.Proc != nil && l.Proc.Pooled && l.Has(Minutes) && l.Has(UnitsBilled) {
		s.TimedMinutes += l.Int(Minutes)
		s.TimedUnits += l.Units().Int()
	}
	if l.Proc == nil || l.Proc.Kind != "evaluation" {
		s.TreatmentUnits += l.Units()
		if s.treated != l.day+1 {
			s.treated = l.day + 1
			s.TreatmentDays++
		}
	}
	if facts.judged {
		s.addUnits(l, facts)
	}
}

// addUnits adds what was billed and what the record supports, and the money that moves with the difference.
func (s *sum) addUnits(l *Line, facts *lineFacts) {
	s.UnitLines++
	s.Billed += l.Units()
	s.Supported += l.Supported
	s.Amount += facts.amount
	if facts.basis != "" {
		s.bases[facts.basis]++
	}
	if facts.difference == 0 {
		return
	}
	if !facts.priced {
		s.NoPrice++
	}
	if facts.difference > 0 {
		s.OverLines++
		s.OverUnits += facts.difference
		s.OverCents -= facts.change
	} else {
		s.UnderLines++
		s.UnderUnits -= facts.difference
		s.UnderCents += facts.change
	}
}

func (s *sum) closeVisit() {
	if s.open && s.all {
		s.VisitsEvaluated++
		if s.bad {
			s.VisitsWithError++
		}
	}
}

func (s *sum) total() Total {
	s.closeVisit()
	s.Bases = countsOf(s.bases)
	return s.Total
}
