package model

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestFormulasAreGuarded holds REP-117.
func TestFormulasAreGuarded(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "=1+1": "'=1+1", "+1 555": "'+1 555", "-": "'-", "@x": "'@x", "\t=1": "' =1", "\r=1": "'=1", "\x01=1": "'=1",
		"-3": "-3", "+2.5": "+2.5", "-1.": "'-1.", "4": "4", "a=b": "a=b", "two\nlines": "two lines", "bad\xff": "bad?", "é": "é",
	} {
		if got := CellText(text); got != want {
			t.Errorf("%q is written as %q, want %q", text, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		text := CellText(rapid.StringMatching(`[=+@\t\r\n\x00 a1.-]{0,6}`).Draw(t, "text"))
		if isFormula(text) {
			t.Fatalf("%q would be a formula", text)
		}
	})
}

// A page shows the start of a very long value, and of how many characters it is.
func TestStartOf(t *testing.T) {
	if short := strings.Repeat("é", 600); startOf(short) != short {
		t.Error("600 characters are cut")
	}
	if got, want := startOf(strings.Repeat("é", 1601)), strings.Repeat("é", 600)+"… (1,601 characters)"; got != want {
		t.Errorf("got %q", got)
	}
}
