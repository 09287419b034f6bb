package audit

import (
	"cmp"
	"slices"
	"strings"
)

// reconciliation lays the log, the claims and the remittances of a run side by side, as services.
type reconciliation struct {
	claims   *Claims
	services []*Service
	of       map[*Session]*Service // by the line of the log, or of the claims where they are audited themselves
	unlogged []*Session            // lines of claims that the log has no line for
}

// reconcile matches the lines of a log with those of claims, whose payments are matched already ([Claims.Match]): within one patient,
// day and code, by the number of the claim where the log names it, else by modifiers, units and charge; then lines of one patient and
// day by their units, where the code was changed. nil without claims.
func reconcile(sessions []*Session, claims *Claims) *reconciliation {
	if claims.Empty() {
		return nil
	}
	r := &reconciliation{claims: claims, of: make(map[*Session]*Service, len(sessions))}
	if !claims.Compared {
		for _, c := range claims.Billed {
			for _, l := range c.Lines {
				if l.Session != nil && c.Withdrawn == NotWithdrawn {
					r.add(&Service{Billed: []*ClaimLine{l}})
					r.of[l.Session] = r.services[len(r.services)-1]
				}
			}
		}
		r.coverAnswers()
		return r
	}
	m := newMatcher(sessions, claims)
	for _, key := range m.order {
		c := m.cells[key]
		c.match()
		for _, s := range c.services {
			c.complete(s)
			r.add(s)
		}
	}
	m.matchCodes(r)
	m.leftOver(r)
	r.coverAnswers()
	slices.SortFunc(r.unlogged, func(a, b *Session) int { return Ref{a.Layout.Sheet, a.Row, 0}.Compare(Ref{b.Layout.Sheet, b.Row, 0}) })
	return r
}

// add settles what payers made of a service and files it under its lines.
func (r *reconciliation) add(s *Service) {
	s.Answer = answerTo(slices.Concat(s.Billed, s.Again, s.Before)...)
	r.services = append(r.services, s)
	for _, session := range s.sessions {
		r.of[session] = s
	}
	if len(s.sessions) > 0 {
		return
	}
	for _, l := range s.Billed {
		if l.Session != nil && r.claims.Compared {
			r.of[l.Session] = s
			r.unlogged = append(r.unlogged, l.Session)
		}
	}
}

// serviceOf gives the service of a line; nil for a run without claims.
func (r *reconciliation) serviceOf(s *Session) *Service {
	if r == nil {
		return nil
	}
	return r.of[s]
}

// unloggedLines are the lines of claims that the log has none for; none in a run without claims.
func (r *reconciliation) unloggedLines() []*Session {
	if r == nil {
		return nil
	}
	return r.unlogged
}

// matcher holds the cells of a comparison.
type matcher struct {
	patients *patients
	cells    map[cellKey]*cell
	order    []cellKey
	loose    map[looseKey][]span // claim lines of several days, or of none that can be read, and logged lines without a date
	unplaced []*Session          // lines of the log without patient, date or code
	spread   []*ClaimLine        // lines of claims without one date
	// Lines left over that several lines of the other side may be, under another code.
	doubtful       map[*Session]bool
	doubtfulBilled map[*ClaimLine]bool
}

// looseKey is what a line without a date of its own has in common with others.
type looseKey struct {
	patient int32
	code    string
	logged  bool // it is of the log
}

func newMatcher(sessions []*Session, claims *Claims) *matcher {
	m := &matcher{patients: newPatients(sessions), cells: make(map[cellKey]*cell, len(sessions)), loose: map[looseKey][]span{},
		doubtful: map[*Session]bool{}, doubtfulBilled: map[*ClaimLine]bool{}}
	m.patients.meet(claims.Billed)
	for _, s := range sessions {
		key := m.cellOf(s)
		switch {
		case key.patient == unnamedPatient || key.code == "":
			m.unplaced = append(m.unplaced, s)
		case !s.Has(DateOfService):
			m.unplaced = append(m.unplaced, s)
			m.loose[looseKey{key.patient, key.code, true}] = []span{anyDay}
		default:
			c := m.cell(key)
			c.logged = append(c.logged, s)
		}
	}
	for _, claim := range claims.Billed {
		patient := m.patients.ofClaim(claim)
		for _, l := range claim.Lines {
			switch {
			case claim.Withdrawn == VoidItself:
			case claim.Withdrawn != NotWithdrawn && l.From != 0:
				c := m.cell(cellKey{patient, l.From, l.Code})
				c.before = append(c.before, l)
			case l.From == 0 || l.From != l.To && l.To != 0:
				m.spread = append(m.spread, l)
				days := span{l.From, l.To}
				if l.From == 0 {
					days = anyDay
				}
				m.loose[looseKey{patient, l.Code, false}] = append(m.loose[looseKey{patient, l.Code, false}], days)
			default:
				c := m.cell(cellKey{patient, l.From, l.Code})
				c.billed = append(c.billed, l)
			}
		}
	}
	slices.SortFunc(m.order, func(a, b cellKey) int {
		return cmp.Or(cmp.Compare(a.patient, b.patient), cmp.Compare(a.day, b.day), strings.Compare(a.code, b.code))
	})
	return m
}

var anyDay = span{-1 << 31, 1<<31 - 1}

// cellOf gives the cell of a line of the log.
func (m *matcher) cellOf(s *Session) cellKey {
	return cellKey{m.patients.of(s), s.Date(DateOfService), strings.ToUpper(s.Text(Code))}
}

func (m *matcher) cell(key cellKey) *cell {
	c := m.cells[key]
	if c == nil {
		c = &cell{}
		m.cells[key] = c
		m.order = append(m.order, key)
	}
	return c
}

// complete gives a service what claims say of it again, and what they said before.
func (c *cell) complete(s *Service) {
	for _, l := range s.Billed {
		s.Again = append(s.Again, c.folded[l]...)
	}
	s.Before, c.before = c.before, nil // of several services of a cell the first has the history
}

// matchCodes matches lines of a patient and day whose codes differ: the only ones left, or the only ones of their units.
func (m *matcher) matchCodes(r *reconciliation) {
	for start := 0; start < len(m.order); {
		end := start + 1
		for end < len(m.order) && m.order[end].patient == m.order[start].patient && m.order[end].day == m.order[start].day {
			end++
		}
		m.matchDay(r, m.order[start:end])
		start = end
	}
}

func (m *matcher) matchDay(r *reconciliation, day []cellKey) {
	var left class
	for _, key := range day {
		c := m.cells[key]
		if c.crowded {
			return
		}
		left.billed = append(left.billed, c.billed...)
		for _, s := range c.logged {
			if billable(s) {
				left.logged = append(left.logged, s)
			}
		}
	}
	if len(left.logged) == 0 || len(left.billed) == 0 {
		return
	}
	if crowded := len(left.logged)+len(left.billed) > mostInCell; crowded {
		for _, key := range day {
			m.cells[key].crowded = true
		}
		return
	}
	sameUnits := func(s *Session, l *ClaimLine) bool {
		return mayBe(s, l) && s.Has(UnitsBilled) && s.Units() == l.Units.Units
	}
	for _, fits := range [...]func(*Session, *ClaimLine) bool{sameUnits, mayBe} {
		for _, s := range slices.Clone(left.logged) {
			at := only(left.billed, func(l *ClaimLine) bool { return fits(s, l) })
			if at < 0 || only(left.logged, func(o *Session) bool { return fits(o, left.billed[at]) }) < 0 {
				continue
			}
			l := left.billed[at]
			from, to := m.cells[m.cellOf(s)], m.cells[cellKey{m.cellOf(s).patient, l.From, l.Code}]
			service := &Service{sessions: []*Session{s}, Billed: []*ClaimLine{l}}
			to.complete(service)
			r.add(service)
			from.logged, to.billed = withoutOne(from.logged, s), withoutOne(to.billed, l)
			left.logged, left.billed = withoutOne(left.logged, s), withoutOne(left.billed, l)
		}
	}
	for _, s := range left.logged {
		for _, l := range left.billed {
			if mayBe(s, l) {
				m.doubtful[s], m.doubtfulBilled[l] = true, true
			}
		}
	}
}

// mayBe reports whether a line of the log and one of a claim may be the same service under two codes.
func mayBe(s *Session, l *ClaimLine) bool {
	code := strings.ToUpper(s.Text(Code))
	if len(code) < 2 || len(l.Code) < 2 || code[:2] != l.Code[:2] {
		return false
	}
	const disciplines = GO | GP | GN
	logged, billed := ModifiersIn(s.List(Modifiers)...)&disciplines, ModifiersIn(l.Modifiers...)&disciplines
	return logged == 0 || billed == 0 || logged == billed
}

// billable reports whether a line of the log is to be billed: lines without units carry minutes.
func billable(s *Session) bool { return !s.Has(UnitsBilled) || s.Units() > 0 }

// only gives the place of the one element that fits, -1 if none or several do.
func only[T any](list []T, fits func(T) bool) int {
	at := slices.IndexFunc(list, fits)
	if at >= 0 && slices.ContainsFunc(list[at+1:], fits) {
		return -1
	}
	return at
}

func withoutOne[T comparable](list []T, gone T) []T {
	return slices.DeleteFunc(slices.Clone(list), func(o T) bool { return o == gone })
}
