package audit

// memo keeps the answers of the books, since neighbouring lines ask the same. Each worker has its own.
type memo struct {
	cfg     *Config
	kinds   *lineClasses
	procs   map[[2]int32]*Procedure
	terms   map[[2]int32]*Terms
	asked   [2]int32 // payer and date of the line before
	answer  *Terms   // theirs; nil at first
	known   map[classKey]*lineClass
	sets    map[int32]ModifierSet // by the symbol of the list
	lastKey classKey
	last    *lineClass // of the line before; nil at first
}

var unknownTerms = &Terms{}

func newMemo(cfg *Config, kinds *lineClasses) *memo {
	return &memo{cfg: cfg, kinds: kinds, procs: map[[2]int32]*Procedure{}, terms: map[[2]int32]*Terms{}, known: map[classKey]*lineClass{}, sets: map[int32]ModifierSet{}}
}

// look gives the line its kind, with what the books say of its code and payer on its date.
func (m *memo) look(l *Line) {
	proc, terms := (*Procedure)(nil), unknownTerms
	if l.Has(DateOfService) {
		proc, terms = m.procOf(l.Session), m.termsOf(l.Session)
	}
	key := m.kinds.keyOf(l, proc, terms, m.modifiers(l.Session))
	if m.last == nil || key != m.lastKey {
		k := m.known[key]
		if k == nil {
			k = m.kinds.of(key, l)
			m.known[key] = k
		}
		m.lastKey, m.last = key, k
	}
	l.lineClass = m.last
}

// modifiers gives the set of the session's modifiers.
func (m *memo) modifiers(s *Session) ModifierSet {
	list := s.value(Modifiers)
	if list == 0 {
		return 0
	}
	set, known := m.sets[list]
	if !known {
		set = ModifiersIn(s.List(Modifiers)...)
		m.sets[list] = set
	}
	return set
}

// procOf gives the procedure of a session with a date; nil if it has no code that is known.
func (m *memo) procOf(s *Session) *Procedure {
	if !s.Has(Code) {
		return nil
	}
	date := s.value(DateOfService)
	key := [2]int32{s.value(Code), date}
	proc, ok := m.procs[key]
	if !ok {
		proc = m.cfg.Codes.Procedure(s.Text(Code), Date(date))
		m.procs[key] = proc
	}
	return proc
}

// termsOf gives the terms of a session with a date.
func (m *memo) termsOf(s *Session) *Terms {
	date := s.value(DateOfService)
	key := [2]int32{s.value(Payer), date}
	unnamed := s.Layout.Payer
	if unnamed != PayerNotAsked && s.State(Payer) != Unbound {
		unnamed = PayerNotAsked
	}
	if unnamed != PayerNotAsked {
		key[0] = -int32(unnamed) // which no symbol is
	}
	if m.answer == nil || key != m.asked {
		terms, ok := m.terms[key]
		if !ok {
			if unnamed != PayerNotAsked {
				terms = m.kinds.unnamedPayer(m.cfg.Payers.Terms(UnnamedPayer, Date(date)), unnamed)
			} else {
				terms = m.cfg.Payers.Terms(s.Text(Payer), Date(date))
			}
			m.terms[key] = terms
		}
		m.asked, m.answer = key, terms
	}
	return m.answer
}
