package command

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestBilledThoughNotKept: a row that is excluded for its status and was charged to a payer is one finding, of S013 and of no other
// rule; its units and its charge are in no sum.
func TestBilledThoughNotKept(t *testing.T) {
	path := filepath.Join(t.TempDir(), "log.csv")
	text := "Patient ID,Date of Service,CPT,Modifiers,Units,Minutes,Therapist,Credential,Payer,Charge,Status\n" +
		"P1,03/16/2026,97530,GO,2,30,Ann Lee,OTR/L,Medicare,80.00,Kept\n" +
		"P1,03/18/2026,97530,,9,30,Ann Lee,OTR/L,Medicare,360.00,Cancelled\n" +
		"P2,03/18/2026,97530,GO,2,30,Ann Lee,OTR/L,Medicare,,No Show\n" +
		"P3,03/18/2026,97530,GO,2,30,Ann Lee,OTR/L,Medicare,80.00,Void\n"
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	r := newTestRun(path, "2026-05-01", "")
	r.steps(t)
	r.closeAccount()
	var got []string
	for _, f := range r.result.Findings {
		got = append(got, fmt.Sprintf("%s %s %d %s", f.Rule, f.Severity, f.Cell.Row, f.Impact.Money))
	}
	slices.Sort(got)
	want := []string{"I004 info 1 0.00", "S013 error 3 -360.00", "S013 warning 5 -80.00"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	a := r.result.Account
	if len(a.Open) > 0 || a.Lines != 1 || a.UnitsBilled.String() != "2" || a.ChargeBilled != 8000 {
		t.Errorf("%+v", a)
	}
}
