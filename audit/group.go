package audit

import (
	"cmp"
	"slices"
)

// order sorts sessions by patient, discipline, date, start and cell, and returns them as lines. Texts are compared as
// texts, not by their numbers in the symbol table, so that the order of the files does not matter.
func order(sessions []*Session, cfg *Config) []Line {
	ranks := rankGroups(sessions)
	entries := make([]entry, len(sessions))
	disciplines := map[[2]int32]shownDiscipline{}
	for i, s := range sessions {
		e := entry{session: s, shownDiscipline: disciplineOf(s, disciplines)}
		e.key = uint64(ranks[i])<<32 | uint64(e.disc)<<30 | dateKey(s)<<12 | startKey(s)
		entries[i] = e
	}
	slices.SortFunc(entries, func(a, b entry) int {
		if a.key != b.key {
			return cmp.Compare(a.key, b.key)
		}
		return compareSessions(a.session, b.session)
	})
	lines := make([]Line, len(entries))
	memo := newMemo(cfg)
	for i, e := range entries {
		lines[i] = Line{Session: e.session, Index: int32(i), Discipline: e.disc, Shown: e.shown, Supported: unitsUnknown}
		memo.look(&lines[i])
	}
	return lines
}

// entry is a session with its place in the order: rank of the patient, discipline, date and start in one number.
type entry struct {
	session *Session
	key     uint64
	shownDiscipline
}

// shownDiscipline is a discipline, and whether the line itself shows it.
type shownDiscipline struct {
	disc  Discipline
	shown bool
}

// disciplineOf asks DisciplineOf once for each discipline and credential that come together.
func disciplineOf(s *Session, known map[[2]int32]shownDiscipline) shownDiscipline {
	key := [2]int32{s.value(DisciplineField), s.value(Credential)}
	d, ok := known[key]
	if !ok {
		d.disc, d.shown = DisciplineOf(s)
		known[key] = d
	}
	return d
}

// dateKey fits the date into 18 bits; days outside 1900 to 2600 are held to the ends and told apart by compareSessions.
func dateKey(s *Session) uint64 {
	if !s.Has(DateOfService) {
		return 0
	}
	const earliest, bits = -25567, 18
	return uint64(min(max(s.value(DateOfService)-earliest, 1), 1<<bits-1))
}

// startKey fits the start time into 12 bits; lines without one come first.
func startKey(s *Session) uint64 {
	if !s.Has(StartTime) {
		return 0
	}
	return uint64(min(max(s.value(StartTime), 0), 1<<12-2)) + 1
}

func compareSessions(a, b *Session) int {
	return cmp.Or(cmp.Compare(a.value(DateOfService), b.value(DateOfService)), cmp.Compare(a.Layout.Sheet, b.Layout.Sheet), cmp.Compare(a.Row, b.Row), cmp.Compare(a.Slot, b.Slot),
		cmp.Compare(a.Text(Code), b.Text(Code)), cmp.Compare(a.value(UnitsBilled), b.value(UnitsBilled)))
}

// groupKey is the patient; lines of a log without patients group by visit, and lines with neither stand alone by row.
func groupKey(s *Session) string {
	if key := PatientKey(s); key != "" {
		return "p" + key
	}
	if s.Has(VisitID) {
		return "v" + s.Text(VisitID)
	}
	return ""
}

// hasGroup says whether the session has a group key.
func hasGroup(s *Session) bool { return s.Has(PatientID) || s.Has(PatientName) || s.Has(VisitID) }

// rankGroups numbers the groups of the sessions in the order of their keys.
func rankGroups(sessions []*Session) []int32 {
	type groupID struct{ kind, first, second int32 }
	idOf := func(s *Session) groupID {
		switch {
		case s.Has(PatientID):
			return groupID{1, s.value(PatientID), 0}
		case s.Has(PatientName):
			return groupID{2, s.value(PatientName), s.value(BirthDate)}
		case s.Has(VisitID):
			return groupID{3, s.value(VisitID), 0}
		}
		return groupID{}
	}
	numbers := map[groupID]int32{}
	var keys []string
	ranks := make([]int32, len(sessions))
	last, lastNumber := groupID{kind: -1}, int32(0)
	for i, s := range sessions {
		id := idOf(s)
		if id != last {
			n, ok := numbers[id]
			if !ok {
				n = int32(len(keys))
				numbers[id] = n
				keys = append(keys, groupKey(s))
			}
			last, lastNumber = id, n
		}
		ranks[i] = lastNumber
	}
	rankOf := rankTexts(keys)
	for i := range ranks {
		ranks[i] = rankOf[ranks[i]]
	}
	return ranks
}

// rankTexts gives each text its place in the sorted order; equal texts share one.
func rankTexts(texts []string) []int32 {
	sorted := slices.Clone(texts)
	slices.Sort(sorted)
	sorted = slices.Compact(sorted)
	ranks := make([]int32, len(texts))
	for i, text := range texts {
		rank, _ := slices.BinarySearch(sorted, text)
		ranks[i] = int32(rank)
	}
	return ranks
}

// memo keeps the last answers of the books, since neighbouring lines ask the same.
type memo struct {
	cfg   *Config
	procs map[[2]int32]*Procedure
	terms map[[2]int32]*Terms
	asked map[*Terms]*asked
}

var unknownTerms = &Terms{}

func newMemo(cfg *Config) *memo {
	return &memo{cfg: cfg, procs: map[[2]int32]*Procedure{}, terms: map[[2]int32]*Terms{}, asked: map[*Terms]*asked{}}
}

// look gives the line what the books say of its code and payer on its date.
func (m *memo) look(l *Line) {
	l.Terms = unknownTerms
	if l.Has(DateOfService) {
		m.ask(l)
	}
	l.asked = m.asked[l.Terms]
	if l.asked == nil {
		l.asked = askedBy(l.Terms, m.cfg.Rules)
		m.asked[l.Terms] = l.asked
	}
}

func (m *memo) ask(l *Line) {
	date := l.value(DateOfService)
	if l.Has(Code) {
		key := [2]int32{l.value(Code), date}
		proc, ok := m.procs[key]
		if !ok {
			proc = m.cfg.Codes.Procedure(l.Text(Code), Date(date))
			m.procs[key] = proc
		}
		l.Proc = proc
	}
	key := [2]int32{l.value(Payer), date}
	terms, ok := m.terms[key]
	if !ok {
		terms = m.cfg.Payers.Terms(l.Text(Payer), Date(date))
		m.terms[key] = terms
	}
	l.Terms = terms
}

// runs cuts lines into runs of neighbours that belong together.
func runs(lines []*Line, together func(a, b *Line) bool, do func([]*Line)) {
	for start := 0; start < len(lines); {
		end := start + 1
		for end < len(lines) && together(lines[end-1], lines[end]) {
			end++
		}
		do(lines[start:end])
		start = end
	}
}

func sameDay(a, b *Line) bool {
	return a.Discipline == b.Discipline && a.Has(DateOfService) == b.Has(DateOfService) &&
		(!a.Has(DateOfService) || a.Date(DateOfService) == b.Date(DateOfService))
}

func sameYear(a, b *Line) bool {
	return a.Discipline == b.Discipline && a.Has(DateOfService) == b.Has(DateOfService) &&
		(!a.Has(DateOfService) || a.Date(DateOfService).Year() == b.Date(DateOfService).Year())
}

// episodes says whether a line goes on with the episode of the line before it. An episode ends with a discharge, with
// a gap longer than gapDays, or where an evaluation stands on the day a new plan of care begins.
func episodes(gapDays int) func(a, b *Line) bool {
	return func(a, b *Line) bool {
		if a.Discipline != b.Discipline || a.Has(DateOfService) != b.Has(DateOfService) {
			return false
		}
		if !a.Has(DateOfService) || a.Date(DateOfService) == b.Date(DateOfService) {
			return true
		}
		if int(b.Date(DateOfService)-a.Date(DateOfService)) > gapDays || isDischarge(a) {
			return false
		}
		return !beginsPlan(a, b)
	}
}

func beginsPlan(before, l *Line) bool {
	return l.Proc != nil && l.Proc.Kind == "evaluation" && l.Has(PlanOfCareDate) && before.Has(PlanOfCareDate) &&
		l.Date(PlanOfCareDate) != before.Date(PlanOfCareDate) && l.Date(PlanOfCareDate) >= l.Date(DateOfService)
}
