package audit

import "strings"

// Line is a session with what the tables say of it on its date. Rules see lines.
type Line struct {
	*Session
	Proc       *Procedure // nil if the code is not in the table on that date
	Terms      *Terms     // of the payer; never nil, Known says whether the payer is
	kind       *kind
	marks      [phases]mark
	Index      int32 // in the run's order
	day        int32 // index of the first line of the line's day
	supported  int32 // units that the record supports, as Units; unitsUnknown if not judged
	Discipline Discipline
	Shown      bool // the line itself shows its discipline
	Lowered    bool // in the proof pass: a correction lowered its units to zero
	edited     bool // in the proof pass: a correction changed it
}

const unitsUnknown = -1 << 31

// Supported gives the units that the record supports on the line; false if no unit rule could judge it.
func (l *Line) Supported() (Units, bool) { return Units(l.supported), l.supported != unitsUnknown }

// mark is what one phase of the run says of a line beyond what holds for its whole kind. The phases run side by side and
// each writes its own.
type mark struct {
	unjudged setNumber // of the rules that apply to the line and could not judge it
	judged   familySet
	erred    familySet
}

// The phases of a run: rules about patients, and rules about therapists and months.
const (
	patientPhase = iota
	therapistPhase
	phases
)

// judged gives the families of which a rule judged the line, erred those of which it has an error.
func (l *Line) judged() familySet {
	return l.kind.judged | l.marks[patientPhase].judged | l.marks[therapistPhase].judged
}
func (l *Line) erred() familySet { return l.marks[patientPhase].erred | l.marks[therapistPhase].erred }

// unjudged gives the rules that apply to the line and could not judge it.
func (l *Line) unjudged(sets *ruleSets) ruleSet {
	all := l.kind.unjudged
	for _, m := range l.marks {
		all.join(&sets.list[m.unjudged])
	}
	return all
}

// familySet is a set of rule families, a bit a family.
type familySet uint16

// families are the letters of all families.
const families = "CDEIMNPSTU"

func familyOf(letter byte) familySet { return 1 << strings.IndexByte(families, letter) }

// PatientKey is the patient's id; without it, name and birth date exactly as written (a weaker key); empty without both.
func PatientKey(s *Session) string {
	if s.Has(PatientID) {
		return s.Text(PatientID)
	}
	if s.Has(PatientName) {
		return s.Text(PatientName) + "|" + s.Canonical(BirthDate)
	}
	return ""
}

// Group is what one call of a rule sees: the lines it can judge, and all lines of the group.
type Group struct {
	Scope Scope
	Lines []*Line // the rule applies to them and nothing it needs is missing
	All   []*Line // every line of the group, in the run's order
	kept  []keptNote
}

// keptNote is something that several rules of one group work out alike.
type keptNote struct{ key, value any }

// Shared gives what make gave when a rule of this group first asked for the key. The key is a pointer or a constant of
// the asking package; the value must follow from the group's lines alone.
func (g *Group) Shared(key any, make func() any) any {
	for _, n := range g.kept {
		if n.key == key {
			return n.value
		}
	}
	value := make()
	g.kept = append(g.kept, keptNote{key, value})
	return value
}

// First is the first line that the rule can judge.
func (g *Group) First() *Line { return g.Lines[0] }
