package command

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestDatesBeyondTheTablesAreSaid: from the day after the newest year or release on, the run says so, with the sheet too.
func TestDatesBeyondTheTablesAreSaid(t *testing.T) {
	for date, want := range map[string]string{
		"2026-12-31": "",
		"2027-01-01": "1 line has a date of service after the newest rows of ncci_ptp (2026-12-31), mue (2026-12-31), kx_thresholds (2026-12-31), rvu (2026-12-31): ",
	} {
		path := filepath.Join(t.TempDir(), "log.csv")
		if err := os.WriteFile(path, []byte("Patient ID,Date of Service,CPT,Units,Minutes,Payer\nP1,2026-11-02,97530,2,30,Medicare\nP1,"+date+",97530,2,30,Medicare\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		var said bytes.Buffer
		r := newTestRun(path, "2027-02-01", "")
		r.con = &console{out: &said, err: &said}
		r.steps(t)
		notes := strings.Join(r.result.Sheets[0].Notes, "; ")
		if strings.Contains(said.String(), "newest rows") != (want != "") || !strings.Contains(said.String(), want) || strings.Contains(notes, "newest rows") != (want != "") {
			t.Errorf("%s: said %q, noted %q", date, said.String(), notes)
		}
	}
}
