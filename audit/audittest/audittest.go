// Package audittest runs rules over annotated CSV files. A fixture has the canonical fields as columns and these:
//
//	want      what must be found on the row: "U001 error safe", several separated by "; "; severity and safety may be left out
//	fix       what the row must become: "units=3", "modifiers=GO CO", several separated by "; "
//	kept      "no" for a line of a visit that was not kept
//	logged    "no" for a line that claims have and the log has not
//	claim     how the line was billed, if the run has claims: as logged if blank, not at all if "none", else what is different:
//	          "units=1", "code=97110", "modifiers=GO,CO", "diagnoses=M25.541", "therapist=Lee, Ann", "npi=…", "place=12", "minutes=30",
//	          "twice" on a second claim too, "void" if a later claim voids it
//	remit     what the payer said: "paid=60.00", with it "allowed=75.00", "units=1" or "code=97110" where they differ; "denied=CO-50";
//	          "reversed=60.00" takes a payment back; several separated by "; "
//	unjudged  why the rule cannot judge the row: "minutes: blank"
//
// A finding, an edit or a cause that no row announces fails the test, as does an announced one that does not come.
// Lines that begin with # are comments. Blank cells are blank fields, a column that is not there is not mapped.
package audittest

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"otaudit/audit"
)

// Run runs every fixture of the folder as a subtest, with the rules and books of the configuration.
// A folder without fixtures fails.
func Run(t *testing.T, cfg audit.Config, dir string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.csv"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no fixtures in %s", dir)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".csv"), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			Check(t, cfg, file, string(text))
		})
	}
}

// Check runs one fixture, and gives what the engine made of it.
func Check(t *testing.T, cfg audit.Config, name, text string) *audit.Result {
	t.Helper()
	f, err := parse(name, text)
	if err != nil {
		t.Fatal(err)
	}
	cfg.NotKept = f.notKept
	if f.claims != nil {
		f.claims.Compared = true
		cfg.Claims = f.claims
	}
	result := audit.Run(f.sessions, cfg)
	for _, failure := range result.Failures {
		t.Errorf("failure of the program: %s at %s: %s", failure.Rule, failure.Cell, failure.What)
	}
	compare(t, "findings", f.want, findingsOf(result, f.precise))
	compare(t, "fixes", f.fix, fixesOf(result))
	compare(t, "not evaluated", f.unjudged, causesOf(result))
	return result
}

func compare(t *testing.T, what string, want, got []string) {
	t.Helper()
	slices.Sort(want)
	slices.Sort(got)
	for _, missing := range without(want, got) {
		t.Errorf("%s: missing %s", what, missing)
	}
	for _, surplus := range without(got, want) {
		t.Errorf("%s: surplus %s", what, surplus)
	}
}

// without gives the elements of a that b does not have, counting repeats.
func without(a, b []string) []string {
	left := map[string]int{}
	for _, s := range b {
		left[s]++
	}
	var rest []string
	for _, s := range a {
		if left[s]--; left[s] < 0 {
			rest = append(rest, s)
		}
	}
	return rest
}

func findingsOf(result *audit.Result, precise map[string]int) []string {
	var got []string
	for _, f := range result.Findings {
		words := []string{f.Rule, f.Severity.String(), f.Fix.Safety.String()}
		key := fmt.Sprintf("row %d: %s", f.Cell.Row, f.Rule)
		got = append(got, fmt.Sprintf("row %d: %s", f.Cell.Row, strings.Join(words[:max(1, precise[key])], " ")))
	}
	return got
}

func fixesOf(result *audit.Result) []string {
	var got []string
	for _, f := range result.Findings {
		for _, e := range f.Fix.Edits {
			got = append(got, fmt.Sprintf("row %d: %s=%s", e.Cell.Row, e.Field, e.New))
		}
	}
	slices.Sort(got)
	return slices.Compact(got)
}

func causesOf(result *audit.Result) []string {
	var got []string
	for _, r := range result.Rules {
		for _, cause := range r.NotEvaluated {
			got = append(got, slices.Repeat([]string{cause.What}, cause.N)...)
		}
	}
	return got
}

type fixture struct {
	sessions, notKept   []*audit.Session
	want, fix, unjudged []string
	precise             map[string]int // how many words the fixture says of a finding
	claims              *audit.Claims  // nil without a column of claims
}

func parse(name, text string) (*fixture, error) {
	reader := csv.NewReader(strings.NewReader(text))
	reader.Comment = '#'
	header, err := reader.Read()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	layout := &audit.Layout{Sheet: filepath.Base(name), Symbols: audit.NewSymbols(), Slots: make([]audit.Slot, 1)}
	for i, column := range header {
		if field, ok := audit.FieldNamed(column); ok {
			layout.Slots[0][field] = []int32{int32(i) + 1}
		} else if column != "want" && column != "fix" && column != "unjudged" && column != "kept" && !slices.Contains(claimColumns, column) {
			return nil, fmt.Errorf("%s: unknown column %q", name, column)
		}
	}
	f := &fixture{precise: map[string]int{}}
	for {
		record, err := reader.Read()
		if record == nil {
			return f, nil
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		line, _ := reader.FieldPos(0)
		session := &audit.Session{Layout: layout, Row: int32(line)}
		for i, cell := range record {
			if err := f.take(session, header[i], cell); err != nil {
				return nil, fmt.Errorf("%s:%d: %w", name, line, err)
			}
		}
		logged, err := f.bill(session, header, record)
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, line, err)
		}
		if !logged {
			continue
		}
		if at := slices.Index(header, "kept"); at >= 0 && record[at] == "no" {
			f.notKept = append(f.notKept, session)
			continue
		}
		f.sessions = append(f.sessions, session)
	}
}

// take puts one cell into the session or the expectations. A cell that begins with ! is an unreadable one.
func (f *fixture) take(s *audit.Session, column, cell string) error {
	if cell == "" {
		return nil
	}
	switch column {
	case "kept", "logged", "claim", "remit":
		return nil
	case "want":
		for _, item := range strings.Split(cell, "; ") {
			words := strings.Fields(item)
			f.want = append(f.want, fmt.Sprintf("row %d: %s", s.Row, strings.Join(words, " ")))
			f.precise[fmt.Sprintf("row %d: %s", s.Row, words[0])] = len(words)
		}
		return nil
	case "fix":
		for _, item := range strings.Split(cell, "; ") {
			f.fix = append(f.fix, fmt.Sprintf("row %d: %s", s.Row, item))
		}
		return nil
	case "unjudged":
		f.unjudged = append(f.unjudged, strings.Split(cell, "; ")...)
		return nil
	}
	field, _ := audit.FieldNamed(column)
	if written, bad := strings.CutPrefix(cell, "!"); bad {
		s.SetBad(field, written)
		return nil
	}
	value, err := audit.ParseValue(s.Layout.Symbols, field, cell)
	if err != nil {
		return err
	}
	s.Set(field, value)
	if field.Kind() == audit.Prose {
		_, fold := audit.MeasureProse(cell)
		s.Prose = audit.MixProse(s.Prose, fold)
	}
	return nil
}
