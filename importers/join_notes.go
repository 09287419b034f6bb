package importers

import "otaudit/audit"

// noteFields are the fields that hold the text of a note.
var noteFields = audit.Fields(audit.Subjective, audit.Objective, audit.Assessment, audit.Plan, audit.Note)

// noteExports are the joined tables that hold notes, taken together: practices export them by month, or by therapist.
type noteExports struct {
	book   *Book
	fields audit.FieldSet // that some of them supply
	layout *audit.Layout  // of the first
	joined []bool         // lines of the book that found their row in one of them

	rows   map[joinKey]bool // by each key that a row has, without the code
	hidden bool             // a row may stand for any visit: it was excluded, has no key, or its file could not be read

	first, last audit.Date            // of the lines that found a row
	months      map[int]share         // by month
	people      map[joinedPerson]bool // patients and therapists of the lines that found a row
}

// share counts lines that found a row, of all.
type share struct{ found, lines int }

// joinedPerson is a patient or a therapist by its symbol.
type joinedPerson struct {
	field  audit.Field
	symbol int32
}

// noteMissing says of each line without a row in the exports of notes whether its note is missing, so that its fields are
// blank, or whether that is left open. It follows after all tables were joined, and before their rows are gone.
func (n *noteExports) noteMissing(bases []readTable) {
	if n.fields == 0 {
		return
	}
	n.measure(bases)
	for _, base := range bases {
		for i := base.first; i < base.next; i++ {
			if s := n.book.Sessions[i]; !n.joined[i] {
				n.attach(s)
			}
		}
	}
}

func (n *noteExports) attach(s *audit.Session) {
	var fields audit.FieldSet
	for f := range audit.NumFields {
		if n.fields.Has(f) && !s.Binds(f) {
			fields = fields.With(f)
		}
	}
	if fields == 0 {
		return // the line has the columns itself
	}
	j := &audit.Joined{Layout: n.layout, Next: s.Joined}
	if n.cover(s) && !n.mayHold(s) {
		j.Fields = fields
	} else {
		j.Open = fields
	}
	s.Joined = j
}

// add takes a table with notes into account.
func (n *noteExports) add(t readTable) {
	if n.fields == 0 {
		n.layout, n.rows = t.layout, map[joinKey]bool{}
		n.hidden = len(n.book.Problems) > 0
	}
	n.fields |= t.bound & noteFields
	for _, excluded := range n.book.Sheets[t.sheet].Excluded {
		switch excluded.What {
		case "status", "profile-skip": // no visit that was kept
		default:
			n.hidden = true
		}
	}
	for i := t.first; i < t.next; i++ {
		keys := visitKeys(n.book.Sessions[i])
		n.hidden = n.hidden || len(keys) == 0
		for _, k := range keys {
			n.rows[k] = true
		}
	}
}

// leave looks at the rows that found no line once a table was joined: one without patient or date may be of any visit.
func (n *noteExports) leave(j *joiner) {
	if j.noted == nil {
		return
	}
	for at, used := range j.used {
		s := n.book.Sessions[j.from.first+at]
		n.hidden = n.hidden || !used && !(s.Has(audit.PatientID) && s.Has(audit.DateOfService))
	}
}

// visitKeys gives the keys by which the visit of a row or line may be found.
func visitKeys(s *audit.Session) (keys []joinKey) {
	if s.Has(audit.VisitID) {
		keys = append(keys, joinKey{visit: s.Symbol(audit.VisitID)})
	}
	if s.Has(audit.PatientID) && s.Has(audit.DateOfService) {
		keys = append(keys, joinKey{patient: s.Symbol(audit.PatientID), date: int32(s.Date(audit.DateOfService))})
	}
	return keys
}

// measure counts the lines that found a row: by them, it shows what the exports cover.
func (n *noteExports) measure(bases []readTable) {
	n.months, n.people = map[int]share{}, map[joinedPerson]bool{}
	for _, base := range bases {
		for i := base.first; i < base.next; i++ {
			s := n.book.Sessions[i]
			if !s.Has(audit.DateOfService) {
				continue
			}
			on := s.Date(audit.DateOfService)
			month := n.months[on.Month()]
			month.lines++
			if n.joined[i] {
				month.found++
				if n.first == 0 || on < n.first {
					n.first = on
				}
				n.last = max(n.last, on)
				for _, f := range [...]audit.Field{audit.PatientID, audit.Therapist} {
					if s.Has(f) {
						n.people[joinedPerson{f, s.Symbol(f)}] = true
					}
				}
			}
			n.months[on.Month()] = month
		}
	}
}

// cover says whether the exports would hold the note of the line, if there was one: they reach over its day, more than half of
// the lines of its month have a row, and so has another line of its therapist, since practices export notes by therapist too.
// Where the line names none, another line of its patient must have one, or nine lines in ten of the month.
func (n *noteExports) cover(s *audit.Session) bool {
	if !s.Has(audit.DateOfService) {
		return false
	}
	on := s.Date(audit.DateOfService)
	month := n.months[on.Month()]
	switch {
	case on < n.first || on > n.last || 2*month.found <= month.lines:
		return false
	case s.Has(audit.Therapist):
		return n.people[joinedPerson{audit.Therapist, s.Symbol(audit.Therapist)}]
	case s.Has(audit.PatientID) && n.people[joinedPerson{audit.PatientID, s.Symbol(audit.PatientID)}]:
		return true
	default:
		return 10*month.found >= 9*month.lines
	}
}

// mayHold says whether some row that could not be joined to the line may be that of its visit.
func (n *noteExports) mayHold(s *audit.Session) bool {
	keys := visitKeys(s)
	if n.hidden || len(keys) == 0 {
		return true
	}
	for _, k := range keys {
		if n.rows[k] {
			return true
		}
	}
	return false
}
