package audit

import (
	"cmp"
	"slices"
	"strings"
)

// mostInCell is how many lines one code of a patient and day may have: nobody has as many, and to match them takes its time.
const mostInCell = 200

// cellKey is a cell of the comparison: one code of one patient on one day.
type cellKey struct {
	patient int32
	day     Date
	code    string
}

// cell holds the lines of a cell that have no partner yet, and the services made of those that have.
type cell struct {
	logged   []*Session
	billed   []*ClaimLine
	before   []*ClaimLine // on claims that are withdrawn
	services []*Service
	crowded  bool                        // it has more lines than a day has
	alike    []*Session                  // left over where equal lines found a partner
	folded   map[*ClaimLine][]*ClaimLine // what says the same again
}

// likeness is one way in which a line of the log and one of a claim are alike: lines with equal keys are. The ways go from the
// finest to the coarsest, and what is equal by one is equal by all after it. So a greedy choice leaves none better: of equal lines it
// makes no difference which are taken.
type likeness struct {
	logged func(*Session) string
	billed func(*ClaimLine) string
}

var likenesses = func() []likeness {
	logged := []func(*Session) string{
		func(s *Session) string { return s.Canonical(UnitsBilled) },
		func(s *Session) string { return modifierKey(s.List(Modifiers)) },
		func(s *Session) string { return s.Canonical(Charge) },
	}
	billed := []func(*ClaimLine) string{
		func(l *ClaimLine) string { return l.Units.String() },
		func(l *ClaimLine) string { return modifierKey(l.Modifiers) },
		func(l *ClaimLine) string { return l.Charge.String() },
	}
	var list []likeness
	for n := len(logged); n > 0; n-- {
		list = append(list, likeness{joined(logged[:n]), joined(billed[:n])})
	}
	return list
}()

func joined[T any](parts []func(T) string) func(T) string {
	return func(of T) string {
		var b strings.Builder
		for _, part := range parts {
			b.WriteString(part(of))
			b.WriteByte('|')
		}
		return b.String()
	}
}

func modifierKey(list []string) string {
	if len(list) < 2 {
		return strings.Join(list, " ")
	}
	sorted := slices.Clone(list)
	slices.Sort(sorted)
	return strings.Join(sorted, " ")
}

// match makes services of the lines of the cell. Lines that name their claim go first. Lines of equal units are one service each; lines
// whose units add up to those of the other side are one together, having been billed on one line or split for their modifiers; of
// what is left, lines with the same modifiers and then all are one, since nothing tells them apart.
func (c *cell) match() {
	if len(c.logged) == 1 && len(c.billed) == 1 {
		c.found(c.logged, c.billed)
		c.logged, c.billed = nil, nil
		return
	}
	if c.crowded = len(c.logged)+len(c.billed) > mostInCell; c.crowded {
		return
	}
	c.sort()
	if slices.ContainsFunc(c.logged, func(s *Session) bool { return s.Has(ClaimID) }) {
		for _, by := range likenesses {
			c.pair(likeness{joined([]func(*Session) string{byClaim.logged, by.logged}), joined([]func(*ClaimLine) string{byClaim.billed, by.billed})})
		}
		c.bundle(byClaim, false)
	}
	c.fold()
	for _, by := range likenesses {
		c.pair(by)
	}
	c.bundle(byModifiers, true)
	c.bundle(byNothing, true)
	c.bundle(byModifiers, false)
	c.bundle(byNothing, false)
}

var (
	byClaim     = likeness{func(s *Session) string { return controlKey(s.Text(ClaimID)) }, func(l *ClaimLine) string { return controlKey(l.Claim.Control) }}
	byModifiers = likeness{func(s *Session) string { return modifierKey(s.List(Modifiers)) }, func(l *ClaimLine) string { return modifierKey(l.Modifiers) }}
	byNothing   = likeness{func(*Session) string { return "" }, func(*ClaimLine) string { return "" }}
)

// sort brings the lines into an order that does not depend on that of the files.
func (c *cell) sort() {
	if len(c.logged) > 1 {
		slices.SortFunc(c.logged, compareLogged)
	}
	if len(c.billed) > 1 {
		slices.SortFunc(c.billed, compareBilled)
	}
}

func compareLogged(a, b *Session) int {
	return cmp.Or(cmp.Compare(a.Money(Charge), b.Money(Charge)), Ref{a.Layout.Sheet, a.Row, int32(a.Slot)}.Compare(Ref{b.Layout.Sheet, b.Row, int32(b.Slot)}))
}

// compareBilled puts what the payer paid first: of equal lines it is the one that was logged, if only one was.
func compareBilled(a, b *ClaimLine) int {
	return cmp.Or(cmp.Compare(standingOf(a), standingOf(b)), cmp.Compare(a.Charge, b.Charge), a.At.Compare(b.At))
}

// standingOf ranks a claim line by what became of it: paid, unanswered, denied; claims to further payers are last.
func standingOf(l *ClaimLine) int {
	rank := 0
	switch answerTo(l).Outcome {
	case Unanswered, ByClaim:
		rank = 1
	case Denied, Reversed:
		rank = 2
	}
	if rankOf(l) != firstPayer {
		rank += 3
	}
	return rank
}

// pair makes services of lines that are alike, one of each side. Of a class with more lines on one side some are left over.
func (c *cell) pair(by likeness) {
	if len(c.logged) == 0 || len(c.billed) == 0 {
		return
	}
	left := class{}
	for _, class := range classesOf(c, by) {
		n := min(len(class.logged), len(class.billed))
		for i := range n {
			c.found(class.logged[i:i+1:i+1], class.billed[i:i+1:i+1])
		}
		for _, s := range class.logged[n:] {
			if left.logged = append(left.logged, s); n > 0 {
				c.alike = append(c.alike, s)
			}
		}
		left.billed = append(left.billed, class.billed[n:]...)
	}
	c.logged, c.billed = left.logged, left.billed
	c.sort()
}

// bundle makes one service of all lines of both sides that are alike; with equal, only of those whose units add up to the same.
func (c *cell) bundle(by likeness, equal bool) {
	if len(c.logged) == 0 || len(c.billed) == 0 {
		return
	}
	left := class{}
	for _, class := range classesOf(c, by) {
		s := Service{sessions: class.logged, Billed: class.billed}
		logged, known := s.UnitsLogged()
		billed, told := s.UnitsBilled()
		if s.Compared() && (!equal || known && told && logged == billed) {
			c.found(class.logged, class.billed)
			continue
		}
		left.logged, left.billed = append(left.logged, class.logged...), append(left.billed, class.billed...)
	}
	c.logged, c.billed = left.logged, left.billed
	c.sort()
}

func (c *cell) found(logged []*Session, billed []*ClaimLine) {
	c.services = append(c.services, &Service{sessions: logged, Billed: billed})
}

type class struct {
	logged []*Session
	billed []*ClaimLine
}

// classesOf divides the lines of a cell by their likeness, in the order of the lines.
func classesOf(c *cell, by likeness) (list []*class) {
	known := map[string]*class{}
	of := func(key string) *class {
		if known[key] == nil {
			known[key] = &class{}
			list = append(list, known[key])
		}
		return known[key]
	}
	for _, s := range c.logged {
		k := of(by.logged(s))
		k.logged = append(k.logged, s)
	}
	for _, l := range c.billed {
		k := of(by.billed(l))
		k.billed = append(k.billed, l)
	}
	return list
}

// fold takes claim lines out that say again what another claim says, where the log has fewer lines: a claim that was denied and sent
// again, one to a further payer, or one sent twice. They stay with the service as [Service.Again].
func (c *cell) fold() {
	for i := len(c.billed) - 1; i >= 0; i-- { // the last first: those denied, or to a further payer
		l := c.billed[i]
		of := -1
		if len(c.billed) > max(len(c.logged), 1) {
			of = slices.IndexFunc(c.billed[:i], func(other *ClaimLine) bool { return repeats(l, other) })
		}
		switch {
		case of >= 0:
			other := c.billed[of]
			if c.folded == nil {
				c.folded = map[*ClaimLine][]*ClaimLine{}
			}
			c.folded[other] = append(append(c.folded[other], l), c.folded[l]...)
		case len(c.logged) > 0:
			continue
		default: // every line of the log has a partner
			of = slices.IndexFunc(c.services, func(s *Service) bool { return repeats(l, s.Billed[0]) })
			if of < 0 {
				continue
			}
			s := c.services[of]
			s.Again = append(append(s.Again, l), c.folded[l]...)
		}
		c.billed = slices.Delete(slices.Clone(c.billed), i, i+1)
	}
}

// repeats reports whether a claim line says again what that of another claim says: it is the same, or one of the two was denied or
// went to a further payer.
func repeats(l, other *ClaimLine) bool {
	if l.Claim == other.Claim {
		return false
	}
	same := l.Units == other.Units && l.Charge == other.Charge && modifierKey(l.Modifiers) == modifierKey(other.Modifiers)
	return same || answerTo(l).Outcome == Denied || answerTo(other).Outcome == Denied || standingOf(l) > 2
}
