package audit

// SessionArena makes sessions many at a time, and their values side by side on common shelves. The zero arena is ready.
type SessionArena struct {
	sessions []Session // free
	slab     *[]int32
	next     int      // free place on the slab
	open     *Session // made last: its values stand at the free place
}

const (
	arenaSessions = 1024
	arenaValues   = 32 << 10
)

// New makes a session without values for a row and a slot of a layout. The session made before it keeps the room that
// its values take by now; one that is set later takes a slab of its own.
func (a *SessionArena) New(l *Layout, row int32, slot int) *Session {
	if a.open != nil {
		n := a.open.count()
		a.open.space.setRoom(n)
		if a.open.slab == a.slab {
			a.next += n
		}
	}
	if a.slab == nil || a.next+int(NumFields) > len(*a.slab) {
		slab := make([]int32, arenaValues)
		a.slab, a.next = &slab, 0
	}
	if len(a.sessions) == 0 {
		a.sessions = make([]Session, arenaSessions)
	}
	s := &a.sessions[0]
	a.sessions = a.sessions[1:]
	s.Layout, s.Row, s.Slot = l, row, uint8(slot)
	s.slab, s.at = a.slab, uint16(a.next)
	s.space.setRoom(int(NumFields))
	a.open = s
	return s
}

// SetAll gives a session without values those of some fields, in the order of the fields: what Set does one by one.
func (s *Session) SetAll(fields FieldSet, values []int32) {
	if len(values) > s.space.room() {
		s.own(len(values))
	}
	copy((*s.slab)[s.at:][:len(values)], values)
	s.ok, s.bad = fields, s.bad&^fields
}
