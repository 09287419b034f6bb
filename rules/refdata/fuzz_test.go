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
