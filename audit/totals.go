package audit

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// totals sums the lines over all, and by therapist, code, payer and month. The formulas are those of the report's
// table of metrics (REP-29 to REP-46).
//
// A rule that could not be evaluated on any line (its column is nowhere) is no part of the accuracies: what was not
// evaluated is reported beside them, and would otherwise leave no line to count.
func totals(lines []Line, cfg *Config, out *tally) []Total {
	facts := factory{families: familiesOf(cfg, out), sets: out.unjudged.sets, pass: &Pass{fees: cfg.Fees}}
	dimensions := newDimensions()
	for i := range lines {
		l := &lines[i]
		facts.of(l)
		for _, d := range dimensions {
			d.of(l).add(l, &facts.lineFacts)
		}
	}
	var list []Total
	for _, d := range dimensions {
		for _, s := range d.sums {
			list = append(list, s.total(facts.families))
		}
	}
	slices.SortFunc(list, func(a, b Total) int {
		return cmp.Or(strings.Compare(a.Dimension, b.Dimension), strings.Compare(a.Key, b.Key))
	})
	return list
}

// dimension is one way of dividing the lines. Its sums are found by a number, which is quicker than by the text it stands
// for, and neighbouring lines mostly go to the same one.
type dimension struct {
	name   string
	number func(*Line) int32
	text   func(*Line) string
	sums   map[int32]*sum
	last   *sum
	lastOf int32
}

func newDimensions() []*dimension {
	byText := func(name string, f Field) *dimension {
		return &dimension{name: name, number: func(l *Line) int32 { return l.value(f) }, text: func(l *Line) string { return l.Text(f) }}
	}
	return []*dimension{
		{name: "all", number: func(*Line) int32 { return 0 }, text: func(*Line) string { return "" }},
		byText("therapist", Therapist), byText("code", Code), byText("payer", Payer),
		{name: "month", number: monthNumber(), text: func(l *Line) string {
			if !l.Has(DateOfService) {
				return ""
			}
			return l.Date(DateOfService).Time().Format("2006-01")
		}},
	}
}

// monthNumber numbers the months of lines, -1 for a line without a date. Neighbouring lines mostly have the same date.
func monthNumber() func(*Line) int32 {
	var last Date // as long as no other was met, the zero Date and its month
	month := int32(last.Month())
	return func(l *Line) int32 {
		if !l.Has(DateOfService) {
			return -1
		}
		if on := l.Date(DateOfService); on != last {
			last, month = on, int32(on.Month())
		}
		return month
	}
}

// of gives the sum that the line belongs to.
func (d *dimension) of(l *Line) *sum {
	number := d.number(l)
	if d.last != nil && number == d.lastOf {
		return d.last
	}
	s := d.sums[number]
	if s == nil {
		s = &sum{bases: map[string]*int{}, judged: map[judgement]*int{}}
		s.Dimension, s.Key = d.name, d.text(l)
		if d.sums == nil {
			d.sums = map[int32]*sum{}
		}
		d.sums[number] = s
	}
	d.last, d.lastOf = s, number
	return s
}

// sum is a total in the making. Lines come in the run's order, so that the lines of a visit follow each other and one
// look back tells whether a line opens a new visit.
type sum struct {
	Total
	judged    map[judgement]*int // lines by what was made of them
	last      judgement
	lastCount *int            // of the lines judged like the last one; nil at first
	bases     map[string]*int // lines by basis of money
	basis     string          // of the last line that had one
	ofBasis   *int            // the lines of that basis; nil at first
	visit     int32           // day of the last line
	treated   int32           // the last day counted as a treatment day, plus 1
	open      bool
	all, bad  bool // of the open visit: all lines evaluated, one with an error
}

func (s *sum) add(l *Line, facts *lineFacts) {
	s.Lines++
	if !s.open || s.visit != l.day {
		s.closeVisit()
		s.Visits++
		s.open, s.visit, s.all, s.bad = true, l.day, true, false
	}
	s.all = s.all && facts.whole
	s.bad = s.bad || facts.erred != 0
	if facts.whole {
		s.LinesEvaluated++
		if facts.erred != 0 {
			s.LinesWithError++
		}
	}
	s.countFamilies(facts)
	s.AssistantMinutes += facts.assistantMinutes
	s.AssistantOf += facts.assistantOf
	s.TimedMinutes += facts.timedMinutes
	s.TimedUnits += facts.timedUnits
	if facts.treats {
		s.TreatmentUnits += facts.billed
		if s.treated != l.day+1 {
			s.treated = l.day + 1
			s.TreatmentDays++
		}
	}
	if facts.judged {
		s.addUnits(facts)
	}
}

// addUnits adds what was billed and what the record supports, and the money that moves with the difference.
func (s *sum) addUnits(facts *lineFacts) {
	s.UnitLines++
	s.Billed += facts.billed
	s.Supported += facts.supported
	s.Amount += facts.amount
	s.countBasis(facts.basis)
	if facts.difference == 0 {
		return
	}
	switch facts.part() {
	case HeldUnpriced:
		s.NoPrice++
		s.NoPriceUnits += max(facts.difference, -facts.difference)
	case HeldAssumed:
		s.Assumed.add(facts.change)
	case HeldEstimated:
		s.Estimated.add(facts.change)
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

// countBasis counts the line by its basis of money. Neighbouring lines mostly share one.
func (s *sum) countBasis(basis string) {
	if basis == "" {
		return
	}
	if s.ofBasis == nil || basis != s.basis {
		if s.basis, s.ofBasis = basis, s.bases[basis]; s.ofBasis == nil {
			s.ofBasis = new(int)
			s.bases[basis] = s.ofBasis
		}
	}
	*s.ofBasis++
}

// judgement is the families that were evaluated on a line and those that have an error. Neighbouring lines mostly share
// one.
type judgement struct{ evaluated, erred familySet }

func (s *sum) countFamilies(facts *lineFacts) {
	j := judgement{facts.evaluated, facts.erred}
	if s.lastCount == nil || j != s.last {
		if s.last, s.lastCount = j, s.judged[j]; s.lastCount == nil {
			s.lastCount = new(int)
			s.judged[j] = s.lastCount
		}
	}
	*s.lastCount++
}

func (s *sum) closeVisit() {
	if s.open && s.all {
		s.VisitsEvaluated++
		if s.bad {
			s.VisitsWithError++
		}
	}
}

func (s *sum) total(families []ratedFamily) Total {
	s.closeVisit()
	s.Families = make([]FamilyTotal, len(families))
	for i, f := range families {
		s.Families[i].Family = string(f.letter)
		for j, lines := range s.judged {
			if j.evaluated&f.bit != 0 {
				s.Families[i].Evaluated += *lines
				if j.erred&f.bit != 0 {
					s.Families[i].Errors += *lines
				}
			}
		}
	}
	s.Bases = make([]Count, 0, len(s.bases))
	for _, basis := range slices.Sorted(maps.Keys(s.bases)) {
		s.Bases = append(s.Bases, Count{basis, *s.bases[basis]})
	}
	return s.Total
}
