package audit

import (
	"cmp"
	"slices"
	"strings"
	"sync"
)

// ordering puts the sessions in order, patient by patient: by patient, discipline, date, start and cell. Texts are compared
// as texts, not by their numbers in the symbol table, so that the order of the files does not matter.
type ordering struct {
	sessions []*Session
	groups   [][]int32 // the sessions of each patient, in the order of the patients' keys
	starts   []int     // where the lines of each begin
	lines    []Line    // each is there once its patient was placed
	pointers []*Line
	shifts   shifts
	shiftOf  []int32 // the shift of each line, -1 for a line without a date
	// reconciled has the services of the lines; nil without claims.
	reconciled *reconciliation
}

func newOrdering(sessions []*Session) *ordering {
	o := &ordering{sessions: sessions, lines: make([]Line, len(sessions)), pointers: make([]*Line, len(sessions)), shiftOf: make([]int32, len(sessions))}
	var beside sync.WaitGroup
	beside.Go(func() { o.shifts = meetShifts(sessions) })
	o.groups = byPatient(sessions)
	beside.Wait()
	o.starts = make([]int, len(o.groups))
	at := 0
	for i, g := range o.groups {
		o.starts[i] = at
		at += len(g)
	}
	return o
}

// place makes the lines of one group of sessions, in order.
func (o *ordering) place(s *sorter, group int) {
	start := o.starts[group]
	for i, e := range s.sort(o.sessions, o.groups[group]) {
		at := start + i
		l := &o.lines[at]
		*l = Line{Session: e.session, Service: o.reconciled.serviceOf(e.session), Index: int32(at), Discipline: e.disc, Shown: e.shown, supported: unitsUnknown}
		s.memo.look(l)
		if l.Service != nil {
			l.Service.Logged = append(l.Service.Logged, l)
		}
		o.pointers[at], o.shiftOf[at] = l, o.shifts.of[e.number]
	}
}

// eachPatient gives the lines of each patient of a group that was placed.
func (o *ordering) eachPatient(group int, do func([]*Line)) {
	start := o.starts[group]
	lines := o.pointers[start:][:len(o.groups[group]):len(o.groups[group])]
	if groupKey(lines[0].Session) != "" {
		do(lines)
		return
	}
	for i := range lines { // a line that names neither patient nor visit is a group of its own
		do(lines[i : i+1 : i+1])
	}
}

// patients lists the lines of each patient when all were placed.
func (o *ordering) patients() (patients [][]*Line) {
	for group := range o.groups {
		o.eachPatient(group, func(patient []*Line) { patients = append(patients, patient) })
	}
	return patients
}

// byPatient divides the sessions, given by their numbers, by their group keys, in the order of the keys.
func byPatient(sessions []*Session) [][]int32 {
	ranks, keys := rankGroups(sessions)
	ends := make([]int, keys)
	for _, rank := range ranks {
		ends[rank]++
	}
	groups, placed := make([][]int32, keys), make([]int32, len(sessions))
	for rank, n := range ends {
		groups[rank], placed = placed[:0:n], placed[n:]
	}
	for i, rank := range ranks {
		groups[rank] = append(groups[rank], int32(i))
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

func newSorter(cfg *Config, kinds *lineClasses) *sorter {
	return &sorter{memo: newMemo(cfg, kinds), disciplines: disciplines{known: map[[2]int32]shownDiscipline{}}}
}

// entry is a session with its place in the order of its patient: discipline, date and start in one number.
type entry struct {
	session *Session
	key     uint64
	number  int32 // of the session
	shownDiscipline
}

// sort gives the entries of the sessions of a group in order; they hold until the next call.
func (s *sorter) sort(sessions []*Session, group []int32) []entry {
	s.entries = s.entries[:0]
	for _, number := range group {
		session := sessions[number]
		e := entry{session: session, number: number, shownDiscipline: s.disciplines.of(session)}
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

// compareSessions orders the lines of one patient's day by what they say, so that nothing hangs on the rows in which they stand; only
// lines that say the same keep the order of their cells.
func compareSessions(a, b *Session) int {
	if c := cmp.Compare(a.value(DateOfService), b.value(DateOfService)); c != 0 {
		return c
	}
	if c := compareContents(a, b); c != 0 {
		return c
	}
	return cmp.Or(cmp.Compare(a.Layout.Sheet, b.Layout.Sheet), cmp.Compare(a.Row, b.Row), cmp.Compare(a.Slot, b.Slot))
}

// compareContents compares two lines field by field: visit and code first, which mostly decide.
func compareContents(a, b *Session) int {
	for _, f := range [...]Field{VisitID, Code} {
		if c := compareField(a, b, f); c != 0 {
			return c
		}
	}
	for f := range NumFields {
		if c := compareField(a, b, f); c != 0 {
			return c
		}
	}
	return cmp.Compare(a.Prose, b.Prose)
}

// compareField compares texts as texts: their numbers follow the order in which they were met.
func compareField(a, b *Session, f Field) int {
	switch hasA, hasB := a.Has(f), b.Has(f); {
	case !hasA && !hasB:
		if a.Unreadable(f) || b.Unreadable(f) {
			return strings.Compare(a.Written(f), b.Written(f))
		}
		return 0
	case !hasA:
		return -1
	case !hasB:
		return 1
	}
	x, y := a.value(f), b.value(f)
	if x == y && a.Layout.Symbols == b.Layout.Symbols {
		return 0
	}
	switch f.Kind() {
	case Text, List:
		return strings.Compare(a.Text(f), b.Text(f))
	}
	return cmp.Compare(x, y)
}
