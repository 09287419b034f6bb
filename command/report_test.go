package command

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
)

// TestNoOutputWithoutTheOthers: where one output cannot be written none appears or replaces another file, and nothing is
// asked that only a whole run may do, such as saving its crosswalk.
func TestNoOutputWithoutTheOthers(t *testing.T) {
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "there.csv"), []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	text := func(w io.Writer) error { _, err := io.WriteString(w, "new"); return err }
	full := errors.New("the disk is full")
	may := func() error { t.Error("asked whether an output may appear"); return nil }
	err := writeOutputs(folder, []output{{name: "new.csv", write: text, canPublish: may}, {name: "there.csv", write: text, canPublish: may},
		{name: "broken.csv", write: func(io.Writer) error { return full }}}, true, &console{out: io.Discard, err: io.Discard})
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
	text := func(w io.Writer) error { _, err := io.WriteString(w, "new"); return err }
	held := errors.New("held back")
	outputs := []output{{name: "a.csv", write: text}, {name: "b.csv", write: text, canPublish: func() error { return held }}}
	if err := writeOutputs(folder, outputs, false, &console{out: io.Discard, err: io.Discard}); !errors.Is(err, held) {
		t.Errorf("error %v", err)
	}
	if entries, err := os.ReadDir(folder); err != nil || len(entries) != 0 {
		t.Errorf("left behind: %v, %v", entries, err)
	}
}
