package command

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"text/tabwriter"

	"otaudit/audit"
	"otaudit/report/model"
)

// TestReadingCorpus audits every layout of the corpus without a flag and compares what was read and found with its label. A
// layout that fails must stand on known.txt, and one that stands there must fail, so that a change that loses or gains one is
// seen. With -v it prints the shares read right and the calibration of the grades.
//
//	OTAUDIT_CORPUS=/some/folder go test ./command -run ReadingCorpus -v
//
// runs it over other layouts of the same form.
func TestReadingCorpus(t *testing.T) {
	folder := corpusFolder()
	cases := readingCases(t, folder)
	outcomes := make([]outcome, len(cases))
	work := make(chan int)
	var group sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() {
			for i := range work {
				outcomes[i] = cases[i].check()
			}
		})
	}
	for i := range cases {
		work <- i
	}
	close(work)
	group.Wait()

	known := knownToFail(t, folder)
	var misses []string
	for i, c := range cases {
		if len(outcomes[i].wrong) > 0 {
			misses = append(misses, c.name)
			if !known[c.name] {
				t.Errorf("%s (%s):\n\t%s", c.name, c.Note, strings.Join(outcomes[i].wrong, "\n\t"))
			}
		} else if known[c.name] {
			t.Errorf("%s is read right: take it off known.txt", c.name)
		}
		delete(known, c.name)
	}
	for name := range known {
		if !strings.HasPrefix(name, "header ") {
			t.Errorf("known.txt names %s, which is not there", name)
		}
	}
	t.Log(shares(cases, outcomes))
	writeMisses(t, misses)
}

// writeMisses appends what was read wrongly to the file that OTAUDIT_MISSES names, in the form of known.txt.
func writeMisses(t *testing.T, misses []string) {
	t.Helper()
	path := os.Getenv("OTAUDIT_MISSES")
	if path == "" || len(misses) == 0 {
		return
	}
	list, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	defer list.Close()
	if _, err := list.WriteString(strings.Join(misses, "\n") + "\n"); err != nil {
		t.Fatal(err)
	}
}

// outcome is what came of one layout.
type outcome struct {
	wrong   []string
	columns []columnOutcome
}

// columnOutcome is how one labelled column was read.
type columnOutcome struct {
	field string // as labelled
	grade audit.Grade
	read  bool // as some field
	right bool
}

func (o *outcome) miss(format string, args ...any) {
	o.wrong = append(o.wrong, fmt.Sprintf(format, args...))
}

// check audits the layout and compares it with its label.
func (c *readingCase) check() (o outcome) {
	defer func() {
		if problem := recover(); problem != nil {
			o.miss("the program stopped: %v", problem)
		}
	}()
	if c.Clean != "" {
		c.checkBroken(&o)
		return o
	}
	r := &auditRun{auditOptions: auditOptions{readOptions: readOptions{paths: []string{c.path}, asOf: samplesAsOf, quiet: true}, setting: "practitioner", apply: "safe", therapist: "name",
		failOn: "never", target: model.DefaultTarget, workers: 1}, con: &console{out: io.Discard, err: io.Discard, quiet: true}}
	for _, step := range []func() error{r.check, r.read, r.followProfiles} {
		if err := step(); err != nil {
			o.miss("refused: %v", err)
			c.exit(exitUsage, &o)
			return o
		}
	}
	days := daysOf(r.book.Sessions)
	if err := r.audit(); err != nil {
		o.miss("refused: %v", err)
		return o
	}
	r.shown = r.result
	c.checkColumns(r.result.Sheets, &o)
	c.checkFindings(r.result.Findings, days, &o)
	coverage := audit.CoverageOf(r.result)
	for _, count := range []struct {
		what string
		want *int
		got  int
	}{{"lines", c.Lines, r.result.Account.Lines}, {"timed lines", c.TimedLines, coverage.Timed}, {"timed lines judged", c.Judged, coverage.Judged}} {
		if count.want != nil && *count.want != count.got {
			o.miss("%d %s, want %d", count.got, count.what, *count.want)
		}
	}
	c.exit(r.exitCode(), &o)
	return o
}

func (c *readingCase) exit(code int, o *outcome) {
	if c.Exit != nil && *c.Exit != code {
		o.miss("exit code %d, want %d", code, *c.Exit)
	}
}

// checkColumns compares what each labelled column was read as.
func (c *readingCase) checkColumns(sheets []audit.Sheet, o *outcome) {
	for _, header := range slices.Sorted(maps.Keys(c.Columns)) {
		label, found := c.Columns[header], false
		for i := range sheets {
			for j := range sheets[i].Columns {
				col := &sheets[i].Columns[j]
				if sheets[i].HeaderRow == 0 && len(sheets[i].Columns) == 0 || !columnNamed(header, &sheets[i], col) {
					continue
				}
				found = true
				right := readAs(label, col.Field)
				o.columns = append(o.columns, columnOutcome{label, col.Grade, col.Field != "", right})
				if !right {
					o.miss("column %q of %s: read as %q (%s: %s), want %s", header, sheets[i].Name, col.Field, col.Grade, col.Why, label)
				}
			}
		}
		if !found {
			o.columns = append(o.columns, columnOutcome{field: label, right: label == "skip"})
			if label != "skip" {
				o.miss("column %q: not in any table, want %s", header, label)
			}
		}
	}
}

// columnNamed says whether a label's header names the column.
func columnNamed(header string, s *audit.Sheet, col *audit.Column) bool {
	_, sheet, _ := strings.Cut(s.Name, "!")
	if of, name, ok := strings.Cut(header, "!"); ok && of == sheet {
		header = name
	}
	if header == fmt.Sprintf("#%d", col.Col) {
		return true
	}
	tidy := func(text string) string { return strings.Join(strings.Fields(text), " ") }
	return tidy(header) != "" && tidy(header) == tidy(col.Header)
}

// readAs says whether the field is one of those that a label takes for right.
func readAs(label, field string) bool {
	for want := range strings.SplitSeq(label, "|") {
		want, _, _ = strings.Cut(want, ":")
		first, _, _ := strings.Cut(want, "+")
		switch {
		case want == field, first == field, first == "codes" && field == "code", want == "skip" && field == "", want == "visit-units" && field == "":
			return true
		}
	}
	return false
}

// rowDay names the patient and day of the lines of a row.
type rowDay struct{ patient, date string }

// daysOf gives the days on which the lines of each row of each sheet stand.
func daysOf(sessions []*audit.Session) map[audit.Ref]rowDay {
	days := map[audit.Ref]rowDay{}
	for _, s := range sessions {
		days[audit.Ref{Sheet: s.Layout.Sheet, Row: s.Row}] = rowDay{audit.PatientKey(s), s.Canonical(audit.DateOfService)}
	}
	return days
}

// checkFindings holds that each planted error is found on its day, and that no other day has an error.
func (c *readingCase) checkFindings(found []audit.Finding, days map[audit.Ref]rowDay, o *outcome) {
	plantedDays, plantedRows := map[rowDay]bool{}, map[audit.Ref]bool{}
	for _, p := range c.Planted {
		here := map[rowDay]bool{}
		rows := map[audit.Ref]bool{}
		for ref, day := range days {
			_, sheet, _ := strings.Cut(ref.Sheet, "!")
			if slices.Contains(p.Rows, ref.Row) && (p.Sheet == "" || p.Sheet == sheet) {
				here[day], rows[ref] = true, true
				plantedDays[day], plantedRows[ref] = true, true
			}
		}
		if !slices.ContainsFunc(found, func(f audit.Finding) bool {
			return slices.Contains(p.rules(), f.Rule) && slices.ContainsFunc(rowsOf(&f), func(r audit.Ref) bool { return rows[r] || here[days[r]] })
		}) {
			o.miss("%s on rows %v not found", p.Rule, p.Rows)
		}
	}
	for i := range found {
		f := &found[i]
		if f.Severity == audit.Error && !slices.ContainsFunc(rowsOf(f), func(r audit.Ref) bool {
			day, isLine := days[r]
			return plantedRows[r] || isLine && plantedDays[day]
		}) {
			o.miss("%s at %s on a clean day: %s", f.Rule, f.Cell, f.Message)
		}
	}
}

// rowsOf lists the rows that a finding points at.
func rowsOf(f *audit.Finding) []audit.Ref {
	refs := append([]audit.Ref{f.Cell}, f.Related...)
	for i := range refs {
		refs[i].Col = 0
	}
	return refs
}

// share counts what is right of how many.
type share struct{ right, of int }

func (s share) String() string {
	return fmt.Sprintf("%d of %d (%.1f %%)", s.right, s.of, 100*float64(s.right)/float64(max(s.of, 1)))
}

func (s *share) add(right bool) {
	s.of++
	if right {
		s.right++
	}
}

// shares prints what was read right by field and by kind of layout, and the calibration of the grades.
func shares(cases []*readingCase, outcomes []outcome) string {
	fields, kinds, grades := map[string]*share{}, map[string]*share{}, map[string]*share{}
	var layouts, columns, assuming share
	add := func(in map[string]*share, key string, right bool) {
		if in[key] == nil {
			in[key] = &share{}
		}
		in[key].add(right)
	}
	for i, c := range cases {
		whole := len(outcomes[i].wrong) == 0
		layouts.add(whole)
		add(kinds, c.kind(), whole)
		assumes := false
		for _, col := range outcomes[i].columns {
			columns.add(col.right)
			add(fields, col.field, col.right)
			grade := col.grade.String()
			if !col.read {
				grade += ", not read"
			}
			add(grades, grade, col.right)
			assumes = assumes || col.read && col.grade == audit.Assumed
		}
		if c.Ordinary {
			assuming.add(assumes)
		}
	}
	var text strings.Builder
	fmt.Fprintf(&text, "layouts right: %s; columns right: %s; ordinary layouts with an assumed column: %s\n", layouts, columns, assuming)
	for _, part := range []struct {
		title string
		of    map[string]*share
	}{{"by kind of layout", kinds}, {"by labelled field", fields}, {"by grade of the reading", grades}} {
		fmt.Fprintf(&text, "%s:\n%s", part.title, sharesTable(part.of))
	}
	return text.String()
}

// sharesTable lists shares, those with the most misses first.
func sharesTable(of map[string]*share) string {
	var text strings.Builder
	table := tabwriter.NewWriter(&text, 0, 0, 2, ' ', 0)
	for _, key := range slices.SortedFunc(maps.Keys(of), func(a, b string) int {
		return cmp.Or(cmp.Compare(of[b].of-of[b].right, of[a].of-of[a].right), strings.Compare(a, b))
	}) {
		fmt.Fprintf(table, "  %s\t%s\n", key, of[key])
	}
	table.Flush()
	return text.String()
}
