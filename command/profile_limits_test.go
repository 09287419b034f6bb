package command

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"otaudit/audit"
	"otaudit/importers/profile"
)

// TestProfilesStateLimitsAndAuthorizations runs the example of docs/profiles.md: the limits of the day, the visits and dates that
// were authorized, and the minutes of 97545 reach the rules; a patient without an authorization is not evaluated.
func TestProfilesStateLimitsAndAuthorizations(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"clinic.yaml": example(t, profilesPage(t), "limits"),
		"log.csv": "Patient ID,Date of Service,Discipline,CPT,Units,Minutes,Payer\n" +
			"C-1,2026-02-02,OT,97530,4,60,Acme Health\n" + // the first of two visits
			"C-1,2026-02-04,OT,97530,5,75,Acme Health\n" + // above 4 units of OT
			"C-1,2026-02-06,OT,97530,1,15,Acme Health\n" + // the third visit
			"C-1,2026-02-09,PT,97110,1,15,Acme Health\n" + // not the discipline of the authorization
			"C-1,2026-04-01,OT,97530,1,15,Acme Health\n" + // after the last day
			"C-2,2026-02-02,OT,97530,4,60,Acme Health\nC-2,2026-02-02,PT,97110,2,30,Acme Health\n" + // 6 units, 90 minutes
			"C-2,2026-02-03,OT,97530,4,60,Acme Health\nC-2,2026-02-03,PT,97110,2,31,Acme Health\n" + // 91 minutes
			"C-3,2026-02-02,OT,97545,1,59,Acme Health\nC-3,2026-02-03,OT,97545,1,60,Acme Health\n" +
			"C-4,2026-02-02,OT,97530,9,135,Other Health\n", // no authorization, no limit
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	r := newTestRun(filepath.Join(dir, "log.csv"), "2026-05-01", "")
	r.profiles.file = filepath.Join(dir, "clinic.yaml")
	r.steps(t)
	var got []string
	for _, f := range r.result.Findings {
		if f.Rule[0] == 'X' || f.Rule == "U017" {
			got = append(got, fmt.Sprintf("%s %s %s", f.Rule, f.Patient, f.Date))
		}
	}
	slices.Sort(got)
	want := []string{"U017 C-3 2026-02-02", "X001 C-1 2026-02-06", "X001 C-1 2026-04-01", "X002 C-1 2026-02-04", "X002 C-2 2026-02-03"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for _, rule := range r.result.Rules {
		if rule.ID == "X001" && !cmp.Equal(rule.NotEvaluated, []audit.Count{{What: "authorized visits: not stated for the patient", N: 1}}) {
			t.Errorf("X001 is not evaluated: %v", rule.NotEvaluated)
		}
	}
}

// TestLimitsThatCannotBeRead: what is wrong is said with its line; profiles that contradict each other stop the run.
func TestLimitsThatCannotBeRead(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"payers:\n  A: {max_units_per_day: 0}\n", ":2: max_units_per_day wants a whole number from 1 to 100"},
		{"payers:\n  A: {max_minutes_per_day: {OT: 90, ABA: 3}}\n", `:2: "ABA" is not a key of max_minutes_per_day; the keys are OT, PT, SLP, combined`},
		{"authorizations:\n  P1: {payer: A}\n", ":2: authorizations: an entry wants authorized_visits, from or to"},
		{"authorizations:\n  P1: {from: soon}\n", ":2: from wants a day such as 2026-01-31"},
		{"authorizations:\n  P1: {from: 2026-02-01, to: 2026-01-01}\n", ":2: authorizations: the last day lies before the first"},
		{"authorizations:\n  P1: {authorized_visits: 3, discipline: ABA}\n", ":2: discipline wants OT or PT or SLP"},
		{"minimum_minutes: {97530: 8}\n", `:1: "97530" is not a key of minimum_minutes; the keys are 97545`},
	} {
		_, err := profile.Parse("p.yaml", []byte(test.text), func(audit.Field, string) (string, bool) { return "", true })
		if err == nil || !strings.HasPrefix(err.Error(), "p.yaml"+test.want) {
			t.Errorf("%q gives %v", test.text, err)
		}
	}
	a, b := loadProfile(t, "a.yaml", "name: A\nminimum_minutes: {97545: 60}\n"), loadProfile(t, "b.yaml", "name: B\nminimum_minutes: {97545: 120}\n")
	if _, err := gatherFacts([]*profile.Profile{a, b}); err == nil || !strings.Contains(err.Error(), `b.yaml:2: minimum_minutes: 120, but the profile "A"`) {
		t.Errorf("a contradiction gives %v", err)
	}
}
