package audit

import (
	"math/bits"
	"sync"
)

// ruleSet is a set of rules by their number in the run, a bit a rule. Its methods are written out for the two words, since
// they are asked some times for every line.
type ruleSet [mostRules / 64]uint64

// mostRules is how many rules a run can have; Validate refuses more.
const mostRules = 128

func (s *ruleSet) add(number int) { s[uint(number)/64] |= 1 << (uint(number) % 64) }

func (s *ruleSet) remove(number int) { s[uint(number)/64] &^= 1 << (uint(number) % 64) }

// join adds the rules of another set.
func (s *ruleSet) join(o *ruleSet) {
	s[0] |= o[0]
	s[1] |= o[1]
}

// keep leaves the rules that are in another set too.
func (s *ruleSet) keep(o *ruleSet) {
	s[0] &= o[0]
	s[1] &= o[1]
}

// without gives the set less the rules of another.
func (s *ruleSet) without(o *ruleSet) ruleSet {
	return ruleSet{s[0] &^ o[0], s[1] &^ o[1]}
}

// first gives the lowest number; -1 if there is none.
func (s *ruleSet) first() int {
	switch {
	case s[0] != 0:
		return bits.TrailingZeros64(s[0])
	case s[1] != 0:
		return 64 + bits.TrailingZeros64(s[1])
	}
	return -1
}

func (s *ruleSet) meets(o *ruleSet) bool {
	return (s[0]&o[0])|(s[1]&o[1]) != 0
}

func (s *ruleSet) has(number int) bool { return s[uint(number)/64]&(1<<(uint(number)%64)) != 0 }

// setNumber names a set of a run; 0 is the empty one.
type setNumber int32

// ruleSets holds every set of rules that could not judge some line once: on many logs most lines lack the same. Workers
// ask it through setSteps; the list is read when they are done.
type ruleSets struct {
	mu    sync.Mutex
	list  []ruleSet
	known map[setStep]setNumber
}

// setStep adds a rule to a set.
type setStep struct {
	from setNumber
	rule int
}

func newRuleSets() *ruleSets {
	return &ruleSets{list: make([]ruleSet, 1), known: map[setStep]setNumber{}}
}

func (r *ruleSets) with(step setStep) setNumber {
	r.mu.Lock()
	defer r.mu.Unlock()
	next, known := r.known[step]
	if !known {
		set := r.list[step.from]
		set.add(step.rule)
		next = setNumber(len(r.list))
		r.list = append(r.list, set)
		r.known[step] = next
	}
	return next
}

// setSteps remembers the steps of one worker. Most are taken again and again, and found without a look into the map.
type setSteps struct {
	sets   *ruleSets
	known  map[setStep]setNumber
	recent [16]struct {
		step setStep
		next setNumber // 0 at first: no step leads to the empty set
	}
}

func (s *setSteps) with(from setNumber, rule int) setNumber {
	step := setStep{from, rule}
	recent := &s.recent[uint(7*int(from)+rule)%uint(len(s.recent))]
	if recent.next != 0 && step == recent.step {
		return recent.next
	}
	next, known := s.known[step]
	if !known {
		next = s.sets.with(step)
		s.known[step] = next
	}
	recent.step, recent.next = step, next
	return next
}
