package rules

import (
	"cmp"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"otaudit/audit"
)

// TestFirstLinesOfTherapists compares the first line of each therapist with those that a look at every line finds.
func TestFirstLinesOfTherapists(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		layout := &audit.Layout{Sheet: "month.csv", Symbols: audit.NewSymbols(), Slots: make([]audit.Slot, 1)}
		var lines []*audit.Line
		for range rapid.IntRange(1, 6).Draw(t, "shifts") {
			day := int32(audit.DateOf(2026, 3, 1)) + rapid.Int32Range(0, 2).Draw(t, "day")
			therapist := fmt.Sprintf("T%d", rapid.IntRange(0, 3).Draw(t, "therapist"))
			for range rapid.IntRange(1, 20).Draw(t, "lines") {
				s := &audit.Session{Layout: layout, Row: int32(len(lines) + 2)}
				s.Set(audit.DateOfService, day)
				s.Set(audit.Therapist, layout.Symbols.Intern(therapist))
				lines = append(lines, audit.NewLine(s, nil, &audit.Terms{}))
			}
		}
		slices.SortStableFunc(lines, func(a, b *audit.Line) int {
			return cmp.Or(cmp.Compare(a.Date(audit.DateOfService), b.Date(audit.DateOfService)), cmp.Compare(a.Text(audit.Therapist), b.Text(audit.Therapist)))
		})
		var want []*audit.Line
		for _, l := range lines {
			if !slices.ContainsFunc(want, func(o *audit.Line) bool { return o.Text(audit.Therapist) == l.Text(audit.Therapist) }) {
				want = append(want, l)
			}
		}
		m := &peerMonth{}
		for range 2 { // as found, and as remembered
			if got := m.firstLines(lines); !slices.Equal(got, want) {
				t.Fatalf("%d first lines, want %d", len(got), len(want))
			}
		}
	})
}
