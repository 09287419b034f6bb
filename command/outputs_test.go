package command

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"otaudit/audit"
	"otaudit/report"
	"otaudit/report/model"
)

// textOutput is an output that holds one word.
func textOutput(name string) report.Output {
	return report.Output{Name: name, What: "toy", Write: func(w io.Writer, _ *audit.Result, _ report.Rendering) error {
		_, err := io.WriteString(w, "new")
		return err
	}}
}

// TestAnOutputIsOneValue: an output that is put on the list and nowhere else is refused before the audit if it is there, is
// written, and is passed over when it is met among the inputs.
func TestAnOutputIsOneValue(t *testing.T) {
	before := report.Outputs
	t.Cleanup(func() { report.Outputs = before })
	report.Outputs = append(slices.Clone(before), textOutput("toy.csv"))
	folder := t.TempDir()
	log := filepath.Join(folder, "log.csv")
	if err := os.WriteFile(log, []byte("DOS,Patient ID,Therapist,Insurance,CPT,Modifiers,Units,Min\n3/16/2026,P-77,Rivera,Medicare,97110,GO,1,15\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	run := func(input string, force bool) (said string, err error) {
		var out strings.Builder
		_, err = runAudit(auditOptions{readOptions: readOptions{paths: []string{input}, asOf: samplesAsOf}, out: folder, setting: "practitioner", apply: "safe", phi: "code", therapist: "name",
			failOn: "never", target: model.DefaultTarget, force: force}, &console{out: &out, err: &out})
		return out.String(), err
	}
	if said, err := run(log, false); err != nil || !strings.Contains(said, "wrote to "+folder) || !strings.Contains(said, "toy.csv") {
		t.Fatalf("error %v, printed %s", err, said)
	}
	for _, out := range report.Written(false) { // only the toy is left, and what the audit would write beside it
		if out.Name != "toy.csv" {
			if err := os.Remove(filepath.Join(folder, out.Name)); err != nil {
				t.Fatal(err)
			}
		}
	}
	if said, err := run(log, false); err == nil || !strings.Contains(err.Error(), "toy.csv: exists already") || strings.Contains(said, "audited") {
		t.Errorf("error %v, printed %s", err, said)
	}
	if said, err := run(folder, true); err != nil || !strings.Contains(said, "toy.csv: skipped: an earlier output of this program") {
		t.Errorf("error %v, printed %s", err, said)
	}
}

// TestNoOutputWithoutTheOthers: where one output cannot be written none appears or replaces another file, and nothing is
// asked that only a whole run may do, such as saving its crosswalk.
func TestNoOutputWithoutTheOthers(t *testing.T) {
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "there.csv"), []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	full := errors.New("the disk is full")
	may := func() error { t.Error("asked whether an output may appear"); return nil }
	broken := report.Output{Name: "broken.csv", Write: func(io.Writer, *audit.Result, report.Rendering) error { return full }}
	job := writing{folder: folder, outputs: []report.Output{textOutput("new.csv"), textOutput("there.csv"), broken}, result: &audit.Result{}, force: true, canPublish: may}
	err := job.write(&console{out: io.Discard, err: io.Discard})
	if !errors.Is(err, full) {
		t.Errorf("error %v", err)
	}
	entries, err := os.ReadDir(folder)
	if err != nil || len(entries) != 1 || entries[0].Name() != "there.csv" {
		t.Errorf("left behind: %v, %v", entries, err)
	}
	if content, err := os.ReadFile(filepath.Join(folder, "there.csv")); err != nil || string(content) != "old" {
		t.Errorf("there.csv: %q, %v", content, err)
	}
}

// TestOutputsThatMayNotAppear: one that is held back at last takes the new ones with it; what it says is said once an output.
func TestOutputsThatMayNotAppear(t *testing.T) {
	folder := t.TempDir()
	held := errors.New("held back")
	var asked atomic.Int32
	job := writing{folder: folder, outputs: []report.Output{textOutput("a.csv"), textOutput("b.csv")}, result: &audit.Result{}, canPublish: func() error {
		if asked.Add(1) == 2 {
			return held
		}
		return nil
	}}
	if err := job.write(&console{out: io.Discard, err: io.Discard}); !errors.Is(err, held) {
		t.Errorf("error %v", err)
	}
	if entries, err := os.ReadDir(folder); err != nil || len(entries) != 0 {
		t.Errorf("left behind: %v, %v", entries, err)
	}
}
