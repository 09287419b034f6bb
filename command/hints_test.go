package command

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"otaudit/audit"
)

// hintedLog is a log that cannot be read without a decision, and in which more units are billed than the minutes support.
type hintedLog struct {
	name, log string
	flags     []string // that the run offers, and that lead to the error; as they are typed
}

// hintedLogs are logs of which two readings are as likely as each other, or of which nothing says what a column is.
var hintedLogs = []hintedLog{
	{"two columns of units", `DOS,Patient,CPT,Mod,Units,Billed Units,Minutes,Payer
10/13/2026,"Alder, W",97110,GO,2,3,30,Medicare
10/13/2026,"Birch, T",97530,GO,2,2,30,Medicare
10/14/2026,"Cedar, I",97530,GO,1,1,15,Medicare
`, []string{`--column "Billed Units=units"`}},
	{"two columns of one header", `DOS,Patient,CPT,Mod,Units,Time,Time,Payer
10/13/2026,"Alder, W",97110,GO,3,30,12,Medicare
10/13/2026,"Birch, T",97530,GO,2,30,14,Medicare
10/14/2026,"Cedar, I",97530,GO,1,15,16,Medicare
`, []string{`--column "#6=minutes"`}},
	{"two columns of one header, the second", `DOS,Patient,CPT,Mod,Units,Time,Time,Payer
10/13/2026,"Alder, W",97110,GO,3,45,30,Medicare
10/13/2026,"Birch, T",97530,GO,2,30,24,Medicare
10/14/2026,"Cedar, I",97530,GO,1,15,16,Medicare
`, []string{`--column "#7=minutes"`}},
	{"two dates", `Date 1,Date 2,Patient,CPT,Mod,Units,Minutes,Payer
10/13/2026,10/15/2026,"Alder, W",97110,GO,3,30,Medicare
10/13/2026,10/15/2026,"Birch, T",97530,GO,2,30,Medicare
10/14/2026,10/16/2026,"Cedar, I",97530,GO,1,15,Medicare
`, []string{`--column "Date 1=date_of_service"`}},
	{"minutes mostly in words", `DOS,Patient,CPT,Mod,Units,Minutes,Payer
10/13/2026,"Alder, W",97110,GO,3,30,Medicare
10/13/2026,"Birch, T",97530,GO,2,half an hour,Medicare
10/14/2026,"Cedar, I",97530,GO,1,a while,Medicare
`, []string{`--column "Minutes=minutes"`}},
	{"units mostly in words", `DOS,Patient,CPT,Mod,Units,Minutes,Payer
10/13/2026,"Alder, W",97110,GO,3,30,Medicare
10/13/2026,"Birch, T",97530,GO,two of them,30,Medicare
10/14/2026,"Cedar, I",97530,GO,one only,15,Medicare
`, []string{`--column "Units=units"`}},
	{"dates in both orders", `DOS,Patient,CPT,Mod,Units,Minutes,Payer
10/3/2026,"Alder, W",97110,GO,3,30,Medicare
13/10/2026,"Birch, T",97530,GO,2,30,Medicare
10/14/2026,"Cedar, I",97530,GO,1,15,Medicare
`, []string{"--dates mdy"}},
	{"a header with the shell's signs", `DOS,Patient,CPT,Mod,Units $,"Billed ""Units""",Minutes,Payer
10/13/2026,"Alder, W",97110,GO,2,3,30,Medicare
10/13/2026,"Birch, T",97530,GO,2,2,30,Medicare
10/14/2026,"Cedar, I",97530,GO,1,1,15,Medicare
`, []string{`--column 'Billed "Units"=units'`}},
	{"two columns of minutes", `DOS,Patient,CPT,Mod,Units,Minutes,Min,Payer
10/13/2026,"Alder, W",97110,GO,3,30,45,Medicare
10/13/2026,"Birch, T",97530,GO,2,30,31,Medicare
10/14/2026,"Cedar, I",97530,GO,1,15,16,Medicare
`, []string{`--column "Minutes=minutes"`}},
}

// TestHintsWork runs the program on logs that wait for a decision, types a flag exactly as the run offers it, runs again and
// finds the planted error, which the first run did not.
func TestHintsWork(t *testing.T) {
	for _, test := range hintedLogs {
		t.Run(test.name, func(t *testing.T) {
			folder := t.TempDir()
			log := filepath.Join(folder, "log.csv")
			if err := os.WriteFile(log, []byte(test.log), 0o600); err != nil {
				t.Fatal(err)
			}
			args := []string{"audit", "--as-of", "11/23/2026", "--out", filepath.Join(folder, "first"), log}
			said := runCommand(t, args)
			if overBilled(t, filepath.Join(folder, "first")) {
				t.Fatalf("the error is found without a flag:\n%s", said)
			}
			args = append(args, "--out", filepath.Join(folder, "again"))
			for _, flag := range test.flags {
				if !strings.Contains(said, flag) {
					t.Fatalf("%s is not offered:\n%s", flag, said)
				}
				args = append(args, shellWords(flag)...)
			}
			again := runCommand(t, args)
			if !overBilled(t, filepath.Join(folder, "again")) {
				t.Errorf("with %v the error is not found:\n%s", test.flags, again)
			}
		})
	}
}

// TestPayerHintDecides: the flag that is offered for a school settles the payer. Most states pay by the 8-minute rule and may not, so
// that what is found stays a warning.
func TestPayerHintDecides(t *testing.T) {
	folder := t.TempDir()
	log := filepath.Join(folder, "log.csv")
	if err := os.WriteFile(log, []byte(`DOS,Student,School,Grade,CPT,Mod,Units,Minutes
10/13/2026,"Alder, W",Lincoln,2,97110,GO,3,39
10/13/2026,"Alder, W",Lincoln,2,97124,GO,2,23
10/13/2026,"Birch, T",Lincoln,3,97530,GO,2,30
10/14/2026,"Cedar, I",Lincoln,1,97530,GO,1,15
`), 0o600); err != nil {
		t.Fatal(err)
	}
	args := []string{"audit", "--as-of", "11/23/2026", "--out", filepath.Join(folder, "first"), log}
	if said := runCommand(t, args); !strings.Contains(said, `not decided: payer (the log says "Student"): --payer medicaid`) {
		t.Fatalf("not offered:\n%s", said)
	}
	args = append(args, "--out", filepath.Join(folder, "again"), "--payer", "medicaid")
	if said := runCommand(t, args); strings.Contains(said, "not decided") {
		t.Errorf("still open:\n%s", said)
	}
}

// runCommand runs the program in process and gives what it says on both streams.
func runCommand(t *testing.T, args []string) string {
	t.Helper()
	var out strings.Builder
	code := 0
	app := newApp(&console{out: &out, err: &out}, &code)
	if err := runLine(app, append([]string{"otaudit"}, args...)); err != nil {
		t.Fatalf("%v: %v", args, err)
	}
	return out.String()
}

// overBilled says whether findings.csv has a day of which the units are above what the minutes support.
func overBilled(t *testing.T, folder string) bool {
	t.Helper()
	return slices.ContainsFunc(readTable(t, filepath.Join(folder, "internal", "findings.csv")), func(f map[string]string) bool {
		return f["rule"] == "U001" && f["severity"] == audit.Error.String()
	})
}

var shellWord = regexp.MustCompile(`"(?:[^"\\]|\\.)*"|'[^']*'|\S+`)

// shellWords divides what is typed as a shell does.
func shellWords(line string) []string {
	words := shellWord.FindAllString(line, -1)
	for i, word := range words {
		switch {
		case strings.HasPrefix(word, "'"):
			words[i] = strings.Trim(word, "'")
		case strings.HasPrefix(word, `"`):
			words[i] = regexp.MustCompile(`\\(.)`).ReplaceAllString(word[1:len(word)-1], "$1")
		}
	}
	return words
}
