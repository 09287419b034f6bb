package audit

import (
	"cmp"
	"slices"
	"strings"
)

// Why a line cannot be compared.
const (
	severalFit    = "claims: several lines fit equally"
	severalNames  = "claims: one name, several patients"
	severalDays   = "claims: a line of several days, or without a day, may be it"
	undatedLogged = "log: a line without a readable date may be it"
	notInUnits    = "claims: not billed in units"
)

// leftOver makes services of the lines without a partner, and says of each whether that means anything.
func (m *matcher) leftOver(r *reconciliation) {
	logged, billed := newExtent(), newExtent()
	for _, s := range r.services {
		for _, session := range s.sessions {
			logged.count(loggedGroups(logged, session), session.Date(DateOfService), true)
		}
		for _, l := range s.Billed {
			billed.count(billedGroups(billed, l), l.From, true)
		}
	}
	for _, key := range m.order {
		c := m.cells[key]
		for _, s := range c.logged {
			if billable(s) {
				logged.count(loggedGroups(logged, s), key.day, false)
			}
		}
		for _, l := range c.billed {
			billed.count(billedGroups(billed, l), key.day, false)
		}
	}
	logged.settle()
	billed.settle()
	for _, key := range m.order {
		c := m.cells[key]
		for _, session := range c.logged {
			s := &Service{sessions: []*Session{session}, Alike: slices.Contains(c.alike, session)}
			c.complete(s)
			s.Missing = m.loggedMissing(logged, session, key)
			r.add(s)
		}
		for _, l := range c.billed {
			s := &Service{Billed: []*ClaimLine{l}}
			m.patients.adopt(l.Session, key.patient)
			c.complete(s)
			s.Missing = m.billedMissing(billed, l, key)
			r.add(s)
		}
	}
	for _, session := range m.unplaced {
		s := &Service{sessions: []*Session{session}}
		switch {
		case !session.Has(Code):
			s.Missing = missingWords[Code][session.State(Code)]
		case !session.Has(DateOfService):
			s.Missing = missingWords[DateOfService][session.State(DateOfService)]
		default:
			s.Missing = missingWords[PatientID][session.State(PatientID)]
		}
		r.add(s)
	}
	for _, l := range m.spread {
		if l.Claim.Withdrawn == NotWithdrawn {
			r.add(&Service{Billed: []*ClaimLine{l}, Missing: severalDays})
		}
	}
}

// loggedMissing says why it means nothing that a line of the log has no claim; empty if it does.
func (m *matcher) loggedMissing(covered *extent, s *Session, key cellKey) string {
	within := func(days span) bool { return days.from <= key.day && key.day <= days.to }
	same := m.cells[cellKey{severalPatients, key.day, key.code}]
	switch {
	case m.doubtful[s], m.cells[key].crowded:
		return severalFit
	case same != nil && len(same.billed) > 0:
		return severalNames
	case slices.ContainsFunc(m.loose[looseKey{key.patient, key.code, false}], within):
		return severalDays
	}
	return prefixed("claims: ", covered.missing(loggedGroups(covered, s), key.day))
}

// billedMissing says why it means nothing that a claim line is not in the log; empty if it does.
func (m *matcher) billedMissing(covered *extent, l *ClaimLine, key cellKey) string {
	switch {
	case m.doubtfulBilled[l], m.cells[key].crowded:
		return severalFit
	case key.patient == severalPatients:
		return severalNames
	case len(m.loose[looseKey{key.patient, key.code, true}]) > 0:
		return undatedLogged
	}
	return prefixed("log: ", covered.missing(billedGroups(covered, l), key.day))
}

func prefixed(prefix, text string) string {
	if text == "" {
		return ""
	}
	return prefix + text
}

// loggedGroups are the groups of a line of the log: its payer, its therapist and its sheet.
func loggedGroups(c *extent, s *Session) extentGroups {
	return c.groupsOf("payer "+s.Text(Payer), "therapist "+s.Text(Therapist), "sheet "+s.Layout.Sheet)
}

// billedGroups are those of a claim line: its provider, its discipline and its kind of code.
func billedGroups(c *extent, l *ClaimLine) extentGroups {
	discipline := ""
	for _, m := range l.Modifiers {
		if ModifiersIn(m)&(GO|GP|GN) != 0 {
			discipline = m
		}
	}
	kind := l.Code[:min(2, len(l.Code))]
	return c.groupsOf("provider "+providerKey(l), "discipline "+discipline, "codes "+kind)
}

func providerKey(l *ClaimLine) string {
	p := l.Provider()
	if p == nil {
		return ""
	}
	return cmp.Or(p.NPI, strings.ToUpper(p.Last+","+p.First))
}

// coverAnswers says where it means nothing that a claim was not answered.
func (r *reconciliation) coverAnswers() {
	covered := newExtent()
	groups := func(l *ClaimLine) extentGroups {
		payer := ""
		if len(l.Claim.Payers) > 0 {
			payer = cmp.Or(l.Claim.Payers[0].ID, strings.ToUpper(l.Claim.Payers[0].Name))
		}
		billing := ""
		if l.Claim.Billing != nil {
			billing = cmp.Or(l.Claim.Billing.NPI, l.Claim.Billing.Last)
		}
		return covered.groupsOf("payer "+payer, "billing "+billing, "")
	}
	for _, s := range r.services {
		if len(s.Billed) > 0 && s.Billed[0].From != 0 {
			covered.count(groups(s.Billed[0]), s.Billed[0].From, s.Answer.Outcome != Unanswered)
		}
	}
	covered.settle()
	for _, s := range r.services {
		if len(s.Billed) == 0 || s.Answer.Outcome != Unanswered {
			continue
		}
		switch l := s.Billed[0]; {
		case len(r.claims.Remits) == 0:
			s.NoAnswers = "remittances: none in the run"
		case l.From == 0:
			s.NoAnswers = "date_of_service: unreadable"
		default:
			s.NoAnswers = prefixed("remittances: ", covered.missing(groups(l), l.From))
		}
	}
}
