package infile

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestOpen(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.csv")
	if err := os.WriteFile(path, []byte("abc"), 0o600); err != nil {
		t.Fatal(err)
	}
	if text, err := ReadAtMost(path, 3); err != nil || string(text) != "abc" {
		t.Errorf("%q, %v", text, err)
	}
	_, folder := Open(dir)
	_, missing := Open(path + "x")
	_, large := ReadAtMost(path, 2)
	for _, c := range []struct{ got, want error }{{folder, ErrFolder}, {missing, fs.ErrNotExist}, {large, ErrTooLarge{2}}} {
		if !errors.Is(c.got, c.want) || !strings.HasPrefix(c.got.Error(), dir) {
			t.Errorf("%v, want %v", c.got, c.want)
		}
	}
}

// Standard input is kept, up to its limit, and read as a file as often as somebody likes.
func TestStandardInput(t *testing.T) {
	if _, err := readStdin(strings.NewReader("abcd"), 3); !errors.Is(err, ErrTooLarge{3}) || !strings.HasPrefix(err.Error(), "standard input: more than") {
		t.Errorf("%v", err)
	}
	text, err := readStdin(strings.NewReader("abc"), 3)
	if err != nil {
		t.Fatal(err)
	}
	var file File = stdinFile{bytes.NewReader(text)}
	info, err := file.Stat()
	if err != nil || info.Size() != 3 || !info.Mode().IsRegular() || info.Mode().Perm() != 0o600 {
		t.Errorf("%+v, %v", info, err)
	}
	for range 2 {
		if _, err := file.Seek(1, io.SeekStart); err != nil {
			t.Fatal(err)
		}
		if rest, err := io.ReadAll(file); err != nil || string(rest) != "bc" {
			t.Errorf("%q, %v", rest, err)
		}
	}
}
