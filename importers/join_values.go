package importers

import (
	"otaudit/audit"
	"otaudit/importers/profile"
)

// ownOfLine are the fields that belong to one line: a row that stands for several lines cannot give them.
var ownOfLine = audit.Fields(audit.Description, audit.Modifiers, audit.UnitsBilled, audit.Minutes, audit.AssistantMinutes,
	audit.TogetherMinutes, audit.Charge, audit.Allowed)

// add gives a line the values of its partner: what only one of them has is taken, what both have must agree (IMP-267). Two
// exports that share visit ids may number the patients each in its own way; the line keeps its own number then.
func (j *joiner) add(s, from *audit.Session, shared bool) {
	var taken audit.FieldSet
	for _, f := range j.fields {
		if shared && ownOfLine.Has(f) {
			if from.Has(f) {
				j.tally.left++
			}
			continue
		}
		switch theirs, own := from.State(f), s.State(f); {
		case own == audit.Unbound || own == audit.Blank && theirs != audit.Blank:
			taken = taken.With(f)
			j.take(s, from, f)
		case own == audit.OK && theirs == audit.OK && f != audit.PatientID && !j.agree(s, from, f):
			j.conflict(s, from, f)
		}
	}
	if taken != 0 {
		s.Joined = &audit.Joined{Fields: taken, Layout: from.Layout, Row: from.Row, Next: s.Joined}
	}
}

// take copies what the partner has, readable or not; a blank leaves the field blank.
func (j *joiner) take(s, from *audit.Session, f audit.Field) {
	switch from.State(f) {
	case audit.Bad:
		s.SetBad(f, from.Written(f))
	case audit.OK:
		s.Set(f, from.Symbol(f))
		if f.Kind() != audit.Prose {
			return
		}
		if s.Prose != from.Prose {
			s.Prose = audit.MixProse(s.Prose, from.Prose)
		}
		if text, kept := j.book.prose[proseKey{from, f}]; kept {
			j.book.prose[proseKey{s, f}] = text
		}
	}
}

// agree says whether two readable values are the same; of texts case and spaces do not count.
func (j *joiner) agree(s, from *audit.Session, f audit.Field) bool {
	if s.Symbol(f) == from.Symbol(f) {
		return true
	}
	return f.Kind() == audit.Text && profile.FoldText(s.Text(f)) == profile.FoldText(from.Text(f))
}

// conflict makes a field bad whose values differ between the two exports.
func (j *joiner) conflict(s, from *audit.Session, f audit.Field) {
	written := s.Canonical(f) + " | " + from.Canonical(f)
	cell, other := s.Ref(f), from.Ref(f)
	s.SetBad(f, written)
	if j.tally.conflicts++; j.tally.conflicts <= mostNotices {
		j.book.Notices = append(j.book.Notices, audit.Notice{Rule: "I001", Cell: cell, Related: []audit.Ref{other}, Field: f.String(),
			Original: written, Message: f.String() + " differs between the two exports that were joined; neither value is used"})
	}
}
