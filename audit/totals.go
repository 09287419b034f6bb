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
		{name: "month", number: func(l *Line) int32 {
			if !l.Has(DateOfService) {
				return -1
			}
			return int32(l.Date(DateOfService).Month())
		}, text: func(l *Line) string {
			if !l.Has(DateOfService) {
				return ""
			}
			return l.Date(DateOfService).Time().Format("2006-01")
		}},
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
		s = &sum{bases: map[string]int{}, judged: map[judgement]*int{}}
		s.Dimension, s.Key = d.name, d.text(l)
		if d.sums == nil {
			d.sums = map[int32]*sum{}
		}
		d.sums[number] = s
	}
	d.last, d.lastOf = s, number
	return s
}

// lineFacts is what a line adds to every total it belongs to.
type lineFacts struct {
	whole      bool      // every applicable rule could be evaluated
	evaluated  familySet // the families of which every applicable rule could
	erred      familySet
	judged     bool // its units could be
	supported  Units
	difference Units
	amount     Cents
	basis      string
	change     Cents
	priced     bool
}

// factory works the facts of one line after the other out.
type factory struct {
	lineFacts
	families []ratedFamily
	sets     *ruleSets
	pass     *Pass
	last     *Line // the line before
	lastOf   familySet
}

func (f *factory) of(l *Line) {
	f.judge(l)
	f.erred = l.erred()
	f.supported, f.judged = l.Supported()
	f.judged = f.judged && l.Has(UnitsBilled)
	f.amount, f.basis, f.difference, f.change, f.priced = 0, "", 0, 0, false
	if !f.judged {
		return
	}
	f.amount, f.basis = f.pass.Amount(l)
	if f.difference = l.Units() - f.supported; f.difference != 0 {
		f.change, _, f.priced = f.pass.change(l, f.supported)
	}
}

// judge says which families were evaluated. The line before was mostly judged by the same rules.
func (f *factory) judge(l *Line) {
	judged := l.judged()
	if f.last == nil || judged != f.lastOf || !sameRules(f.last, l) {
		unjudged := l.unjudged(f.sets)
		f.whole, f.evaluated = judged != 0, 0
		for i := range f.families {
			family := &f.families[i]
			switch {
			case unjudged.meets(&family.rules):
				f.whole = false
			case judged.has(family.letter):
				f.evaluated |= familyOf(family.letter)
			}
		}
	}
	f.last, f.lastOf = l, judged
}

// sameRules says that the same rules could not judge the two lines; false if that takes a longer look.
func sameRules(a, b *Line) bool {
	return a.kind == b.kind && a.marks[patientPhase].unjudged == b.marks[patientPhase].unjudged &&
		a.marks[therapistPhase].unjudged == b.marks[therapistPhase].unjudged
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
	judged    map[judgement]*int // lines by what was made of them
	last      judgement
	lastCount *int // of the lines judged like the last one; nil at first
	bases     map[string]int
	visit     int32 // day of the last line
	treated   int32 // the last day counted as a treatment day, plus 1
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
	s.Supported += facts.supported
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
			if j.evaluated.has(f.letter) {
				s.Families[i].Evaluated += *lines
				if j.erred.has(f.letter) {
					s.Families[i].Errors += *lines
				}
			}
		}
	}
	s.Bases = countsOf(s.bases)
	return s.Total
}
