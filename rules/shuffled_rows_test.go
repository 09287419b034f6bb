package rules

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"otaudit/audit"
)

// saidOf is a line with all that it says, whatever row it stands in.
func saidOf(s *audit.Session) string {
	var text strings.Builder
	for f := range audit.NumFields {
		fmt.Fprintf(&text, "%s|", s.Written(f))
	}
	fmt.Fprintf(&text, "%d", s.Prose)
	return text.String()
}

// movedRows writes the lines of a log in other rows: the session at place i goes to the row of the one at order[i]. Texts are
// numbered anew, in the new order.
func movedRows(t rapid.TB, log []*audit.Session, order []int) []*audit.Session {
	symbols, layouts := audit.NewSymbols(), map[*audit.Layout]*audit.Layout{}
	moved := make([]*audit.Session, len(log))
	for i, s := range log {
		at := layouts[s.Layout]
		if at == nil {
			at = &audit.Layout{Sheet: s.Layout.Sheet, Symbols: symbols, Slots: s.Layout.Slots}
			layouts[s.Layout] = at
		}
		copied := &audit.Session{Layout: at, Row: log[order[i]].Row, Prose: s.Prose}
		for f := range audit.NumFields {
			switch {
			case s.Unreadable(f):
				copied.SetBad(f, s.Written(f))
			case s.Has(f) && f.Kind() == audit.Prose:
				copied.Set(f, int32(s.Int(f)))
			case s.Has(f):
				value, err := audit.ParseValue(symbols, f, s.Canonical(f))
				if err != nil {
					t.Fatal(err)
				}
				copied.Set(f, value)
			}
		}
		moved[order[i]] = copied
	}
	return moved
}

// findingsByContent lists what was found, with the lines named by what they say. Lines that say the same cannot be told apart, and need not be.
func findingsByContent(log []*audit.Session, result *audit.Result) []string {
	lines := map[string]string{}
	for _, s := range log {
		lines[fmt.Sprint(s.Layout.Sheet, s.Row)] = saidOf(s)
	}
	at := func(r audit.Ref) string { return lines[fmt.Sprint(r.Sheet, r.Row)] }
	var found []string
	for i := range result.Findings {
		f := &result.Findings[i]
		var related, edits []string
		for _, r := range f.Related {
			related = append(related, at(r))
		}
		for _, e := range f.Fix.Edits {
			edits = append(edits, fmt.Sprintf("\n   %s: %s %q to %q, review %t", at(e.Cell), e.Field, e.Old, e.New, e.Review))
		}
		slices.Sort(related)
		slices.Sort(edits)
		if f.Patient == "" { // about the file: it stands on the first row, whatever that is
			f.Cell.Row, related = 0, nil
		}
		found = append(found, fmt.Sprintln(f.Rule, f.Severity, f.Fix.Safety, f.Fix.Title, f.InDoubt, f.Impact, f.Readings, f.Billed, f.Supported,
			f.Field, at(f.Cell), related, edits, textsOf(f)))
	}
	for _, r := range result.Rules {
		for _, cause := range r.NotEvaluated {
			found = append(found, fmt.Sprintln(r.ID, cause.What, cause.N))
		}
	}
	slices.Sort(found)
	return found
}

func sameWhenMoved(t rapid.TB, cfg audit.Config, log []*audit.Session, order []int) {
	t.Helper()
	moved := movedRows(t, log, order)
	before, after := findingsByContent(log, audit.Run(log, cfg)), findingsByContent(moved, audit.Run(moved, cfg))
	if diff := cmp.Diff(before, after); diff != "" {
		t.Fatalf("the findings follow the rows, now in the order %v (-before +after):\n%s", order, diff)
	}
}

// TestFindingsDoNotFollowRows writes the lines of every fixture in other rows: all rules say the same.
func TestFindingsDoNotFollowRows(t *testing.T) {
	cfg := testConfig(t, Options{}, func(*audit.Rule) bool { return true })
	files, err := filepath.Glob("testdata/*/*.csv")
	if err != nil || len(files) == 0 {
		t.Fatalf("no fixtures: %v", err)
	}
	for _, file := range files {
		t.Run(file, func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			log := logOf(t, string(text))
			backwards := make([]int, len(log))
			for i := range backwards {
				backwards[i] = len(log) - 1 - i
			}
			sameWhenMoved(t, cfg, log, backwards)
			mixed := slices.Clone(backwards) // every third, and again, as a deck is dealt
			slices.SortStableFunc(mixed, func(a, b int) int { return (a*7+3)%11 - (b*7+3)%11 })
			sameWhenMoved(t, cfg, log, mixed)
		})
	}
}

// TestRandomDaysDoNotFollowRows does the same with days of many codes, payers and persons, and with ragged tables.
func TestRandomDaysDoNotFollowRows(t *testing.T) {
	cfg := testConfig(t, Options{}, func(*audit.Rule) bool { return true })
	rapid.Check(t, func(t *rapid.T) {
		log := drawLog(t)
		order := make([]int, len(log))
		for _, sheet := range []string{"one.csv", "two.csv", "log.csv"} {
			var places []int
			for i, s := range log {
				if s.Layout.Sheet == sheet {
					places = append(places, i)
				}
			}
			if len(places) == 0 {
				continue
			}
			for i, to := range rapid.Permutation(slices.Clone(places)).Draw(t, "rows") {
				order[places[i]] = to
			}
		}
		sameWhenMoved(t, cfg, log, order)
	})
}

func drawLog(t *rapid.T) []*audit.Session {
	if rapid.Bool().Draw(t, "ragged") {
		return raggedLog(t)
	}
	lines := rapid.OneOf(rapid.Custom(drawRepeated), rapid.Custom(drawCrowded), rapid.Custom(drawUntidy)).Draw(t, "lines")
	for i := range lines {
		lines[i].patient, lines[i].date = "P1", "2026-03-02"
	}
	log, err := sessionsOf(lines)
	if err != nil {
		t.Fatal(err)
	}
	return log
}
