package command

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"otaudit/importers/source"
)

// readFile reads a file of a run's folder.
func readFile(t *testing.T, parts ...string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(parts...))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestWithdrawnCopies holds REP-113: a corrected copy that could not be made is a failure on page one, exit 3, and no report of
// either set shows its corrections as applied.
func TestWithdrawnCopies(t *testing.T) {
	folder := t.TempDir()
	log, out := filepath.Join(folder, "log.csv"), filepath.Join(folder, "out")
	if err := os.WriteFile(log, []byte("DOS,Patient ID,Insurance,CPT,Modifiers,Units,Min\n3/16/2026,P1,Medicare,97110,GO,3,24\n3/16/2026,P2,Medicare,97110,GO,1,15\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	run := func(spoil func(*auditRun)) *auditRun {
		r := newTestRun(log, "2026-04-01", out)
		r.con = &console{out: io.Discard, err: io.Discard, quiet: true}
		r.steps(t)
		spoil(r)
		if err := r.write(); err != nil {
			t.Fatal(err)
		}
		r.end()
		return r
	}
	if good := run(func(*auditRun) {}); good.exitCode() != exitDone || !strings.Contains(readFile(t, out, "share", "findings.csv"), ",safe,true,") {
		t.Fatalf("a run with nothing wrong: exit code %d", good.exitCode())
	}
	before := readFile(t, out, "internal", "log.audited.csv")
	r := run(func(r *auditRun) {
		r.copies.wait()
		c := r.copies.list[0]
		c.done.Copy.Discard()
		c.done.Copy, c.err = nil, errors.New("the disk is full")
	})
	if r.exitCode() != exitIncomplete {
		t.Errorf("exit code %d", r.exitCode())
	}
	for _, set := range []string{"internal", "share"} {
		if table := readFile(t, out, set, "findings.csv"); strings.Contains(table, ",safe,true,") || !strings.Contains(table, ",safe,false,") {
			t.Errorf("%s: a correction counts as applied", set)
		}
		if data := readFile(t, out, set, "audit.json"); !strings.Contains(data, "the corrected copy was withdrawn: the disk is full") || !strings.Contains(data, `"applied":0,`) {
			t.Errorf("%s: audit.json does not say that the copy failed", set)
		}
	}
	if readFile(t, out, "internal", "log.audited.csv") != before {
		t.Error("the copy of the earlier run was touched")
	}
}

// TestCopyName: a copy has the extension of what is in it.
func TestCopyName(t *testing.T) {
	for _, test := range []struct {
		log  source.Source
		want string
	}{
		{source.Source{Name: "May.XLSX", Kind: source.Workbook}, "May.audited.XLSX"},
		{source.Source{Name: "may.csv", Kind: source.Workbook}, "may.audited.xlsx"},
		{source.Source{Name: "may", Kind: source.Workbook}, "may.audited.xlsx"},
		{source.Source{Name: "may.txt", Kind: source.DelimitedText, Delimiter: ','}, "may.audited.txt"},
		{source.Source{Name: "may.xlsx", Kind: source.DelimitedText, Delimiter: ','}, "may.audited.csv"},
		{source.Source{Name: "may.xls", Kind: source.DelimitedText, Delimiter: '\t'}, "may.audited.txt"},
	} {
		if got := copyName(&test.log); got != test.want {
			t.Errorf("%s: %s, want %s", test.log.Name, got, test.want)
		}
	}
}
