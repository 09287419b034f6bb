package atomicfile

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
)

// The pieces of a run that was killed are removed by the next one; a folder that is made is its owner's alone.
func TestMakeFolderRemovesPieces(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "out")
	if err := MakeFolder(folder); err != nil {
		t.Fatal(err)
	}
	if info, _ := os.Stat(folder); info.Mode().Perm() != 0o700 {
		t.Errorf("the folder has the mode %o", info.Mode().Perm())
	}
	piece, kept := filepath.Join(folder, prefix+"1"), filepath.Join(folder, "notes.txt")
	if err := errors.Join(os.Mkdir(filepath.Join(folder, prefix+"2"), 0o700), os.WriteFile(piece, nil, 0o600), os.WriteFile(kept, nil, 0o600)); err != nil {
		t.Fatal(err)
	}
	if err := MakeFolder(folder); err != nil {
		t.Fatal(err)
	}
	if entries, _ := os.ReadDir(folder); len(entries) != 1 || entries[0].Name() != "notes.txt" {
		t.Errorf("the folder holds %v", entries)
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
