package atomicfile

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
)

// The pieces of a run that was killed are removed by the next one, and only they.
func TestEnterRemovesPieces(t *testing.T) {
	folder := t.TempDir()
	part := filepath.Join(folder, "internal")
	kept := filepath.Join(folder, "notes.txt")
	for _, err := range []error{os.MkdirAll(filepath.Join(part, prefix+"2"), 0o700), os.WriteFile(filepath.Join(folder, prefix+"1"), nil, 0o600),
		os.WriteFile(filepath.Join(folder, lockName), nil, 0o600), os.WriteFile(kept, nil, 0o600)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	f, err := Enter(folder, 0o777, "internal", "share")
	if err != nil {
		t.Fatal(err)
	}
	f.Leave()
	if entries, _ := os.ReadDir(part); len(entries) != 0 {
		t.Errorf("the part holds %v", entries)
	}
	if entries, _ := os.ReadDir(folder); len(entries) != 2 {
		t.Errorf("the folder holds %v", entries)
	}
}

// Two runs do not write into one folder at once; what the first has begun is left alone.
func TestEnterKeepsOthersOut(t *testing.T) {
	folder := t.TempDir()
	first, err := Enter(folder, 0o777)
	if err != nil {
		t.Fatal(err)
	}
	pending, err := Prepare(filepath.Join(folder, "report.pdf"), 0o600, func(w io.Writer) error { return nil })
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Enter(folder, 0o777); !errors.Is(err, ErrBusy) {
		t.Errorf("a second run: %v", err)
	}
	if err := pending.Place(); err != nil {
		t.Error(err)
	}
	first.Leave()
	second, err := Enter(folder, 0o777)
	if err != nil {
		t.Fatal(err)
	}
	second.Leave()
}

// A folder that was made and holds nothing in the end is gone with the run; one that was there stays.
func TestLeaveRemovesEmptyFolders(t *testing.T) {
	there := t.TempDir()
	f, err := Enter(filepath.Join(there, "a", "b"), 0o777)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Make("internal", 0o700); err != nil {
		t.Fatal(err)
	}
	f.Leave()
	if entries, err := os.ReadDir(there); err != nil || len(entries) != 0 {
		t.Errorf("left behind: %v, %v", entries, err)
	}
}

// A part that only its owner may read becomes so, whoever made it.
func TestMakeNarrows(t *testing.T) {
	folder := t.TempDir()
	part := filepath.Join(folder, "internal")
	if err := os.Mkdir(part, 0o755); err != nil {
		t.Fatal(err)
	}
	f, err := Enter(folder, 0o777)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Leave()
	if err := f.Make("internal", 0o700); err != nil {
		t.Fatal(err)
	}
	if info, _ := os.Stat(part); info.Mode().Perm() != 0o700 {
		t.Errorf("the part has the mode %o", info.Mode().Perm())
	}
}

// A failure names the output, not the temporary file.
func TestWriteErrorNamesTheOutput(t *testing.T) {
	path := filepath.Join(t.TempDir(), "report.pdf")
	err := Write(path, 0o600, false, func(io.Writer) error {
		return &os.PathError{Op: "write", Path: "/x/.otaudit-1", Err: errors.New("no space left")}
	})
	var unwritten *WriteError
	if !errors.As(err, &unwritten) || err.Error() != path+": cannot be written: no space left" {
		t.Errorf("the error is %v", err)
	}
}
