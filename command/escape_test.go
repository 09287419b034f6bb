package command

import (
	"bytes"
	"fmt"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"

	"otaudit/importers/importtest"
)

// forged stands behind line ends in what tests print: no line of the output may begin with it.
const forged = "otaudit: error: forged"

// hostileText draws a text of what steers a terminal, begins a line or turns the direction of writing, and of harmless letters.
func hostileText(t *rapid.T, what string) string {
	pieces := []string{"\x1b[31m", "\x1b]0;pwn\a", "\u009b2J", "\u0085", "\u202e", "\u2066", "\u200f", "\u2028", "\x7f", "\b", "\r", "\t", "\n" + forged, "\r\n" + forged, "Zoë", " ", "日本"}
	return strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 1, 4).Draw(t, what), "a")
}

// Whatever names and values files, flags and arguments hold, no command prints anything that steers a terminal or begins a line
// of its own.
func TestNothingPrintedSteers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		dir, err := os.MkdirTemp("", "escape")
		if err != nil {
			t.Fatal(err)
		}
		defer os.RemoveAll(dir)
		folder := filepath.Join(dir, "in")
		if runtime.GOOS != "windows" { // which takes no such names
			folder = filepath.Join(dir, hostileText(t, "folder"))
		}
		if err := os.Mkdir(folder, 0o700); err != nil {
			t.Fatal(err)
		}
		quoted := func(what string) string { return `"` + hostileText(t, what) + `"` }
		note := strings.Repeat("long and harmless note ", 40)
		logText := "Patient ID,Date of Service,CPT Code,Modifiers,Units,Minutes,Payer," + quoted("header") + ",Notes\n" +
			fmt.Sprintf("P1,3/25/2026,97110,GO,3,30,%s,x,%s\n", quoted("payer"), note) +
			fmt.Sprintf("P1,%s,97110,GO,3,30,Medicare,x,%s\nP2,3/26/2026,%s,GO,1,15,Medicare,x,%s\n", quoted("date"), note, quoted("code"), note)
		for name, text := range map[string]string{"log.csv": logText, "notable.csv": quoted("text") + "\n",
			"audit.json": `{"` + hostileText(t, "key") + `": 1}`, "waivers.csv": "finding_id,by,until,reason\n" + quoted("id") + ",me,2026-12-31,x\n",
			"opening.csv":  "patient,year,discipline_group,amount\nP1," + quoted("year") + ",OT,1\n",
			"profile.yaml": "name: x\n" + quoted("key") + ": 1\n", "codes.csv": quoted("column") + "\n"} {
			importtest.Overwrite(t, filepath.Join(folder, name), []byte(text))
		}
		importtest.Overwrite(t, filepath.Join(folder, "book.xlsx"), namedSheet(t, hostileText(t, "sheet")))
		at := func(name string) string { return filepath.Join(folder, name) }
		out := filepath.Join(folder, "out")
		checkPrinted(t, rapid.SampledFrom([][]string{
			{"audit", "--out", out, at("log.csv"), at("book.xlsx"), at("notable.csv"), at("missing.csv")}, {"audit", "--out", out, at("log.csv"), at("book.xlsx")},
			{"audit", "--out", out, at("log.csv")}, {"inspect", at("log.csv"), at("book.xlsx")}, {"inspect", "--all", at("log.csv"), at("book.xlsx")},
			{"inspect", "--json", at("log.csv"), at("book.xlsx")}, {"convert", "--out", filepath.Join(folder, "c.csv"), at("log.csv")},
			{"audit", "--out", out, "--column", hostileText(t, "flag") + "=minutes", at("log.csv")}, {"audit", "--out", out, "--payer", hostileText(t, "payer flag"), at("log.csv")},
			{"audit", "--out", out, "--waivers", at("waivers.csv"), at("log.csv")}, {"audit", "--out", out, "--opening", at("opening.csv"), at("log.csv")},
			{"audit", "--out", out, "--profile", at("profile.yaml"), at("log.csv")}, {"audit", "--out", out, "--tables", folder, at("log.csv")}, {"audit", "--out", out, "--" + hostileText(t, "name"), at("log.csv")},
			{"report", at("audit.json")}, {"tables", "check", folder}, {"tables", "import", at("log.csv")},
			{"tables", hostileText(t, "subcommand")}, {"units", hostileText(t, "code") + "=15"}, {"explain", hostileText(t, "rule")},
			{"rules", "--format", hostileText(t, "format")}, {hostileText(t, "command")}, {"help", hostileText(t, "help")},
		}).Draw(t, "arguments"))
	})
}

func checkPrinted(t *rapid.T, args []string) {
	var out, err bytes.Buffer
	con, code := &console{out: &out, err: &err}, 0
	app := newApp(con, &code)
	if problem := runLine(app, append([]string{"otaudit"}, args...)); problem != nil {
		con.problem(problem)
	}
	if code == 0 && out.Len()+err.Len() == 0 {
		t.Fatalf("%q printed nothing", args)
	}
	for line := range strings.Lines(err.String()) {
		if !regexp.MustCompile(`^otaudit: (error|hint|note|warning): `).MatchString(line) || strings.HasPrefix(line, forged) {
			t.Fatalf("%q printed the line %q", args, line)
		}
	}
	for line := range strings.Lines(out.String() + err.String()) {
		line = strings.TrimSuffix(line, "\n")
		if strings.HasPrefix(line, forged) || strings.ContainsFunc(line, func(r rune) bool { return steers(r) || r == unicode.ReplacementChar }) {
			t.Fatalf("%q printed %q", args, line)
		}
	}
}

// namedSheet is a workbook whose sheet has this name.
func namedSheet(t *rapid.T, name string) []byte {
	const rels = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://x/%s" Target="%s"/></Relationships>`
	cells := ""
	for i, row := range [][]string{{"Patient ID", "Date of Service", "CPT Code", "Units", "Minutes", html.EscapeString(name)}, {"P1", "3/25/2026", "97110", "3", "30", "x"}} {
		cells += fmt.Sprintf(`<row r="%d">`, i+1)
		for _, text := range row {
			cells += "<c t=\"inlineStr\"><is><t>" + text + "</t></is></c>"
		}
		cells += "</row>"
	}
	return importtest.ZipOf(t, "_rels/.rels", fmt.Sprintf(rels, "officeDocument", "/xl/workbook.xml"), "xl/_rels/workbook.xml.rels", fmt.Sprintf(rels, "worksheet", "sheet.xml"),
		"xl/workbook.xml", `<workbook xmlns:r="r"><sheets><sheet name="`+html.EscapeString(name)+`" sheetId="1" r:id="r"/></sheets></workbook>`,
		"xl/sheet.xml", "<worksheet><sheetData>"+cells+"</sheetData></worksheet>")
}

func TestEscaped(t *testing.T) {
	for text, want := range map[string]string{
		"Zoë ist 日本": "Zoë ist 日本", "a\x1b[31mb\u009bc\u202ed\x07": `a\u001b[31mb\u009bc\u202ed\u0007`, "a\r\n\tb\x7f\u2028": `a\r\n\tb\u007f\u2028`,
		"a\x9b2J\xff": `a\x9b2J\xff`,
	} {
		if got := escaped(text); got != want {
			t.Errorf("%q is shown as %s, want %s", text, got, want)
		}
	}
}

// TestLongErrorsAreShortened: an error that quotes a file is one line that can be read, with its place and its reason.
func TestLongErrorsAreShortened(t *testing.T) {
	var said strings.Builder
	(&console{err: &said}).problem(fmt.Errorf("codes.csv:1: column %s: not a column of this table", strings.Repeat("日[", 50_000)))
	if got := said.String(); len(got) > 2000 || !strings.HasPrefix(got, "otaudit: error: codes.csv:1: column 日[") || !strings.HasSuffix(got, "日[: not a column of this table\n") || !utf8.ValidString(got) {
		t.Errorf("%d bytes: %.80s…", len(got), got)
	}
}

// Everything is printed by the console, which escapes it.
func TestOnlyTheConsolePrints(t *testing.T) {
	prints := regexp.MustCompile(`\bcon\.(out|err)\b|os\.Std(out|err)\b|fmt\.Print`)
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") || name == "console.go" || name == "app.go" {
			continue
		}
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if found := prints.Find(text); found != nil {
			t.Errorf("%s: %s: print through a method of the console", name, found)
		}
	}
}
