package command

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"otaudit/audit"
	"otaudit/report"
	"otaudit/report/atomicfile"
	"otaudit/report/model"
)

// textOutput is an output that holds one word.
func textOutput(name string) report.Output {
	return report.Output{Name: name, What: "toy", Write: func(w io.Writer, _ *audit.Result, _ report.Rendering) error {
		_, err := io.WriteString(w, "new")
		return err
	}}
}

// runOnce runs the main job over a file or folder.
func runOnce(input, out string, force bool) (said string, err error) {
	var text strings.Builder
	_, err = runAudit(auditOptions{readOptions: readOptions{paths: []string{input}, asOf: samplesAsOf}, out: out, setting: "practitioner", apply: "safe", therapist: "code",
		failOn: "never", target: model.DefaultTarget, force: force}, &console{out: &text, err: &text})
	return text.String(), err
}

// TestAnOutputIsOneValue: an output that is put on the list and nowhere else is refused before the audit if another program wrote a
// file of that name, is written into its sets, and is passed over when it is met among the inputs.
func TestAnOutputIsOneValue(t *testing.T) {
	before := report.Outputs
	t.Cleanup(func() { report.Outputs = before })
	toy := textOutput("toy.csv")
	toy.Sets = []model.Set{model.Internal}
	report.Outputs = append(slices.Clone(before), toy)
	folder := t.TempDir()
	log, written := filepath.Join(folder, "log.csv"), filepath.Join(folder, "internal", "toy.csv")
	if err := os.WriteFile(log, []byte("DOS,Patient ID,Therapist,Insurance,CPT,Modifiers,Units,Min\n3/16/2026,P-77,Rivera,Medicare,97110,GO,1,15\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if said, err := runOnce(log, folder, false); err != nil || !strings.Contains(said, "wrote to "+filepath.Join(folder, "internal")) || !strings.Contains(said, "toy.csv") {
		t.Fatalf("error %v, printed %s", err, said)
	}
	if exists(filepath.Join(folder, "share", "toy.csv")) {
		t.Error("an output of the internal set is in the share set")
	}
	if err := os.Rename(filepath.Join(folder, report.Record), filepath.Join(folder, "moved")); err != nil {
		t.Fatal(err)
	}
	for _, set := range model.Sets { // only the toy is left
		for _, out := range report.Written(set, false) {
			if out.Name != "toy.csv" {
				if err := os.Remove(filepath.Join(folder, string(set), out.Name)); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	if said, err := runOnce(log, folder, false); err == nil || !strings.Contains(err.Error(), "toy.csv: exists already") || strings.Contains(said, "audited") {
		t.Errorf("error %v, printed %s", err, said)
	}
	if said, err := runOnce(filepath.Dir(written), folder, true); err == nil || !strings.Contains(said, "toy.csv: skipped: an earlier output of this program") {
		t.Errorf("error %v, printed %s", err, said)
	}
	if _, err := runOnce(log, folder, true); err != nil {
		t.Errorf("with --force: %v", err)
	}
}

// TestNoOutputWithoutTheOthers: where one output cannot be written, none appears or replaces another file, and nothing of it is left.
func TestNoOutputWithoutTheOthers(t *testing.T) {
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "there.csv"), []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	full := errors.New("the disk is full")
	broken := report.Output{Name: "broken.csv", Write: func(io.Writer, *audit.Result, report.Rendering) error { return full }}
	box, err := openOutbox(folder, 0o777, true)
	if err != nil {
		t.Fatal(err)
	}
	if err := box.render("", []report.Output{textOutput("new.csv"), textOutput("there.csv"), broken}, &audit.Result{}, report.Rendering{}, &console{err: io.Discard}); !errors.Is(err, full) {
		t.Errorf("error %v", err)
	}
	box.close()
	checkOnly(t, folder, "there.csv", "old")
}

// checkOnly fails if a folder holds anything but one file with that content.
func checkOnly(t *testing.T, folder, name, content string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil || len(entries) != 1 || entries[0].Name() != name {
		t.Errorf("left behind: %v, %v", entries, err)
	}
	if got, err := os.ReadFile(filepath.Join(folder, name)); err != nil || string(got) != content {
		t.Errorf("%s: %q, %v", name, got, err)
	}
}

// TestOutputsAreTakenBack: where one file cannot be put in its place in the end, those before it are taken back, and a changed one
// that had been put aside returns.
func TestOutputsAreTakenBack(t *testing.T) {
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "list.csv"), []byte("filled"), 0o600); err != nil {
		t.Fatal(err)
	}
	box, err := openOutbox(folder, 0o777, false)
	if err != nil {
		t.Fatal(err)
	}
	box.ours["list.csv"] = kept
	if err := box.render("", []report.Output{textOutput("list.csv"), textOutput("new.csv"), textOutput("gone.csv")}, &audit.Result{}, report.Rendering{}, &console{err: io.Discard}); err != nil {
		t.Fatal(err)
	}
	box.pending[2].Discard() // as if somebody had removed it
	if err := box.publish(&console{out: io.Discard, err: io.Discard}); err == nil {
		t.Error("a missing file was put in its place")
	}
	box.close()
	checkOnly(t, folder, "list.csv", "filled")
}

// TestKilledBetweenOutputs: what comes is recorded beside what is there before the first file is put in its place, so that the run after
// one that was killed between two files takes none of them for changed by people.
func TestKilledBetweenOutputs(t *testing.T) {
	folder := t.TempDir()
	begin := func() *outbox {
		t.Helper()
		box, err := openOutbox(folder, 0o777, false)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(box.close)
		if err := box.render("", []report.Output{textOutput("list.csv")}, &audit.Result{}, report.Rendering{}, &console{err: io.Discard}); err != nil {
			t.Fatal(err)
		}
		return box
	}
	path := filepath.Join(folder, "list.csv")
	for _, there := range []string{"earlier", "of the killed run"} {
		if err := os.WriteFile(path, []byte(there), 0o600); err != nil {
			t.Fatal(err)
		}
		killed := checksums{"list.csv": {fmt.Sprintf("%x", sha256.Sum256([]byte("earlier"))), fmt.Sprintf("%x", sha256.Sum256([]byte("of the killed run")))}}
		if err := killed.put(folder); err != nil {
			t.Fatal(err)
		}
		box := begin()
		if err := box.publish(&console{out: io.Discard, err: io.Discard}); err != nil {
			t.Fatal(err)
		}
		box.close()
		entries, err := os.ReadDir(folder)
		record, errRead := readChecksums(folder)
		if err != nil || errRead != nil || len(entries) != 2 || len(record["list.csv"]) != 1 {
			t.Errorf("over the output %q there are %v, %v and the record %q, %v", there, entries, err, record, errRead)
		}
	}

	// Where what comes cannot be recorded, nothing is put in its place.
	if err := os.WriteFile(path, []byte("filled"), 0o600); err != nil {
		t.Fatal(err)
	}
	box := begin()
	record := filepath.Join(folder, report.Record)
	if err := errors.Join(os.Remove(record), os.Mkdir(record, 0o700)); err != nil {
		t.Fatal(err)
	}
	if err := box.publish(&console{out: io.Discard, err: io.Discard}); err == nil {
		t.Error("outputs were published without a record")
	}
	if got, err := os.ReadFile(path); err != nil || string(got) != "filled" {
		t.Errorf("%s: %q, %v", path, got, err)
	}
}

// TestTwoRunsAtOnce: a run into a folder that another one is writing into is refused before its work, and harms nothing of the other.
func TestTwoRunsAtOnce(t *testing.T) {
	folder := t.TempDir()
	first, err := openOutbox(folder, 0o777, false)
	if err != nil {
		t.Fatal(err)
	}
	if err := first.render("", []report.Output{textOutput("toy.csv")}, &audit.Result{}, report.Rendering{}, &console{err: io.Discard}); err != nil {
		t.Fatal(err)
	}
	said, err := runOnce("../samples/clinic-export.csv", folder, false)
	if err == nil || !strings.Contains(err.Error(), folder+": another run of otaudit is writing into this folder") || said != "" {
		t.Errorf("error %v, printed %s", err, said)
	}
	if err := first.publish(&console{out: io.Discard, err: io.Discard}); err != nil {
		t.Error(err)
	}
	first.close()
	if _, err := runOnce("../samples/clinic-export.csv", folder, false); err != nil {
		t.Errorf("after the first has ended: %v", err)
	}
}

// TestEveryCommandHoldsItsFolder: whatever writes a file waits for no other run and harms none: it is refused before its work.
func TestEveryCommandHoldsItsFolder(t *testing.T) {
	folder, log := t.TempDir(), "../samples/clinic-export.csv"
	held, err := openOutbox(folder, 0o777, false)
	if err != nil {
		t.Fatal(err)
	}
	defer held.close()
	file := func(name string) string { return filepath.Join(folder, name) }
	for _, line := range [][]string{
		{"convert", "--out", file("log.csv"), log},
		{"inspect", "--shapes", file("shapes.csv"), log},
		{"inspect", "--write-profile", file("profile.yaml"), log},
		{"accept", "--remove", "--file", file("waivers.csv"), "U001-1d924ab160a0"},
		{"sample", "--out", folder, log},
		{"tables", "export", folder},
		{"tables", "import", "--out", folder, "../rules/refdata/testdata/cms/PPRRVU2025_Oct.OT_rows.redacted.csv"},
		{"audit", "--out", folder, log},
	} {
		con := &console{out: io.Discard, err: io.Discard}
		err := runLine(newApp(con, new(int)), append([]string{"otaudit"}, line...))
		if !errors.Is(err, atomicfile.ErrBusy) {
			t.Errorf("%s: %v", strings.Join(line, " "), err)
		}
	}
	if entries, err := os.ReadDir(folder); err != nil || len(entries) != 1 { // the lock
		t.Errorf("the folder holds %v, %v", entries, err)
	}
}
