package command

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestCandidates holds what may stand where the cursor is, after the words before it.
func TestCandidates(t *testing.T) {
	commands := commandsOf(t)
	for line, want := range map[string]string{
		"expl":                       "explain",
		"tables ":                    "list check export import",
		"report --paper ":            "letter a4",
		"report --paper=l":           "--paper=letter",
		"report audit.json --for":    "--force",
		"report --force --for":       "",
		"audit --column A=skip --co": "--counsel --column",
		"--dates ":                   "mdy dmy ymd",
		"--appl":                     "--apply",
		"explain U00":                "U001 U002 U003 U004 U005 U006 U007 U008 U009",
		"explain U001 M00":           "M001 M002 M003 M004 M005 M006 M007 M008 M009",
		"help un":                    "units",
		"completion ":                "bash zsh fish powershell",
		"audit lo":                   "",
		"lo":                         "",
		"__":                         "",
		"audit --out ":               "",
		"tables list --he":           "--help",
	} {
		words := strings.Fields(line)
		begun := ""
		if !strings.HasSuffix(line, " ") {
			begun, words = words[len(words)-1], words[:len(words)-1]
		}
		var got []string
		for _, c := range candidates(words, begun, commands) {
			got = append(got, c.word)
		}
		if text := strings.Join(got, " "); text != want {
			t.Errorf("otaudit %s: %q, want %q", line, text, want)
		}
	}
}

// TestCompletionScripts lets each shell at hand complete a line with its script.
func TestCompletionScripts(t *testing.T) {
	folder := t.TempDir()
	program := filepath.Join(folder, "otaudit")
	if out, err := exec.Command("go", "build", "-o", program, "..").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for shell, line := range map[string]string{
		"bash": `source <(otaudit completion bash); COMP_WORDS=(otaudit report --paper = l); COMP_CWORD=4; _otaudit; echo "${COMPREPLY[@]}"
			COMP_WORDS=(otaudit tables ""); COMP_CWORD=2; _otaudit; echo "${COMPREPLY[@]}"`,
		"fish": `otaudit completion fish | source; complete -C "otaudit report --paper l"; complete -C "otaudit tables "`,
		"zsh": `compdef() { :; }; _files() { echo files }; _describe() { echo ${found%%:*} }; source <(otaudit completion zsh)
			words=(otaudit report --paper l); CURRENT=4; _otaudit; words=(otaudit tables ""); CURRENT=3; _otaudit`,
	} {
		t.Run(shell, func(t *testing.T) {
			if _, err := exec.LookPath(shell); err != nil {
				t.Skip("not installed")
			}
			run := exec.Command(shell, "-c", line)
			run.Env = append(os.Environ(), "PATH="+folder+string(os.PathListSeparator)+os.Getenv("PATH"))
			out, err := run.CombinedOutput()
			var got []string
			for _, word := range strings.Fields(string(out)) {
				if slices.Contains([]string{"letter", "list", "check", "export", "import"}, word) {
					got = append(got, word)
				}
			}
			slices.Sort(got)
			if text := strings.Join(slices.Compact(got), " "); err != nil || text != "check export import letter list" || bytes.Contains(out, []byte("files")) && shell == "zsh" {
				t.Errorf("%v: %s", err, out)
			}
		})
	}
}

// TestCompletionCoversShells: each shell that the help names has a script.
func TestCompletionCoversShells(t *testing.T) {
	for _, shell := range shells {
		if _, err := scripts.ReadFile("completion/" + shellScripts[shell]); err != nil {
			t.Error(err)
		}
	}
}

func TestWantsColor(t *testing.T) {
	for _, test := range []struct {
		noColor, term string
		want          bool
	}{{"", "xterm", true}, {"", "", true}, {"1", "xterm", false}, {"", "dumb", false}} {
		env := map[string]string{"NO_COLOR": test.noColor, "TERM": test.term}
		if got := wantsColor(func(name string) string { return env[name] }); got != test.want {
			t.Errorf("%v: %v", test, got)
		}
	}
	var out bytes.Buffer
	(&console{out: &out, err: &out}).problem(os.ErrNotExist)
	if out.String() != "otaudit: error: file does not exist\n" {
		t.Errorf("what is no terminal gets %q", out.String())
	}
}
