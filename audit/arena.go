package audit

import "slices"

// SessionArena makes sessions many at a time, and their values side by side in common memory. The zero arena is ready.
type SessionArena struct {
	sessions []Session
	values   []int32  // free
	open     *Session // made last: its values stand at the beginning of the free ones
}

const (
	arenaSessions = 1024
	arenaValues   = 32 << 10
)

// New makes a session without values for a row and a slot of a layout. The session made before it keeps the room that
// its values take by now; one that is set later takes a place of its own.
func (a *SessionArena) New(l *Layout, row int32, slot int) *Session {
	if a.open != nil {
		a.values = a.values[len(a.open.values):]
		a.open.values = slices.Clip(a.open.values)
	}
	if len(a.values) < int(NumFields) {
		a.values = make([]int32, arenaValues)
	}
	if len(a.sessions) == 0 {
		a.sessions = make([]Session, arenaSessions)
	}
	s := &a.sessions[0]
	a.sessions = a.sessions[1:]
	*s = Session{Layout: l, Row: row, Slot: uint8(slot), values: a.values[:0:NumFields]}
	a.open = s
	return s
}
