package command

import (
	"bytes"
	"errors"
	"strings"
	"testing"
)

// What is printed of files neither steers a terminal nor turns the direction of writing.
func TestConsoleEscapes(t *testing.T) {
	var out bytes.Buffer
	con := &console{out: &out, err: &out}
	bad := "a\x1b[31mb\u009bc\u202ed\x07"
	con.problem(hint(errors.New(bad), bad))
	con.note("%s: %v", bad, errors.New(bad))
	con.line("%s", bad)
	for _, sign := range []string{"\x1b", "\u009b", "\u202e", "\x07"} {
		if strings.Contains(out.String(), sign) {
			t.Errorf("printed %q", out.String())
		}
	}
	if want := `a\x1b[31mb\u009bc\u202ed\x07`; strings.Count(out.String(), want) != 5 {
		t.Errorf("printed %q, want %s five times", out.String(), want)
	}
	if got := escaped("Zoë ist 日本"); got != "Zoë ist 日本" {
		t.Errorf("harmless text becomes %q", got)
	}
}
