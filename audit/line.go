package audit

import "strings"

// Line is a session with what the tables say of it on its date. Rules see lines.
type Line struct {
	*Session
	*lineClass          // with what the tables say, Proc and Terms
	Service    *Service // as it was billed and answered; nil in a run without claims and remittances
	marks      [phases]mark
	Index      int32 // in the run's order
	day        int32 // index of the first line of the line's day
	supported  int32 // units that the record supports, as Units; unitsUnknown if not judged
	Discipline Discipline
	Shown      bool // the line itself shows its discipline
	Lowered    bool // in the proof pass: a correction lowered its units to zero
	edited     bool // in the proof pass: a correction changed it
}

// NewLine makes a line outside of a run, which no rule has looked at.
func NewLine(s *Session, proc *Procedure, terms *Terms) *Line {
	return &Line{Session: s, lineClass: &lineClass{Proc: proc, Terms: terms, modifiers: ModifiersIn(s.List(Modifiers)...)}, supported: unitsUnknown}
}

const unitsUnknown = -1 << 31

// Supported gives the units that the record supports on the line; false if no unit rule could judge it.
func (l *Line) Supported() (Units, bool) { return Units(l.supported), l.supported != unitsUnknown }

// mark is what the rules of one phase say of a line beyond what holds for its whole kind.
type mark struct {
	unjudged setNumber // of the rules that apply to the line and could not judge it
	judged   familySet // of which a rule judged it
	erred    familySet // of which it has an error
}

// phase is a part of a run. The rules about months and about the whole log work beside those about shifts, and each phase
// writes marks of its own.
type phase int

const (
	mainPhase  phase = iota
	monthPhase       // rules whose groups are months
	logPhase         // rules whose group is the whole log
	phases
)

// judged gives the families of which a rule judged the line, erred those of which it has an error.
func (l *Line) judged() familySet {
	return l.lineClass.judged | l.marks[mainPhase].judged | l.marks[monthPhase].judged | l.marks[logPhase].judged
}
func (l *Line) erred() familySet {
	return l.marks[mainPhase].erred | l.marks[monthPhase].erred | l.marks[logPhase].erred
}

// unjudged gives the rules that apply to the line and could not judge it.
func (l *Line) unjudged(sets *ruleSets) ruleSet {
	all := l.lineClass.unjudged
	for _, m := range l.marks {
		all.join(&sets.list[m.unjudged])
	}
	return all
}

// familySet is a set of rule families, a bit a family.
type familySet uint16

// families are the letters of all families.
const families = "CDEIMNPRSTUX"

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
