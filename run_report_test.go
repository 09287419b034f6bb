package main

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
)

// TestWriteOutputsTakesBack: where one output cannot be written none appears, but what replaced another file stays.
func TestWriteOutputsTakesBack(t *testing.T) {
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "there.csv"), []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	text := func(w io.Writer) error { _, err := io.WriteString(w, "new"); return err }
	full := errors.New("the disk is full")
	err := writeOutputs(folder, []output{{name: "new.csv", write: text}, {name: "there.csv", write: text},
		{name: "broken.csv", write: func(io.Writer) error { return full }}}, true, &voice{out: io.Discard, err: io.Discard})
	if !errors.Is(err, full) {
		t.Errorf("error %v", err)
	}
	entries, err := os.ReadDir(folder)
	if err != nil || len(entries) != 1 || entries[0].Name() != "there.csv" {
		t.Errorf("left behind: %v, %v", entries, err)
	}
	if content, err := os.ReadFile(filepath.Join(folder, "there.csv")); err != nil || string(content) != "new" {
		t.Errorf("there.csv: %q, %v", content, err)
	}
}
