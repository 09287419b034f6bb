package audit

// memo keeps the answers of the books, since neighbouring lines ask the same. Each worker has its own.
type memo struct {
	cfg     *Config
	kinds   *kinds
	procs   map[[2]int32]*Procedure
	terms   map[[2]int32]*Terms
	asked   [2]int32 // payer and date of the line before
	answer  *Terms   // theirs; nil at first
	known   map[kindKey]*kind
	sets    map[int32]ModifierSet // by the symbol of the list
	lastKey kindKey
	last    *kind // of the line before; nil at first
}

var unknownTerms = &Terms{}

func newMemo(cfg *Config, kinds *kinds) *memo {
	return &memo{cfg: cfg, kinds: kinds, procs: map[[2]int32]*Procedure{}, terms: map[[2]int32]*Terms{}, known: map[kindKey]*kind{}, sets: map[int32]ModifierSet{}}
}

// look gives the line what the books say of its code and payer on its date, and its kind.
func (m *memo) look(l *Line) {
	l.Terms = unknownTerms
	if l.Has(DateOfService) {
		m.ask(l)
	}
	m.sort(l)
}

// sort gives the line its kind.
func (m *memo) sort(l *Line) {
	key := m.kinds.keyOf(l, m.modifiers(l))
	if m.last == nil || key != m.lastKey {
		k := m.known[key]
		if k == nil {
			k = m.kinds.of(key, l)
			m.known[key] = k
		}
		m.lastKey, m.last = key, k
	}
	l.kind = m.last
}

// modifiers gives the set of the line's modifiers.
func (m *memo) modifiers(l *Line) ModifierSet {
	list := l.value(Modifiers)
	if list == 0 {
		return 0
	}
	set, known := m.sets[list]
	if !known {
		set = ModifiersIn(l.List(Modifiers)...)
		m.sets[list] = set
	}
	return set
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
	if m.answer == nil || key != m.asked {
		terms, ok := m.terms[key]
		if !ok {
			terms = m.cfg.Payers.Terms(l.Text(Payer), Date(date))
			m.terms[key] = terms
		}
		m.asked, m.answer = key, terms
	}
	l.Terms = m.answer
}
