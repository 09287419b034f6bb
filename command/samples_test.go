package command

import (
	"encoding/csv"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"otaudit/audit"
	"otaudit/importers"
	"otaudit/report/model"
)

// The samples are audited on this day.
const samplesAsOf = "2026-11-23"

var sampleLogs = []string{"clinic-month.xlsx", "clinic-export.csv"}

// sampleInputs are all samples that are audited: the claims too, which have no corrected copy.
var sampleInputs = append(sampleLogs[:2:2], "clinic-claims.837")

// auditSample audits one sample into a fresh folder and gives the folder.
func auditSample(t *testing.T, name string, workers int) string {
	t.Helper()
	out := t.TempDir()
	con := &console{out: io.Discard, err: io.Discard, quiet: true}
	code, err := runAudit(auditOptions{readOptions: readOptions{paths: []string{filepath.Join("../samples", name)}, asOf: samplesAsOf, quiet: true}, out: out, setting: "practitioner", apply: "safe",
		therapist: "name", failOn: "never", target: model.DefaultTarget, workers: workers}, con)
	if err != nil || code != exitDone {
		t.Fatalf("%s: exit code %d, want %d; error: %v", name, code, exitDone, err)
	}
	return out
}

// readTable reads a CSV file as maps by header.
func readTable(t *testing.T, path string) []map[string]string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	records, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var rows []map[string]string
	for _, record := range records[1:] {
		row := map[string]string{}
		for i, header := range records[0] {
			row[header] = record[i]
		}
		rows = append(rows, row)
	}
	return rows
}

func expectedOf(name string) string {
	return filepath.Join("../samples", "expected", strings.TrimSuffix(name, filepath.Ext(name))+".csv")
}

// places lists findings as "row column field rule", sorted; a place with two findings of a rule stands twice.
func places(rows []map[string]string) []string {
	var list []string
	for _, r := range rows {
		list = append(list, fmt.Sprintf("row %s column %s %s %s", r["row"], r["column"], r["field"], r["rule"]))
	}
	slices.Sort(list)
	return list
}

// TestSamplesFindings holds that each planted defect of the samples is found where it was planted, and nothing else.
func TestSamplesFindings(t *testing.T) {
	for _, name := range sampleInputs {
		t.Run(name, func(t *testing.T) {
			out := auditSample(t, name, 2)
			want := places(readTable(t, expectedOf(name)))
			got := places(readTable(t, filepath.Join(out, "internal", "findings.csv")))
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("findings (-expected +found):\n%s", diff)
			}
		})
	}
}

// TestSamplesCoverRules holds that the workbook plants every rule about units, records, codes and evaluations, and the
// modifier rules that concern GO and CO.
func TestSamplesCoverRules(t *testing.T) {
	planted := map[string]bool{}
	for _, name := range sampleLogs {
		for _, row := range readTable(t, expectedOf(name)) {
			planted[row["rule"]] = true
		}
	}
	for family, count := range map[string]int{"U": 14, "M": 6, "D": 9, "E": 5, "C": 5} {
		for n := 1; n <= count; n++ {
			if id := fmt.Sprintf("%s%03d", family, n); !planted[id] {
				t.Errorf("%s is planted nowhere", id)
			}
		}
	}
	for _, id := range []string{"S005", "I001", "I004", "I005"} {
		if !planted[id] {
			t.Errorf("%s is planted nowhere", id)
		}
	}
}

// TestSamplesGuideExample reads the corrected workbook back: 39 minutes of 97110 and 23 of 97124, billed 3 + 2, are 3 + 1.
func TestSamplesGuideExample(t *testing.T) {
	const name = "clinic-month.xlsx"
	rows := map[int32]bool{}
	for _, row := range readTable(t, expectedOf(name)) {
		if strings.HasPrefix(row["defect"], "guide example") {
			n, _ := strconv.Atoi(row["row"])
			rows[int32(n-1)], rows[int32(n)] = true, true
		}
	}
	if len(rows) != 2 {
		t.Fatalf("rows of the guide example: %v", rows)
	}
	unitsIn := func(path string) map[string]string {
		day, err := parseAsOf(samplesAsOf)
		if err != nil {
			t.Fatal(err)
		}
		book, err := importers.Import([]string{path}, importers.Options{AsOf: day})
		if err != nil {
			t.Fatal(err)
		}
		found := map[string]string{}
		for _, s := range book.Sessions {
			if rows[s.Row] {
				found[s.Text(audit.Code)+" of "+s.Canonical(audit.Minutes)+" minutes"] = s.Units().String()
			}
		}
		return found
	}
	before, after := unitsIn(filepath.Join("../samples", name)), unitsIn(filepath.Join(auditSample(t, name, 2), "internal", "clinic-month.audited.xlsx"))
	if diff := cmp.Diff(map[string]string{"97110 of 39 minutes": "3", "97124 of 23 minutes": "2"}, before); diff != "" {
		t.Errorf("the sample (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(map[string]string{"97110 of 39 minutes": "3", "97124 of 23 minutes": "1"}, after); diff != "" {
		t.Errorf("the corrected copy (-want +got):\n%s", diff)
	}
}

// TestSamplesSameBytes holds that two runs write the same bytes into every file, whatever the number of workers.
func TestSamplesSameBytes(t *testing.T) {
	for _, name := range sampleInputs {
		t.Run(name, func(t *testing.T) {
			one, many := filesIn(t, auditSample(t, name, 1)), filesIn(t, auditSample(t, name, 5))
			compareFiles(t, one, many)
			if len(one) < 5 {
				t.Errorf("only %d files written", len(one))
			}
		})
	}
}

// TestSamplesGenerator holds that the generator writes the samples that stand in the repository, byte for byte.
func TestSamplesGenerator(t *testing.T) {
	folder := t.TempDir()
	if out, err := exec.Command("go", "run", "../samples/gen", folder).CombinedOutput(); err != nil {
		t.Fatalf("go run ./samples/gen: %v\n%s", err, out)
	}
	made, kept := filesIn(t, folder), filesIn(t, "../samples")
	for name := range kept {
		if made[name] == nil {
			delete(kept, name) // the generator itself and the page that introduces it
		}
	}
	compareFiles(t, kept, made)
}

// filesIn reads every file below a folder.
func filesIn(t *testing.T, folder string) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	err := filepath.WalkDir(folder, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		name, err := filepath.Rel(folder, path)
		if err != nil {
			return err
		}
		files[name], err = os.ReadFile(path)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func compareFiles(t *testing.T, want, got map[string][]byte) {
	t.Helper()
	wantNames, gotNames := slices.Sorted(maps.Keys(want)), slices.Sorted(maps.Keys(got))
	if diff := cmp.Diff(wantNames, gotNames); diff != "" {
		t.Fatalf("files (-want +got):\n%s", diff)
	}
	for _, name := range wantNames {
		if string(want[name]) != string(got[name]) {
			t.Errorf("%s differs", name)
		}
	}
}
