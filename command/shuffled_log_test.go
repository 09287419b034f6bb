package command

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"otaudit/audit"
	"otaudit/report/model"
)

// publishedFindings runs the main job up to what is published and lists the findings by id and content, wherever they stand.
func publishedFindings(t *testing.T, path string) []string {
	t.Helper()
	r, _ := auditLog(t, path, samplesAsOf, t.TempDir())
	shown, err := r.published(model.Share)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, f := range shown.Findings {
		id := f.ID
		if f.Scope == audit.ScopeImport { // numbered, since nothing of them lasts
			id = f.Rule
		}
		list = append(list, fmt.Sprint(id, f.Severity, f.Patient, f.Date, f.Code, f.Original, f.Message, f.Working, f.Impact, f.Fix.Safety, f.Fix.Applied, len(f.Fix.Edits), len(f.Related)))
	}
	slices.Sort(list)
	return list
}

// TestShuffledSamples holds that the rows of a log may stand in any order: the findings and their ids are the same. The workbook
// is shuffled as the table that convert writes, since its own rows stand in blocks.
func TestShuffledSamples(t *testing.T) {
	for _, name := range sampleLogs {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join("../samples", name)
			if filepath.Ext(name) != ".csv" {
				var out, problems bytes.Buffer
				code, err := runConvert(readOptions{paths: []string{path}, asOf: samplesAsOf}, "", false, &console{out: &out, err: &problems})
				if code != exitDone || err != nil {
					t.Fatal(code, err, problems.String())
				}
				path = filepath.Join(t.TempDir(), "log.csv")
				if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			rows := strings.Split(strings.TrimRight(string(text), "\r\n"), "\n")
			if strings.Count(string(text), `"`)%2 != 0 || len(rows) < 300 {
				t.Fatalf("%d rows", len(rows))
			}
			shuffled := filepath.Join(t.TempDir(), filepath.Base(path))
			var want []string
			for seed := range uint64(11) {
				random := rand.New(rand.NewPCG(seed, 5))
				if seed > 0 {
					random.Shuffle(len(rows)-1, func(i, j int) { rows[i+1], rows[j+1] = rows[j+1], rows[i+1] })
				}
				if err := os.WriteFile(shuffled, []byte(strings.Join(rows, "\n")+"\n"), 0o600); err != nil {
					t.Fatal(err)
				}
				got := publishedFindings(t, shuffled)
				if seed == 0 {
					want = got
				} else if diff := cmp.Diff(want, got); diff != "" {
					t.Fatalf("shuffle %d (-in order +shuffled):\n%s", seed, diff)
				}
			}
			if len(want) < 20 {
				t.Errorf("only %d findings", len(want))
			}
		})
	}
}
