package audit

import (
	"testing"

	"pgregory.net/rapid"
)

// TestSetAll compares sessions whose first values were set in one go with others of which they were set one by one, and
// looks whether the sessions around them on the shelf keep theirs.
func TestSetAll(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		layout := &Layout{Symbols: NewSymbols(), Slots: make([]Slot, 1)}
		var together, single SessionArena
		var got, want []*Session
		for row := range rapid.Int32Range(1, 50).Draw(t, "sessions") {
			a, b := together.New(layout, row, 0), single.New(layout, row, 0)
			if rapid.Bool().Draw(t, "bad") {
				field := Field(rapid.IntRange(0, int(NumFields)-1).Draw(t, "bad field"))
				a.SetBad(field, "?")
				b.SetBad(field, "?")
			}
			var fields FieldSet
			var values []int32
			for f := range NumFields {
				if rapid.Bool().Draw(t, "has") {
					fields, values = fields.With(f), append(values, rapid.Int32().Draw(t, "value"))
					b.Set(f, values[len(values)-1])
				}
			}
			a.SetAll(fields, values)
			for range rapid.IntRange(0, 3).Draw(t, "more") {
				field, value := Field(rapid.IntRange(0, int(NumFields)-1).Draw(t, "field")), rapid.Int32().Draw(t, "one")
				a.Set(field, value)
				b.Set(field, value)
			}
			got, want = append(got, a), append(want, b)
		}
		for i := range got {
			for f := range NumFields {
				if got[i].State(f) != want[i].State(f) || got[i].Symbol(f) != want[i].Symbol(f) {
					t.Fatalf("session %d: %s is %d (%s), want %d (%s)", i, f, got[i].Symbol(f), got[i].State(f), want[i].Symbol(f), want[i].State(f))
				}
			}
		}
	})
}
