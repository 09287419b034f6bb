package audit

// Test says whether a rule has anything to say about a line. It is a value that rules can share, so that a line is asked
// once for all of them; what it says must follow from the line alone.
type Test struct{ holds func(*Line) bool }

// When makes a test.
func When(holds func(*Line) bool) *Test { return &Test{holds} }

// admission finds the lines of a group that a rule can judge, and counts what becomes of the others. What is decided by
// the kinds of the lines is not asked line by line, and a test that several rules share is made once.
type admission struct {
	all   []*Line
	kinds []*kind  // of the lines, each once; nil if they are many
	tests []tested // by the number of the test
	group int      // number of the group
	lists []*Line  // memory of all lists of the group
}

// tested are the lines of a group for which a test holds.
type tested struct {
	group  int
	lines  []*Line
	marked familySet // families that all these lines are marked with as judged
}

// mostKinds is the number of kinds in a group up to which they are looked at before the lines.
const mostKinds = 8

func (a *admission) begin(all []*Line) {
	a.all, a.kinds, a.lists = all, a.kinds[:0], a.lists[:0]
	a.group++
	var last *kind
	for _, l := range all {
		if l.kind == last {
			continue
		}
		last = l.kind
		if !a.holdsKind(last) {
			if len(a.kinds) == mostKinds {
				a.kinds = a.kinds[:0]
				return
			}
			a.kinds = append(a.kinds, last)
		}
	}
}

func (a *admission) holdsKind(k *kind) bool {
	for _, known := range a.kinds {
		if known == k {
			return true
		}
	}
	return false
}

// alike says whether the rule judges lines of every kind in the group, as far as its test does not leave them out.
func (a *admission) alike(r *numbered) bool {
	for _, k := range a.kinds {
		if k.out.has(r.number) || k.blind.has(r.number) {
			return false
		}
	}
	return len(a.kinds) > 0
}

// admit gives the lines that the rule can judge. What a rule with a test makes of its lines is counted here; of the others
// it is known by the kinds.
func (a *admission) admit(r *numbered, out *tally) []*Line {
	alike := a.alike(r)
	if r.Applies == nil {
		if alike {
			return a.all
		}
		return a.pick(a.all, func(l *Line) bool { return !l.kind.out.has(r.number) && !l.kind.blind.has(r.number) })
	}
	t := a.testing(r)
	if alike {
		out.rules[r.number].applicable += len(t.lines)
		a.mark(t, r.family, out.phase)
		return t.lines
	}
	if len(a.kinds) == 1 { // it is blind for all of them
		out.rules[r.number].applicable += len(t.lines)
		for _, l := range t.lines {
			out.notEvaluated(r.number, l, a.kinds[0].causes[r.number])
		}
		return nil
	}
	return a.pick(t.lines, func(l *Line) bool {
		if l.kind.out.has(r.number) {
			return false
		}
		out.rules[r.number].applicable++
		if l.kind.blind.has(r.number) {
			out.notEvaluated(r.number, l, l.kind.causes[r.number])
			return false
		}
		l.marks[out.phase].judged |= r.family
		return true
	})
}

// mark notes of all lines for which a test holds that a rule of the family judges them, unless it is known.
func (a *admission) mark(t *tested, family familySet, phase int) {
	known := a.kinds[0].judged
	for _, k := range a.kinds[1:] {
		known &= k.judged
	}
	if (known|t.marked)&family != 0 {
		return
	}
	t.marked |= family
	for _, l := range t.lines {
		l.marks[phase].judged |= family
	}
}

// testing gives the lines for which the rule's test holds.
func (a *admission) testing(r *numbered) *tested {
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
func (a *admission) pick(from []*Line, wanted func(*Line) bool) []*Line {
	for i, l := range from {
		if wanted(l) {
			continue
		}
		start := len(a.lists)
		a.lists = append(a.lists, from[:i]...)
		for _, l := range from[i+1:] {
			if wanted(l) {
				a.lists = append(a.lists, l)
			}
		}
		return a.lists[start:len(a.lists):len(a.lists)]
	}
	return from
}
