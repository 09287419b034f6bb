package report

import (
	"bytes"
	"cmp"
	"os"
	"path"
	"regexp"
	"strings"
	"testing"

	"otaudit/report/model"
	"otaudit/report/reporttest"
)

// TestOutputsAreRecognised: what a run wrote is no log, whatever its name; by name alone it is passed over in a folder, but
// for names that other programs use too.
func TestOutputsAreRecognised(t *testing.T) {
	for _, out := range Written(model.Internal, false) {
		var written bytes.Buffer
		if err := out.Write(&written, reporttest.SecretResult(), Rendering{}); err != nil {
			t.Fatal(err)
		}
		head := written.Bytes()[:min(1024, written.Len())]
		if got := Recognise("renamed", head); got != out.What && out.Starts != "" {
			t.Errorf("%s: its content is taken for %q, want %q", out.Name, got, out.What)
		}
		if got := Recognise("", append([]byte("\ufeff"), head...)); got != out.What && out.Starts != "" {
			t.Errorf("%s: behind a byte order mark its content is taken for %q, want %q", out.Name, got, out.What)
		}
	}
	for name, want := range map[string]string{"findings.csv": "table of findings", "FINDINGS.CSV": "table of findings", "report.pdf": "report", "audit.json": "result",
		"excluded-rows.csv": "list of the excluded rows", "jan.audited.xlsx": "corrected copy", "jan.audited.1.xlsx": "corrected copy", "worklist.12.xlsx": "work list", "jan.1.csv": "", "report.html": "", "crosswalk.csv": "", "jan.csv": "", "": ""} {
		if got := Recognise(name, []byte("DOS,CPT\n")); got != want {
			t.Errorf("%q is taken for %q, want %q", name, got, want)
		}
	}
	for _, head := range []string{"", "source_file,source_sheet,source_row,visit_id\n", "<!DOCTYPE html>\n<title>Visits</title>", "{\"schema\": 2}"} {
		if got := Recognise("", []byte(head)); got != "" {
			t.Errorf("%q is taken for %q", head, got)
		}
	}
	if got := Recognise("", []byte("kind,code,identifier\n")); got != "crosswalk" {
		t.Errorf("a crosswalk is taken for %q", got)
	}
}

// TestReadmeListsTheOutputs: the table of the README has each output once, with what the list says of it.
func TestReadmeListsTheOutputs(t *testing.T) {
	text, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(string(text), "| output |")
	table, _, _ = strings.Cut(table, "\n\n")
	rows := map[string][]string{}
	for _, line := range strings.Split(table, "\n")[2:] {
		cells := strings.Split(strings.Trim(line, "| "), " | ")
		rows[strings.Trim(cells[0], "`")] = cells
	}
	for _, out := range Outputs {
		cells, again := rows[out.Name], "no"
		var in []string
		for _, set := range out.Sets {
			in = append(in, "`"+string(set)+"/`")
		}
		if out.Again {
			again = "yes"
		}
		if want := cmp.Or(strings.Join(in, ", "), "beside them"); len(cells) != 4 || cells[1] == "" || cells[2] != want || cells[3] != again {
			t.Errorf("the README has the row %q for %s; want its last cells to be %q and %q", cells, out.Name, want, again)
		}
		delete(rows, out.Name)
	}
	for name := range rows {
		t.Errorf("the README has %s, which is no output", name)
	}
}

// TestOutputsNameOutputs: a file that an output sends its reader to is one of the outputs.
func TestOutputsNameOutputs(t *testing.T) {
	names := map[string]bool{}
	for _, out := range Outputs {
		names[path.Base(out.Name)] = true
	}
	file := regexp.MustCompile(`\b[a-z-]+\.(csv|json|pdf|html)\b`)
	for size, result := range reporttest.Sizes {
		named := 0
		for name, text := range outputs(t, reporttest.SampleResult(result)) {
			for _, found := range file.FindAllString(text, -1) {
				if named++; !names[found] {
					t.Errorf("%s of %s: %s is no output", name, size, found)
				}
			}
		}
		if named == 0 {
			t.Errorf("%s: no output names another", size)
		}
	}
}
