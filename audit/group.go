package audit

import (
	"cmp"
	"slices"
)

// order sorts sessions by patient, discipline, date, start and cell, and returns them as lines. Texts are compared as
// texts, not by their numbers in the symbol table, so that the order of the files does not matter.
func order(sessions []*Session, cfg *Config) []Line {
	type entry struct {
		session *Session
		patient int32
		disc    Discipline
		shown   bool
		date    int32
		start   int32
	}
	ranks := rankTexts(sessions, groupKey)
	entries := make([]entry, len(sessions))
	for i, s := range sessions {
		e := entry{session: s, patient: ranks[i], date: -1 << 31, start: -1}
		e.disc, e.shown = DisciplineOf(s)
		if s.Has(DateOfService) {
			e.date = s.values[DateOfService]
		}
		if s.Has(StartTime) {
			e.start = s.values[StartTime]
		}
		entries[i] = e
	}
	slices.SortFunc(entries, func(a, b entry) int {
		if c := cmp.Compare(a.patient, b.patient); c != 0 {
			return c
		}
		if c := cmp.Compare(a.disc, b.disc); c != 0 {
			return c
		}
		if c := cmp.Compare(a.date, b.date); c != 0 {
			return c
		}
		if c := cmp.Compare(a.start, b.start); c != 0 {
			return c
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

func compareSessions(a, b *Session) int {
	return cmp.Or(cmp.Compare(a.Layout.Sheet, b.Layout.Sheet), cmp.Compare(a.Row, b.Row), cmp.Compare(a.Slot, b.Slot),
		cmp.Compare(a.Text(Code), b.Text(Code)), cmp.Compare(a.values[UnitsBilled], b.values[UnitsBilled]))
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

// rankTexts numbers the keys of the sessions in the order of their texts.
func rankTexts(sessions []*Session, key func(*Session) string) []int32 {
	numbers := map[string]int32{}
	var texts []string
	ranks := make([]int32, len(sessions))
	for i, s := range sessions {
		k := key(s)
		n, ok := numbers[k]
		if !ok {
			n = int32(len(texts))
			numbers[k] = n
			texts = append(texts, k)
		}
		ranks[i] = n
	}
	sorted := slices.Clone(texts)
	slices.Sort(sorted)
	rankOf := make([]int32, len(texts))
	for rank, text := range sorted {
		rankOf[numbers[text]] = int32(rank)
	}
	for i := range ranks {
		ranks[i] = rankOf[ranks[i]]
	}
	return ranks
}

// memo keeps the last answers of the books, since neighbouring lines ask the same.
type memo struct {
	cfg   *Config
	procs map[[2]int32]*Procedure
	terms map[[2]int32]*Terms
}

var unknownTerms = &Terms{}

func newMemo(cfg *Config) *memo {
	return &memo{cfg: cfg, procs: map[[2]int32]*Procedure{}, terms: map[[2]int32]*Terms{}}
}

// look gives the line what the books say of its code and payer on its date.
func (m *memo) look(l *Line) {
	l.Terms = unknownTerms
	if !l.Has(DateOfService) {
		return
	}
	date := l.values[DateOfService]
	if l.Has(Code) {
		key := [2]int32{l.values[Code], date}
		proc, ok := m.procs[key]
		if !ok {
			proc = m.cfg.Codes.Procedure(l.Text(Code), Date(date))
			m.procs[key] = proc
		}
		l.Proc = proc
	}
	key := [2]int32{l.values[Payer], date}
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
