package audit

import (
	"cmp"
	"slices"
	"strings"
)

// totals sums the lines over all, and by therapist, code, payer and month. The formulas are those of the report's
// table of metrics (REP-29 to REP-46).
func totals(lines []Line, cfg *Config) []Total {
	families := familiesOf(cfg.Rules)
	sums := map[[2]string]*sum{}
	order := make([]*sum, 0)
	pass := &Pass{fees: cfg.Fees}
	for i := range lines {
		l := &lines[i]
		month := ""
		if l.Has(DateOfService) {
			month = l.Date(DateOfService).Time().Format("2006-01")
		}
		for _, key := range [...][2]string{{"all", ""}, {"therapist", l.Text(Therapist)}, {"code", l.Text(Code)},
			{"payer", l.Text(Payer)}, {"month", month}} {
			s := sums[key]
			if s == nil {
				s = newSum(key, families)
				sums[key] = s
				order = append(order, s)
			}
			s.add(l, pass)
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

// familiesOf lists the families whose rules judge lines, in order.
func familiesOf(rules []*Rule) []byte {
	var families []byte
	for _, r := range rules {
		if r.Scope != ScopeImport && !slices.Contains(families, r.Family()) {
			families = append(families, r.Family())
		}
	}
	slices.Sort(families)
	return families
}

// sum is a total in the making. Lines come in the run's order, so that the lines of a visit follow each other and one
// look back tells whether a line opens a new visit.
type sum struct {
	Total
	families []byte
	bases    map[string]int
	visit    int32 // day of the last line
	open     bool
	all, bad bool // of the open visit: all lines evaluated, one with an error
}

func newSum(key [2]string, families []byte) *sum {
	s := &sum{families: families, bases: map[string]int{}}
	s.Dimension, s.Key = key[0], key[1]
	s.Families = make([]FamilyTotal, len(families))
	for i, f := range families {
		s.Families[i].Family = string(f)
	}
	return s
}

func (s *sum) add(l *Line, pass *Pass) {
	s.Lines++
	if !s.open || s.visit != l.day {
		s.closeVisit()
		s.Visits++
		s.open, s.visit, s.all, s.bad = true, l.day, true, false
	}
	whole := l.unjudged == 0 && l.judged != 0
	s.all = s.all && whole
	s.bad = s.bad || l.erred != 0
	if whole {
		s.LinesEvaluated++
		if l.erred != 0 {
			s.LinesWithError++
		}
	}
	for i, f := range s.families {
		if l.judged.has(f) && !l.unjudged.has(f) {
			s.Families[i].Evaluated++
			if l.erred.has(f) {
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
	if l.HasSupported() && l.Has(UnitsBilled) {
		s.addUnits(l, pass)
	}
}

// addUnits adds what was billed and what the record supports, and the money that moves with the difference.
func (s *sum) addUnits(l *Line, pass *Pass) {
	difference := l.Units() - l.Supported
	amount, basis := pass.Amount(l)
	s.UnitLines++
	s.Billed += l.Units()
	s.Supported += l.Supported
	s.Amount += amount
	if basis != "" {
		s.bases[basis]++
	}
	if difference == 0 {
		return
	}
	change, _, priced := pass.change(l, l.Supported)
	if !priced {
		s.NoPrice++
	}
	if difference > 0 {
		s.OverLines++
		s.OverUnits += difference
		s.OverCents -= change
	} else {
		s.UnderLines++
		s.UnderUnits -= difference
		s.UnderCents += change
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
