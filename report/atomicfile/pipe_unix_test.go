//go:build unix

package atomicfile

import (
	"path/filepath"
	"syscall"
	"testing"
)

// A pipe is refused at once: opening it would wait.
func TestOpenRegularRefusesPipes(t *testing.T) {
	path := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenRegular(path); err == nil {
		t.Error("a pipe was opened")
	}
}
