package audit

import (
	"cmp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func orderedMotley(t *rapid.T) *ordering {
	log := motleyLog(t)
	for _, s := range log {
		if rapid.IntRange(0, 3).Draw(t, "timed") > 0 {
			s.Set(StartTime, rapid.Int32Range(0, 3).Draw(t, "start"))
		}
		if s.Has(DateOfService) {
			s.Set(DateOfService, s.value(DateOfService)+31*rapid.Int32Range(0, 2).Draw(t, "months"))
		}
	}
	cfg := Config{Payers: motleyPayers{}, Codes: toyBooks{}, Workers: rapid.IntRange(1, 3).Draw(t, "workers")}
	o, kinds := newOrdering(log), newLineClasses(nil)
	parallelFor(&cfg, len(o.groups), 1, func() func(int) {
		s := newSorter(&cfg, kinds)
		return func(group int) { o.place(s, group) }
	})
	return o
}

// TestLinesAreInOrder compares the order of the lines with one plain sort of all sessions, and the patients with the runs of
// equal keys in it.
func TestLinesAreInOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o := orderedMotley(t)
		lines, patients := o.lines, o.patients()
		want := slices.Clone(o.sessions)
		slices.SortStableFunc(want, func(a, b *Session) int {
			return cmp.Or(strings.Compare(groupKey(a), groupKey(b)), cmp.Compare(dateKey(a), dateKey(b)), cmp.Compare(startKey(a), startKey(b)),
				compareContents(a, b), cmp.Compare(a.Row, b.Row))
		})
		for i := range lines {
			if lines[i].Session != want[i] || lines[i].Index != int32(i) {
				t.Fatalf("line %d is row %d, want row %d", i, lines[i].Row, want[i].Row)
			}
		}
		at := 0
		for _, patient := range patients {
			key := groupKey(patient[0].Session)
			for _, l := range patient {
				if l != &lines[at] || groupKey(l.Session) != key || key == "" && len(patient) > 1 {
					t.Fatalf("the patients are not the lines in order at row %d", l.Row)
				}
				at++
			}
			if at < len(lines) && key != "" && groupKey(lines[at].Session) == key {
				t.Fatalf("the lines of one patient are divided at row %d", lines[at].Row)
			}
		}
		if at != len(lines) {
			t.Fatalf("%d lines belong to patients, want %d", at, len(lines))
		}
	})
}

// TestShiftsAndMonths compares the division by counting with a plain sort of the dated lines.
func TestShiftsAndMonths(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o := orderedMotley(t)
		lines := o.lines
		var dated []*Line
		for i := range lines {
			if lines[i].Has(DateOfService) {
				dated = append(dated, &lines[i])
			}
		}
		slices.SortStableFunc(dated, func(a, b *Line) int {
			return cmp.Or(cmp.Compare(a.Date(DateOfService), b.Date(DateOfService)), strings.Compare(a.Text(Therapist), b.Text(Therapist)))
		})
		shifts, months := o.byShift()
		for name, of := range map[string]struct {
			groups   [][]*Line
			together func(a, b *Line) bool
		}{
			"shift": {shifts, func(a, b *Line) bool {
				return a.Date(DateOfService) == b.Date(DateOfService) && a.Text(Therapist) == b.Text(Therapist)
			}},
			"month": {months, func(a, b *Line) bool { return a.Date(DateOfService).Month() == b.Date(DateOfService).Month() }},
		} {
			var want [][]*Line
			runs(dated, of.together, func(group []*Line) { want = append(want, group) })
			if !slices.EqualFunc(of.groups, want, func(a, b []*Line) bool { return slices.Equal(a, b) }) {
				t.Fatalf("%d groups by %s are not those of a plain sort, %d", len(of.groups), name, len(want))
			}
		}
	})
}
