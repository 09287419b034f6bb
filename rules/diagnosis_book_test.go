package rules

import (
	"os"
	"path/filepath"
	"testing"

	"otaudit/audit"
	"otaudit/audit/audittest"
	"otaudit/rules/refdata"
)

// TestDiagnosesByTheCodeBook: in the years of an imported code book it decides, before and after them the form.
func TestDiagnosesByTheCodeBook(t *testing.T) {
	file := filepath.Join(t.TempDir(), "icd10cm-codes-2026.txt")
	if err := os.WriteFile(file, []byte("M5450   a code\nT3010   a code\nZ736    a code\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	write := func(files []refdata.File) error { return os.WriteFile(files[0].Path, files[0].Content, 0o600) }
	if _, err := refdata.Import([]string{file}, dir, write, nil); err != nil {
		t.Fatal(err)
	}
	tables, err := refdata.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	cfg := testConfig(t, Options{}, func(*audit.Rule) bool { return false })
	cfg.Rules = []*audit.Rule{c008(&kit{tables: tables})}
	cfg.Rules[0].Doc = "read from the layer"
	audittest.Check(t, cfg, "book", `patient_id,date_of_service,code,units,diagnoses,want
A1,2026-03-02,97110,1,M54.50,
A2,2026-03-02,97110,1,M54.5,C008 warning manual
A3,2026-03-02,97110,1,M62.99,C008 warning manual
A4,2026-03-02,97110,1,T30.10,
A5,2026-03-02,97110,1,Z73.6,C008 info none
# the form decides outside the year of the book
A6,2025-09-30,97110,1,M62.99,
A7,2026-10-01,97110,1,S52.501,C008 warning manual
`)
}
