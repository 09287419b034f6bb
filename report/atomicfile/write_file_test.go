package atomicfile

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// TestWriteFile holds REP-02.
func TestWriteFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "findings.csv")
	put := func(text string) func(io.Writer) error {
		return func(w io.Writer) error { _, err := io.WriteString(w, text); return err }
	}
	expect := func(text string) {
		t.Helper()
		if got, err := os.ReadFile(path); err != nil || string(got) != text {
			t.Errorf("the file holds %q, %v; want %q", got, err, text)
		}
		if entries, _ := os.ReadDir(dir); len(entries) != 1 {
			t.Errorf("the folder holds %d files", len(entries))
		}
	}
	if err := Write(path, 0o640, false, put("one")); err != nil {
		t.Fatal(err)
	}
	expect("one")
	if info, _ := os.Stat(path); info.Mode().Perm() != 0o640 {
		t.Errorf("the file has the mode %o", info.Mode().Perm())
	}
	if err := Write(path, 0o640, false, put("two")); err == nil || !strings.Contains(err.Error(), "--force") {
		t.Errorf("an existing file: %v", err)
	}
	expect("one")
	if err := Write(path, 0o640, true, put("two")); err != nil {
		t.Error(err)
	}
	expect("two")
	broken := errors.New("broken")
	if err := Write(path, 0o640, true, func(w io.Writer) error { put("half")(w); return broken }); !errors.Is(err, broken) {
		t.Errorf("a failing writer: %v", err)
	}
	expect("two")
	pending, err := Prepare(path, 0o640, put("three"))
	if err != nil {
		t.Fatal(err)
	}
	if text, _ := os.ReadFile(path); string(text) != "two" {
		t.Errorf("a file that is only prepared replaces the other by %q", text)
	}
	pending.Discard()
	expect("two")
	func() {
		defer func() { recover() }()
		Write(path, 0o640, true, func(io.Writer) error { panic("broken") })
	}()
	expect("two")
	if err := Write(dir, 0o640, true, put("x")); err == nil {
		t.Error("a folder was replaced")
	}
}

// TestPieceIsItsOwners: a finished file has its permissions in its place, and until then its owner alone can read it.
func TestPieceIsItsOwners(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("files have no such permissions here")
	}
	path := filepath.Join(t.TempDir(), "report.pdf")
	p, err := Prepare(path, 0o666, func(w io.Writer) error { return nil })
	if err != nil {
		t.Fatal(err)
	}
	check := func(path string, want fs.FileMode) {
		t.Helper()
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != want {
			t.Errorf("%v, %v, want %v", info.Mode(), err, want)
		}
	}
	check(p.temporary, 0o600)
	if err := p.Place(); err != nil {
		t.Fatal(err)
	}
	check(path, 0o666&^umask)
}
