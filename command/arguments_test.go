package command

import (
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/urfave/cli/v2"

	"otaudit/near"
)

func commandsOf(t *testing.T) []*cli.Command {
	t.Helper()
	code := 0
	return newApp(&console{out: io.Discard, err: io.Discard}, &code).Commands
}

// inFolderOf lets a test stand in a folder with these files.
func inFolderOf(t *testing.T, names ...string) {
	t.Helper()
	folder := t.TempDir()
	for _, name := range names {
		if err := os.WriteFile(filepath.Join(folder, name), []byte("DOS,CPT\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(folder)
}

// TestArrange holds what a line as it is typed means: flags anywhere, files without a command, commands before files.
func TestArrange(t *testing.T) {
	commands := commandsOf(t)
	inFolderOf(t, "a.csv", "b.csv", "rules", "help")
	for typed, want := range map[string]string{
		"audit a.csv --out o":                          "audit --out o -- a.csv",
		"audit a.csv --out=o --force b.csv":            "audit --out=o --force -- a.csv b.csv",
		"audit --column T=units a.csv --column U=skip": "audit --column T=units --column U=skip -- a.csv",
		"audit -- a.csv --out":                         "audit -- a.csv --out",
		"audit a.csv -- -b.csv":                        "audit -- a.csv -b.csv",
		"convert - --quiet":                            "convert --quiet -- -",
		"units 97110=39 --as-of 2026-01-31":            "units --as-of 2026-01-31 -- 97110=39",
		"--out o audit a.csv":                          "audit --out o -- a.csv",
		"--tables dir tables list":                     "tables list --tables dir --",
		"tables --tables dir list":                     "tables list --tables dir --",
		"audit --workers -1 a.csv":                     "audit --workers -1 -- a.csv",
		"a.csv":                                        "audit -- a.csv",
		"a.csv b.csv --quiet":                          "audit --quiet -- a.csv b.csv",
		"--quiet a.csv":                                "audit --quiet -- a.csv",
		"*.csv":                                        "audit -- *.csv",
		"-":                                            "audit -- -",
		"-- missing.csv":                               "audit -- missing.csv",
		"rules":                                        "rules --",
		"./rules":                                      "audit -- ./rules",
		"audit rules":                                  "audit -- rules",
		"audit help":                                   "audit -- help",
		"units help":                                   "units -- help",
		"inspect -- help":                              "inspect -- help",
		"":                                             "--help",
		"-h":                                           "--help",
		"/?":                                           "--help",
		"audit -h":                                     "audit --help",
		"--help audit a.csv":                           "audit --help",
		"tables list /?":                               "tables list --help",
		"--version":                                    "--version",
		"audit --version":                              "--version",
		"--quiet":                                      "audit --quiet --",
	} {
		line := append([]string{"otaudit"}, strings.Fields(typed)...)
		before := slices.Clone(line)
		got, err := arrange(line, commands)
		if text := strings.Join(got, " "); err != nil || text != "otaudit "+want {
			t.Errorf("otaudit %s: %s (%v), want otaudit %s", typed, text, err, want)
		}
		if !slices.Equal(line, before) {
			t.Errorf("otaudit %s: the arguments were changed in place", typed)
		}
	}
}

// TestArrangeHelp: help is a word too where no file has that name.
func TestArrangeHelp(t *testing.T) {
	inFolderOf(t)
	got, err := arrange([]string{"otaudit", "units", "help"}, commandsOf(t))
	if text := strings.Join(got, " "); err != nil || text != "otaudit units --help" {
		t.Errorf("%s (%v)", text, err)
	}
}

// TestDidYouMean holds the answers to slips of the keyboard.
func TestDidYouMean(t *testing.T) {
	commands := commandsOf(t)
	inFolderOf(t, "January.csv")
	for typed, want := range map[string][2]string{
		"audti a.csv":                   {`"audti": neither a command nor a file`, "did you mean audit?"},
		"Inspect a.csv":                 {`"Inspect": neither a command nor a file`, "did you mean inspect?"},
		"Januray.csv":                   {`"Januray.csv": neither a command nor a file`, "did you mean January.csv?"},
		"frobnicate":                    {`"frobnicate": neither a command nor a file`, "otaudit --help lists the commands"},
		"frobnicate --help":             {`"frobnicate": neither a command nor a file`, "otaudit --help lists the commands"},
		"audit January.csv --ouput o":   {"--ouput: no such flag of otaudit audit", "did you mean --out?"},
		"audit January.csv --zzz":       {"--zzz: no such flag of otaudit audit", "see otaudit audit --help"},
		"audit January.csv --out":       {"--out: its value is missing", "--out takes folder of the outputs"},
		"audit --out --force a.csv":     {"--out: its value is missing", "--out takes folder of the outputs"},
		"tables lsit":                   {`no command "lsit" of otaudit tables`, "did you mean list?"},
		"rules --fromat json":           {"--fromat: no such flag of otaudit rules", "did you mean --format?"},
		"tables check dir --nosuch":     {"--nosuch: no such flag of otaudit tables check", "see otaudit tables check --help"},
		"--verison":                     {"--verison: no such flag of otaudit audit", "did you mean --version?"},
		"-q January.csv":                {"-q: no such flag of otaudit audit", "did you mean --quiet?"},
		"./rules":                       {`"./rules": neither a command nor a file`, "otaudit --help lists the commands"},
		"--client Elm --nosuch Jan.csv": {`"Jan.csv": neither a command nor a file`, "did you mean January.csv?"},
	} {
		_, err := arrange(append([]string{"otaudit"}, strings.Fields(typed)...), commands)
		h, ok := err.(hinted)
		if !ok || h.Error() != want[0] || !strings.HasPrefix(h.hint, want[1]) {
			t.Errorf("otaudit %s: %v; %s\nwant %s; %s", typed, err, h.hint, want[0], want[1])
		}
	}
	if meant := near.To("", []string{"audit", ""}); meant != "" {
		t.Errorf("nothing is near to nothing: %q", meant)
	}
}

// TestFlagsTakeTheSameValues: whether a flag takes a value cannot hang on the command, which may stand behind it.
func TestFlagsTakeTheSameValues(t *testing.T) {
	takes := map[string]bool{}
	all := (&typed{}).scope(commandsOf(t))
	for _, c := range all {
		for _, f := range c.Flags {
			name := f.Names()[0]
			value := takesValue(name, []*cli.Command{c})
			if before, known := takes[name]; known && before != value {
				t.Errorf("--%s takes a value in one command and none in another", name)
			}
			takes[name] = value
		}
	}
}

// TestDropped: files dropped on the program have their outputs beside them, and only a line of files alone was dropped.
func TestDropped(t *testing.T) {
	commands := commandsOf(t)
	inFolderOf(t, "a.csv")
	for typed, want := range map[string]bool{"a.csv": true, "a.csv b.csv": true, "": true, "audit a.csv": false, "a.csv --quiet": false, "rules": false} {
		if got := fromDesktop(append([]string{"otaudit"}, strings.Fields(typed)...), commands); got != want {
			t.Errorf("otaudit %s: from the desktop %v, want %v", typed, got, want)
		}
	}
	got := strings.Join(besideFirst([]string{"otaudit", filepath.Join("logs", "a.csv"), "b.csv"}), " ")
	if want := "otaudit --out " + filepath.Join("logs", "otaudit-out") + " " + filepath.Join("logs", "a.csv") + " b.csv"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
