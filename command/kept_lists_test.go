package command

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestKeptListsAreBounded: a list that people keep is refused before it is read if it is larger than any that one keeps, and the file
// that otaudit accept writes has the bound of the audit that reads it.
func TestKeptListsAreBounded(t *testing.T) {
	path := filepath.Join(t.TempDir(), "list.csv")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(path, mostKept+1); err != nil {
		t.Fatal(err)
	}
	for name, read := range map[string]func() error{
		"waivers": func() error { _, err := readWaivers(path); return err },
		"opening": func() error { _, err := readOpening(path); return err },
		"accept": func() error {
			return runAccept(acceptOptions{file: path, list: true}, &console{out: io.Discard, err: io.Discard})
		},
	} {
		if err := read(); err == nil || !strings.Contains(err.Error(), "list.csv: more than the limit of") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
