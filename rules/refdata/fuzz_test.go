package refdata

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"otaudit/audit"
)

// FuzzTables: whatever a table of a layer holds, each problem has its place in one line, or the table answers what rules ask.
func FuzzTables(f *testing.F) {
	for i, name := range TableNames() {
		lines := strings.SplitAfter(embeddedFile(f, name+".csv", "", ""), "\n")
		f.Add(uint8(i), strings.Join(lines[:min(4, len(lines))], ""))
		f.Add(uint8(i), lines[0])
	}
	f.Add(uint8(4), "discipline_group,year,effective_from,effective_to,amount_cents,review_threshold_cents,note,source,verified\nOT,9999,9999-01-01,9999-12-31,9223372036854775807,-1,,x,unverified\n")
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, which uint8, text string) {
		name := TableNames()[int(which)%len(TableNames())]
		path := filepath.Join(dir, name+".csv")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		defer os.Remove(path)
		tables, problems, err := load(dir)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, p := range problems {
			if p.Text == "" || p.Line < 0 || strings.Contains(p.String(), "\n") && !strings.Contains(text, "\n") {
				t.Errorf("%s: %+v", name, p)
			}
		}
		if len(problems) > 0 {
			return
		}
		day := audit.DateOf(2026, time.March, 3)
		tables.Code("97110", day)
		tables.KX("OT", 2026)
		tables.ClassOfPayer("Medicare Part B")
		tables.NearestCodes("97111")
		tables.Origins()
		if _, err := tables.Payers(""); err != nil && strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v", name, err)
		}
	})
}

// cmsNames are names as CMS gives them, one of each kind of file.
var cmsNames = []string{"ccipra-v323r0-f4.TXT", "MCR_MUE_PractitionerServices_Eff_10-01-2026.csv", "PPRRVU2025_Oct.csv", "icd10cm-codes-2026.txt", pufName}

// FuzzImport: whatever a file of CMS holds, plain or in a zip, the layer that comes of it loads, and holds no more rows than were read; or
// the error is one line, and nothing is written.
func FuzzImport(f *testing.F) {
	few := func(text string) string {
		lines := strings.SplitAfter(text, "\n")
		return strings.Join(lines[:min(16, len(lines))], "")
	}
	for i, text := range []string{few(string(sample(f, samplePTP))), few(string(sample(f, sampleMUE))), few(string(sample(f, "PPRRVU2025_Oct.OT_rows.redacted.csv"))),
		"M5450   Low back pain, unspecified\r\nS52501D Some fracture, subsequent\r\n", few(puf())} {
		f.Add(uint8(i), i%2 == 0, text)
	}
	f.Fuzz(func(t *testing.T, which uint8, packed bool, text string) {
		name, dir := cmsNames[int(which)%len(cmsNames)], filepath.Join(t.TempDir(), "layer")
		path := put(t, name, []byte(text))
		if packed {
			path = zipped(t, "cms.zip", map[string][]byte{name: []byte(text)})
		}
		report, err := Import([]string{path}, dir, writeFiles, nil)
		if err != nil {
			if said := err.Error(); said == "" || strings.ContainsAny(said, "\r\n") {
				t.Errorf("the error: %q", said)
			}
			if _, err := os.Stat(dir); !os.IsNotExist(err) {
				t.Errorf("a folder was made by an import that failed: %v", err)
			}
			return
		}
		for _, file := range report.Files {
			if left := file.OtherCodes + file.NeverInForce + file.Repeated; file.Rows < file.Kept+left {
				t.Errorf("more rows than were read: %+v", file)
			}
		}
		if _, err := Load(dir); err != nil {
			t.Errorf("the layer does not load: %v", err)
		}
	})
}
