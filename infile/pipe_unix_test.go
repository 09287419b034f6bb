//go:build unix

package infile

import (
	"errors"
	"path/filepath"
	"syscall"
	"testing"
)

// A pipe is refused at once: opening it would wait.
func TestPipesAreRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Fatal(err)
	}
	_, opened := Open(path)
	_, kept := ReadAtMost(path, 10)
	_, listed := ReadDir(path)
	for _, err := range []error{opened, kept} {
		if !errors.Is(err, ErrNotRegular) || err.Error() != path+": not a regular file" {
			t.Errorf("%v", err)
		}
	}
	if !errors.Is(listed, ErrNotFolder) {
		t.Errorf("listed: %v", listed)
	}
}
