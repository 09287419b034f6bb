package command

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"otaudit/importers/importtest"
)

// yearFolder is a synthetic clinic whose findings are known.
type yearFolder struct {
	t      *testing.T
	folder string
}

func (y *yearFolder) at(name string) string { return filepath.Join(y.folder, name) }

const monthHeader = "Patient ID,DOS,CPT,Modifiers,Units,Minutes,Therapist,Insurance,Charge\n"

// log writes the log of a month: 44 lines of two therapists without a finding, and the lines given.
func (y *yearFolder) log(month int, lines ...string) string {
	text := monthHeader
	for i := range 44 {
		text += fmt.Sprintf("C%02d,%d/%d/2026,97140,GO,2,%d,%s,Medicare,80.00\n", i, month, 5+i%22, 34+i%4*3%4, []string{"Marlow", "Voss"}[i%2])
	}
	path := y.at(fmt.Sprintf("2026-%02d.csv", month))
	importtest.Overwrite(y.t, path, []byte(text+strings.Join(lines, "\n")+"\n"))
	return path
}

func (y *yearFolder) run(args ...string) string {
	y.t.Helper()
	return runCommand(y.t, args)
}

// findingOf gives the id of the finding of a rule about a patient.
func (y *yearFolder) findingOf(run, rule, patient string) string {
	y.t.Helper()
	text, err := os.ReadFile(filepath.Join(y.at(run), "internal", "findings.csv"))
	if err != nil {
		y.t.Fatal(err)
	}
	id := regexp.MustCompile(`(?m)^(` + rule + `-[0-9a-f]+),.*,` + patient + `,`).FindSubmatch(text)
	if id == nil {
		y.t.Fatalf("no finding of %s about %s in\n%s", rule, patient, text)
	}
	return string(id[1])
}

// visit is one line: 24 minutes support 2 units, 75 support 5.
func visit(patient, date string, units, minutes string) string {
	return fmt.Sprintf("%s,%s,97110,GO,%s,%s,Marlow,Medicare,40.00", patient, date, units, minutes)
}

// TestSixMonths follows findings that are known to be new, repeated, resolved, accepted, not re-examined, and found by a changed table
// alone, through six months.
func TestSixMonths(t *testing.T) {
	y := &yearFolder{t, t.TempDir()}
	corrected, other, accepted, blank, fresh, tabled := "A1", "A2", "A3", "A4", "A5", "A6"
	over := func(patient, date string) string { return visit(patient, date, "3", "24") }
	right := func(patient, date string) string { return visit(patient, date, "2", "24") }
	logs := []string{
		y.log(1, over(corrected, "1/5/2026"), over(other, "1/6/2026"), over(accepted, "1/7/2026")),
		y.log(2, over(corrected, "1/5/2026"), over(accepted, "1/7/2026"), over(blank, "2/3/2026")),
		y.log(3, right(corrected, "1/5/2026"), over(accepted, "1/7/2026"), visit(blank, "2/3/2026", "3", ""), visit(tabled, "3/3/2026", "5", "75")),
		y.log(4, over(accepted, "1/7/2026"), over(blank, "2/3/2026"), visit(tabled, "3/3/2026", "5", "75")),
		y.log(5, over(accepted, "1/7/2026"), right(blank, "2/3/2026"), visit(tabled, "3/3/2026", "5", "75")),
		y.log(6, over(accepted, "1/7/2026"), over(fresh, "6/2/2026"), visit(tabled, "3/3/2026", "5", "75")),
	}
	y.run("tables", "export", y.at("tables"))
	mue, err := os.ReadFile(y.at("tables/mue.csv"))
	if err != nil {
		t.Fatal(err)
	}
	importtest.Overwrite(t, y.at("tables/mue.csv"), regexp.MustCompile(`(?m)^(97110,practitioner,[^,]*,[^,]*),6,`).ReplaceAll(mue, []byte("$1,4,")))

	var runs []string
	for i, log := range logs {
		run := y.at(fmt.Sprintf("run-%d", i+1))
		args := []string{"audit", "--client", "Oak Street", "--as-of", fmt.Sprintf("2026-%02d-05", i+2), "--out", run}
		if i > 0 {
			args = append(args, "--previous", runs[i-1], "--waivers", y.at("waivers.csv"))
		}
		if i >= 3 {
			args = append(args, "--tables", y.at("tables"))
		}
		y.run(append(args, log)...)
		if i == 0 {
			y.run("accept", y.findingOf("run-1", "U001", accepted), "--by", "R. Blau", "--until", "2026-05-31", "--reason", "note amended", "--result", run, "--file", y.at("waivers.csv"))
		}
		runs = append(runs, run)
	}
	if out := y.run(append([]string{"compare", "--out", y.at("compared")}, runs...)...); !strings.Contains(out, "Oak Street: 2026-06: 3 findings are open, 1 new and 2 from before; 1 other was open earlier and not examined again.") {
		t.Errorf("the console says %s", out)
	}
	states := y.states("compared")
	none := ""
	if len(states) != 6 {
		t.Errorf("findings about %d patients", len(states))
	}
	for patient, want := range map[string][]string{
		corrected: {"open", "repeat", "resolved (record)", none, none, none},
		other:     {"open", "of other visits", "of other visits", "of other visits", "of other visits", "of other visits"},
		accepted:  {"open", "accepted", "accepted", "accepted", "acceptance ended", "repeat"},
		blank:     {none, "new (record)", "not re-examined (the rule was not evaluated on every line)", "repeat", "resolved (record)", none},
		fresh:     {none, none, none, none, none, "new (record)"},
		tabled:    {none, none, none, "new (could be either)", "repeat", "repeat"},
	} {
		if diff := cmp.Diff(want, states[patient]); diff != "" {
			t.Errorf("%s (-want +got):\n%s", patient, diff)
		}
	}

	// The log of March again with the other table: what is found now is due to the table alone.
	y.run("audit", "--client", "Oak Street", "--as-of", "2026-04-05", "--out", y.at("again"), "--tables", y.at("tables"), "--crosswalk", filepath.Join(runs[2], "internal", "crosswalk.csv"), logs[2])
	y.run("compare", "--out", y.at("table alone"), runs[2], y.at("again"))
	if got := y.states("table alone")[tabled]; !cmp.Equal(got, []string{none, "new (rules or tables)"}) {
		t.Errorf("the table alone: %q", got)
	}
}

// states gives the states of each patient's finding from compare.csv.
func (y *yearFolder) states(folder string) map[string][]string {
	y.t.Helper()
	file, err := os.Open(filepath.Join(y.at(folder), "compare.csv"))
	if err != nil {
		y.t.Fatal(err)
	}
	defer file.Close()
	records, err := csv.NewReader(file).ReadAll()
	if err != nil {
		y.t.Fatal(err)
	}
	states := map[string][]string{}
	for _, record := range records[1:] {
		if patient := record[5]; states[patient] == nil {
			states[patient] = record[13:]
		} else {
			y.t.Errorf("two findings about %s: %v and %v", patient, record, states[patient])
		}
	}
	return states
}
