package audit

import (
	"cmp"
	"slices"
)

// order sorts sessions by patient, discipline, date, start and cell, and returns them as lines, with those of each
// patient. Texts are compared as texts, not by their numbers in the symbol table, so that the order of the files does not
// matter.
func order(sessions []*Session, kinds *kinds, cfg *Config) (lines []Line, patients [][]*Line) {
	groups := byPatient(sessions)
	lines = make([]Line, len(sessions))
	pointers := make([]*Line, len(sessions))
	starts, at := make([]int, len(groups)), 0
	for i, g := range groups {
		starts[i] = at
		at += len(g)
	}
	deal(cfg, len(groups), func() func(int) {
		s := sorter{memo: newMemo(cfg, kinds), disciplines: disciplines{known: map[[2]int32]shownDiscipline{}}}
		return func(i int) {
			start := starts[i]
			for j, e := range s.sort(groups[i]) {
				l := &lines[start+j]
				*l = Line{Session: e.session, Index: int32(start + j), Discipline: e.disc, Shown: e.shown, supported: unitsUnknown}
				s.memo.look(l)
				pointers[start+j] = l
			}
		}
	})
	for i, g := range groups {
		patient := pointers[starts[i]:][:len(g):len(g)]
		if groupKey(patient[0].Session) != "" {
			patients = append(patients, patient)
			continue
		}
		for j := range patient { // a line that names neither patient nor visit is a group of its own
			patients = append(patients, patient[j:j+1:j+1])
		}
	}
	return lines, patients
}

// byPatient divides the sessions by their group keys, in the order of the keys.
func byPatient(sessions []*Session) [][]*Session {
	ranks, keys := rankGroups(sessions)
	ends := make([]int, keys)
	for _, rank := range ranks {
		ends[rank]++
	}
	groups, placed := make([][]*Session, keys), make([]*Session, len(sessions))
	for rank, n := range ends {
		groups[rank], placed = placed[:0:n], placed[n:]
	}
	for i, s := range sessions {
		groups[ranks[i]] = append(groups[ranks[i]], s)
	}
	return groups
}

// rankGroups numbers the groups of the sessions in the order of their keys, and says how many there are.
func rankGroups(sessions []*Session) (ranks []int32, count int) {
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
	ranks = make([]int32, len(sessions))
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
		count = max(count, int(ranks[i])+1)
	}
	return ranks, count
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

// sorter puts the sessions of one patient after the other in order.
type sorter struct {
	memo        *memo
	disciplines disciplines
	entries     []entry
}

// entry is a session with its place in the order of its patient: discipline, date and start in one number.
type entry struct {
	session *Session
	key     uint64
	shownDiscipline
}

// sort gives the entries of the sessions in order; they hold until the next call.
func (s *sorter) sort(sessions []*Session) []entry {
	s.entries = s.entries[:0]
	for _, session := range sessions {
		e := entry{session: session, shownDiscipline: s.disciplines.of(session)}
		e.key = uint64(e.disc)<<30 | dateKey(session)<<12 | startKey(session)
		s.entries = append(s.entries, e)
	}
	slices.SortFunc(s.entries, func(a, b entry) int {
		if a.key != b.key {
			return cmp.Compare(a.key, b.key)
		}
		return compareSessions(a.session, b.session)
	})
	return s.entries
}

// shownDiscipline is a discipline, and whether the line itself shows it.
type shownDiscipline struct {
	disc  Discipline
	shown bool
}

// disciplines remembers what DisciplineOf said of each discipline and credential that come together. Neighbouring lines
// mostly have the same.
type disciplines struct {
	known   map[[2]int32]shownDiscipline
	lastKey [2]int32
	last    shownDiscipline
}

func (d *disciplines) of(s *Session) shownDiscipline {
	key := [2]int32{s.value(DisciplineField), s.value(Credential)}
	if key == d.lastKey && len(d.known) > 0 {
		return d.last
	}
	answer, ok := d.known[key]
	if !ok {
		answer.disc, answer.shown = DisciplineOf(s)
		d.known[key] = answer
	}
	d.lastKey, d.last = key, answer
	return answer
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
	if a.Layout == b.Layout && a.Row != b.Row && a.value(DateOfService) == b.value(DateOfService) { // nearly all
		return cmp.Compare(a.Row, b.Row)
	}
	return cmp.Or(cmp.Compare(a.value(DateOfService), b.value(DateOfService)), cmp.Compare(a.Layout.Sheet, b.Layout.Sheet), cmp.Compare(a.Row, b.Row), cmp.Compare(a.Slot, b.Slot),
		cmp.Compare(a.Text(Code), b.Text(Code)), cmp.Compare(a.value(UnitsBilled), b.value(UnitsBilled)))
}
