package audit

import "slices"

// Predicate says whether a rule has anything to say about a line. It is a value that rules can share, so that a line is asked
// once for all of them; what it says must follow from the line alone.
type Predicate struct{ holds func(*Line) bool }

// NewPredicate makes a test.
func NewPredicate(holds func(*Line) bool) *Predicate { return &Predicate{holds} }

// eligibility finds the lines of a group that a rule can judge, and counts what becomes of the others. What is decided by
// the kinds of the lines is not asked line by line, and a test that several rules share is made once.
type eligibility struct {
	all          []*Line
	noOp         ruleSet   // rules that have nothing to do for any line
	undetermined ruleSet   // rules that are out or lack inputs for some lines
	judged       familySet // families of which a rule judges every line without a test
	tests        []tested  // by the number of the test
	group        int       // number of the group
	lists        []*Line   // memory of all lists of the group
}

// tested are the lines of a group for which a test holds.
type tested struct {
	group  int
	lines  []*Line
	marked familySet // families that all these lines are marked with as judged
}

// begin turns to a group. Groups of two scopes often are the same lines, of which all is known then.
func (a *eligibility) begin(all []*Line) {
	if len(a.all) == len(all) && &a.all[0] == &all[0] {
		return
	}
	last, before := all[0].lineClass, all[0].lineClass
	a.all, a.lists = all, a.lists[:0]
	a.noOp, a.undetermined, a.judged = last.noOp, last.undetermined, last.judged
	a.group++
	for _, l := range all[1:] {
		if l.lineClass == last || l.lineClass == before { // the lines of visits take turns
			continue
		}
		last, before = l.lineClass, last
		a.noOp.keep(&last.noOp)
		a.undetermined.join(&last.undetermined)
		a.judged &= last.judged
	}
}

// eligible gives the lines that the rule can judge. What a rule with a test makes of its lines is counted here; of the others
// it is known by the kinds.
func (a *eligibility) eligible(r *numbered, out *tally) []*Line {
	sure := !a.undetermined.has(r.number)
	if r.Applies == nil {
		if sure {
			return a.all
		}
		return a.pick(a.all, func(l *Line) bool { return !l.lineClass.undetermined.has(r.number) })
	}
	t := a.testing(r)
	if sure {
		out.rules[r.number].applicable += len(t.lines)
		a.mark(t, r.family, out.phase)
		return t.lines
	}
	return a.pick(t.lines, func(l *Line) bool {
		if l.lineClass.out.has(r.number) {
			return false
		}
		out.rules[r.number].applicable++
		if l.lineClass.missingInputs.has(r.number) {
			out.notEvaluated(r.number, l, l.lineClass.cause(r.number))
			return false
		}
		l.marks[out.phase].judged |= r.family
		return true
	})
}

// mark notes of all lines for which a test holds that a rule of the family judges them, unless it is known.
func (a *eligibility) mark(t *tested, family familySet, phase phase) {
	if (a.judged|t.marked)&family != 0 {
		return
	}
	t.marked |= family
	for _, l := range t.lines {
		l.marks[phase].judged |= family
	}
}

// testing gives the lines for which the rule's test holds.
func (a *eligibility) testing(r *numbered) *tested {
	for len(a.tests) <= r.test {
		a.tests = append(a.tests, tested{})
	}
	t := &a.tests[r.test]
	if t.group != a.group {
		*t = tested{group: a.group, lines: a.pick(a.all, r.Applies.holds)}
	}
	return t
}

// pick gives the lines that are wanted: the list itself if all are, which is asked of each in turn.
func (a *eligibility) pick(from []*Line, wanted func(*Line) bool) []*Line {
	for i, l := range from {
		if wanted(l) {
			continue
		}
		start := len(a.lists)
		a.lists = append(slices.Grow(a.lists, len(from)), from[:i]...)
		for _, l := range from[i+1:] {
			if wanted(l) {
				a.lists = append(a.lists, l)
			}
		}
		return a.lists[start:len(a.lists):len(a.lists)]
	}
	return from
}
