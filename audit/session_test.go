package audit

import (
	"maps"
	"testing"

	"pgregory.net/rapid"
)

// TestSessionHoldsWhatWasSet compares sessions of one arena with plain maps while fields are set, made bad and cleared in
// any order, the earlier sessions too, and copies are changed beside them.
func TestSessionHoldsWhatWasSet(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var arena SessionArena
		layout := &Layout{Symbols: NewSymbols(), Slots: make([]Slot, 1)}
		var sessions []*Session
		var want []map[Field]int32
		bad, listed := map[CellOf]bool{}, map[int]bool{}
		for range rapid.IntRange(1, 200).Draw(t, "steps") {
			if len(sessions) == 0 || rapid.IntRange(0, 9).Draw(t, "new") == 0 {
				sessions = append(sessions, arena.New(layout, int32(len(sessions)), 0))
				want = append(want, map[Field]int32{})
			}
			at := len(sessions) - 1
			if rapid.IntRange(0, 3).Draw(t, "earlier") == 0 {
				at = rapid.IntRange(0, at).Draw(t, "session")
			}
			s, field := sessions[at], Field(rapid.IntRange(0, int(NumFields)-1).Draw(t, "field"))
			switch cell := (CellOf{s.Row, 0, field}); rapid.IntRange(0, 9).Draw(t, "step") {
			case 0:
				s.SetBad(field, "?")
				delete(want[at], field)
				bad[cell] = true
			case 1:
				s.Clear(field)
				delete(want[at], field)
				delete(bad, cell)
			case 3:
				s.SetListed()
				listed[at] = true
			case 2: // a copy that goes its own way
				copied := s.clone()
				copied.Set(field, -1)
				if copied.Symbol(field) != -1 {
					t.Fatalf("%s of the copy: %d", field, copied.Symbol(field))
				}
			default:
				value := rapid.Int32().Draw(t, "value")
				s.Set(field, value)
				want[at][field] = value
				delete(bad, cell)
			}
		}
		for i, s := range sessions {
			got := map[Field]int32{}
			for f := range NumFields {
				if s.Has(f) {
					got[f] = s.Symbol(f)
				} else if s.Symbol(f) != 0 {
					t.Fatalf("session %d: %s has the value %d and is not readable", i, f, s.Symbol(f))
				}
				if (s.State(f) == Bad) != bad[CellOf{s.Row, 0, f}] {
					t.Fatalf("session %d: %s is %s", i, f, s.State(f))
				}
			}
			if s.Listed() != listed[i] {
				t.Fatalf("session %d: listed %t", i, s.Listed())
			}
			if !maps.Equal(got, want[i]) {
				t.Fatalf("session %d: got %v, want %v", i, got, want[i])
			}
		}
	})
}
