package command

import (
	"io"
	"slices"
	"strings"
	"testing"
)

// TestFlagsAnywhere: flags may stand behind files, and between them.
func TestFlagsAnywhere(t *testing.T) {
	code := 0
	app := newApp(&console{out: io.Discard, err: io.Discard}, &code)
	for line, want := range map[string]string{
		"otaudit audit a.csv --out o":                          "otaudit audit --out o a.csv",
		"otaudit audit a.csv --out=o --force b.csv":            "otaudit audit --out=o --force a.csv b.csv",
		"otaudit audit --column T=units a.csv --column U=skip": "otaudit audit --column T=units --column U=skip a.csv",
		"otaudit audit -- a.csv --out":                         "otaudit audit -- a.csv --out",
		"otaudit audit a.csv -- -b.csv":                        "otaudit audit -- a.csv -b.csv",
		"otaudit convert - --quiet":                            "otaudit convert --quiet -",
		"otaudit units 97110=39 --as-of 2026-01-31":            "otaudit units --as-of 2026-01-31 97110=39",
		"otaudit --help":                                       "otaudit --help",
		"otaudit":                                              "otaudit",
		"otaudit audit a.csv --nosuch":                         "otaudit audit --nosuch a.csv",
		"otaudit audit a.csv --out":                            "otaudit audit --out a.csv",
		"otaudit tables check dir --nosuch":                    "otaudit tables check --nosuch dir",
	} {
		if got := strings.Join(flagsToFront(strings.Fields(line), app.Commands), " "); got != want {
			t.Errorf("%s: %s, want %s", line, got, want)
		}
	}
	args := []string{"otaudit", "audit", "a.csv", "--quiet"}
	before := slices.Clone(args)
	if flagsToFront(args, app.Commands); !slices.Equal(args, before) {
		t.Error("the arguments were changed in place")
	}
}
