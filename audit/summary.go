package audit

import (
	"cmp"
	"maps"
	"math/bits"
	"slices"
	"strings"
)

// sumsOf gives what is to be done to put into the result what lines say, whatever rules make of them.
func sumsOf(r *Result, lines []Line, patients [][]*Line) []func() {
	return []func(){
		func() { r.Patients, r.Visits = keysOf(lines, patients) },
		func() {
			minutes, delays, payers := newTimedMinutes(), newSignDelays(), newPayerUses()
			for i := range lines { // once for all: the lines of a long log are far apart in memory
				l := &lines[i]
				minutes.add(l)
				delays.add(l)
				payers.add(l)
				r.Account.UnitsBilled += l.Units()
				r.Account.ChargeBilled += l.Money(Charge)
			}
			minutes.closeDay()
			r.Account.Lines = len(lines)
			r.Minutes, r.Payers = minutes.histogram, payers.list()
			r.SignDelays, r.SignedBefore = delays.histogram, delays.before
		},
	}
}

func sortFailures(failures []Failure) []Failure {
	slices.SortFunc(failures, func(a, b Failure) int {
		return cmp.Or(strings.Compare(a.Rule, b.Rule), a.Cell.Compare(b.Cell), strings.Compare(a.What, b.What))
	})
	return slices.Compact(failures)
}

func ruleResults(cfg *Config, out *tally) []RuleResult {
	findings, pointed := map[string]int{}, map[string]*rowCount{}
	for i := range out.findings {
		f := &out.findings[i]
		findings[f.Rule]++
		if pointed[f.Rule] == nil {
			pointed[f.Rule] = &rowCount{}
		}
		pointed[f.Rule].add(f)
	}
	results := make([]RuleResult, 0, len(cfg.Rules))
	for number, r := range cfg.Rules {
		count := &out.rules[number]
		result := RuleResult{ID: r.ID, Name: r.Name, Purpose: r.Purpose, Severity: r.Severity, Scope: r.Scope,
			Applicable: count.applicable, Evaluated: count.evaluated(),
			Findings: findings[r.ID], Lines: pointed[r.ID].count(), Items: count.items, Met: count.met, NotEvaluated: countsOf(count.causes)}
		for _, c := range r.Cites {
			result.Cites = append(result.Cites, c.String())
		}
		results = append(results, result)
	}
	slices.SortFunc(results, func(a, b RuleResult) int { return strings.Compare(a.ID, b.ID) })
	return results
}

func countsOf(counts map[string]int) []Count {
	list := make([]Count, 0, len(counts))
	for _, what := range slices.Sorted(maps.Keys(counts)) {
		list = append(list, Count{what, counts[what]})
	}
	return list
}

// lastMinute is the last cell of the histogram of timed minutes; it also holds all visits beyond.
const lastMinute = 240

// timedMinutes counts the days by their timed minutes, where all lines of pooled codes state theirs.
type timedMinutes struct {
	histogram []int
	day       int32 // of the last line
	sum       int
	timed     bool // the day has a line of a pooled code
	untold    bool // one of these has no minutes
}

func newTimedMinutes() *timedMinutes {
	return &timedMinutes{histogram: make([]int, lastMinute+1), day: -1}
}

func (t *timedMinutes) add(l *Line) {
	if l.day != t.day {
		t.closeDay()
		t.day = l.day
	}
	if l.Proc == nil || !l.Proc.Pooled {
		return
	}
	t.timed = true
	minutes := l.Int(Minutes)
	t.untold = t.untold || minutes < 0 || !l.Has(Minutes)
	t.sum += minutes
}

func (t *timedMinutes) closeDay() {
	if t.timed && !t.untold {
		t.histogram[min(t.sum, lastMinute)]++
	}
	t.sum, t.timed, t.untold = 0, false, false
}

// keysOf lists the keys of the patients and of the visits. The lines of a visit follow each other.
func keysOf(lines []Line, groups [][]*Line) (patients, visits []string) {
	for _, group := range groups {
		if key := PatientKey(group[0].Session); key != "" {
			patients = append(patients, key)
		}
	}
	named := symbolSet{} // visits with an id: their texts mostly are in order by number
	for i := range lines {
		l := &lines[i]
		switch {
		case l.Has(VisitID):
			named.add(l.value(VisitID))
		case i == 0 || lines[i-1].day != l.day || lines[i-1].Has(VisitID):
			visits = append(visits, visitKey(l))
		}
	}
	visits = slices.Grow(visits, named.count())
	if len(lines) > 0 {
		named.each(func(symbol int32) { visits = append(visits, lines[0].Layout.Symbols.Text(symbol)) })
	}
	return distinct(patients), distinct(visits)
}

// symbolSet is a set of texts by their numbers, a bit a number.
type symbolSet []uint64

func (s *symbolSet) add(symbol int32) {
	word := int(symbol) / 64
	if missing := word + 1 - len(*s); missing > 0 {
		*s = append(*s, make([]uint64, missing)...)
	}
	(*s)[word] |= 1 << (symbol % 64)
}

func (s symbolSet) count() (n int) {
	for _, set := range s {
		n += bits.OnesCount64(set)
	}
	return n
}

func (s symbolSet) each(do func(symbol int32)) {
	for word, set := range s {
		for ; set != 0; set &= set - 1 {
			do(int32(64*word + bits.TrailingZeros64(set)))
		}
	}
}

func distinct(texts []string) []string {
	slices.Sort(texts)
	return slices.Compact(texts)
}

// lastDelay is the last cell of the histogram of signing delays; it also holds all visits beyond.
const lastDelay = 365

// signDelays counts the visits by the days from service to signature.
type signDelays struct {
	histogram []int
	before    int   // signed before the service
	last      *Line // of the visit counted last; nil at first
}

func newSignDelays() *signDelays { return &signDelays{histogram: make([]int, lastDelay+1)} }

func (s *signDelays) add(l *Line) {
	if !l.Has(SignatureDate) || !l.Has(DateOfService) || s.last != nil && s.last.day == l.day && SameVisit(s.last, l) {
		return
	}
	s.last = l
	if delay := int(l.Date(SignatureDate) - l.Date(DateOfService)); delay >= 0 {
		s.histogram[min(delay, lastDelay)]++
	} else {
		s.before++
	}
}

// payerUses lists the payers of the log with the terms that were applied to them.
type payerUses struct {
	uses   map[payerTerms]*PayerUse
	last   payerTerms
	lastOf *PayerUse // nil at first
}

type payerTerms struct {
	payer int32
	terms *Terms
}

func newPayerUses() *payerUses { return &payerUses{uses: map[payerTerms]*PayerUse{}} }

func (p *payerUses) add(l *Line) {
	if key := (payerTerms{l.value(Payer), l.Terms}); p.lastOf == nil || key != p.last {
		u := p.uses[key]
		if u == nil {
			u = &PayerUse{Name: l.Text(Payer), Listed: l.Terms.Listed, Class: l.Terms.Class, UnitRule: l.Terms.UnitRule.String(), Assumed: l.Terms.Assumed, FilingDays: l.Terms.FilingDays, Source: l.Terms.Source}
			p.uses[key] = u
		}
		p.last, p.lastOf = key, u
	}
	p.lastOf.Lines++
}

func (p *payerUses) list() []PayerUse {
	list := make([]PayerUse, 0, len(p.uses))
	for _, u := range p.uses {
		list = append(list, *u)
	}
	slices.SortFunc(list, func(a, b PayerUse) int {
		return cmp.Or(strings.Compare(a.Name, b.Name), strings.Compare(a.Class, b.Class), strings.Compare(a.UnitRule, b.UnitRule),
			strings.Compare(a.Source, b.Source), cmp.Compare(a.Lines, b.Lines))
	})
	return list
}
