package audit

import (
	"math/bits"
	"sync"
)

// ruleSet is a set of rules by their number in the run.
type ruleSet [mostRules / 64]uint64

// mostRules is how many rules a run can have; Validate refuses more.
const mostRules = 128

func (s *ruleSet) add(number int) { s[number/64] |= 1 << (number % 64) }

func (s *ruleSet) remove(number int) { s[number/64] &^= 1 << (number % 64) }

func (s *ruleSet) or(o *ruleSet) (either ruleSet) {
	for i := range s {
		either[i] = s[i] | o[i]
	}
	return either
}

func (s *ruleSet) and(o *ruleSet) (both ruleSet) {
	for i := range s {
		both[i] = s[i] & o[i]
	}
	return both
}

// without gives the set less the rules of another.
func (s *ruleSet) without(o *ruleSet) (rest ruleSet) {
	for i := range s {
		rest[i] = s[i] &^ o[i]
	}
	return rest
}

// first gives the lowest number; -1 if there is none.
func (s *ruleSet) first() int {
	for i := range s {
		if s[i] != 0 {
			return 64*i + bits.TrailingZeros64(s[i])
		}
	}
	return -1
}

func (s *ruleSet) meets(o *ruleSet) bool {
	for i := range s {
		if s[i]&o[i] != 0 {
			return true
		}
	}
	return false
}

func (s *ruleSet) has(number int) bool { return s[number/64]&(1<<(number%64)) != 0 }

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

// setSteps remembers the steps of one worker. The next line mostly takes the same one.
type setSteps struct {
	sets  *ruleSets
	known map[setStep]setNumber
	last  setStep
	next  setNumber // of the last step; 0 at first
}

func (s *setSteps) with(from setNumber, rule int) setNumber {
	step := setStep{from, rule}
	if s.next != 0 && step == s.last {
		return s.next
	}
	next, known := s.known[step]
	if !known {
		next = s.sets.with(step)
		s.known[step] = next
	}
	s.last, s.next = step, next
	return next
}
