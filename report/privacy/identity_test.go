package privacy

import (
	"encoding/hex"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"otaudit/audit"
	"otaudit/report/findings"
	"otaudit/report/model"
	"otaudit/report/reporttest"
)

// findingID is the id of a finding that can be followed (REP-121).
func findingID(rule, first, second, code, field string, ordinal int) string {
	sum := identitySum(identityKey(nil, rule, subject{first, second, true}, code, field), ordinal)
	return rule + "-" + hex.EncodeToString(sum[:])[:idDigits]
}

// TestFindingID is the check of REP-122.
func TestFindingID(t *testing.T) {
	if id := findingID("U001", "P0041", "2026-01-05", "", "units", 1); id != "U001-1d924ab160a0" {
		t.Errorf("id %s", id)
	}
}

// idOf returns the id of a finding in a run of other findings, which give its identifiers the same codes whatever is changed.
func idOf(t *testing.T, change func(*audit.Finding)) string {
	t.Helper()
	f := audit.Finding{Rule: "U001", Scope: audit.ScopeDay, Patient: "P1", Visit: "V1", Therapist: "T1", Date: "2026-01-05", PlanDate: "2025-12-01", Field: "units",
		Cell: audit.Ref{Sheet: "a.csv", Row: 2, Col: 3}}
	r := &audit.Result{Patients: []string{"P1", "P2"}, Visits: []string{"V1", "V2"}, Totals: []audit.Total{{Dimension: "therapist", Key: "T1"}, {Dimension: "therapist", Key: "T2"},
		{Dimension: "month", Key: "2026-01"}, {Dimension: "month", Key: "2026-02"}}}
	for _, scope := range []audit.Scope{audit.ScopeShift, audit.ScopeEpisode} {
		for _, date := range []string{"2026-01-05", "2026-01-06", "2026-02-05", "2027-01-05"} {
			for _, plan := range []string{"2025-12-01", "2025-12-02"} {
				for _, person := range []string{"1", "2"} {
					r.Findings = append(r.Findings, audit.Finding{Rule: "X", Scope: scope, Therapist: "T" + person, Patient: "P" + person, Visit: "V" + person, Date: date, PlanDate: plan})
				}
			}
		}
	}
	change(&f)
	r.Findings = append(r.Findings, f)
	if _, err := Assign(r, nil); err != nil {
		t.Fatal(err)
	}
	return r.Findings[len(r.Findings)-1].ID
}

// TestIDsFollowTheSubject: an id depends on the rule and on whom and when the finding is about, by its scope, and not on file, row,
// column, message, values or severity (REP-121).
func TestIDsFollowTheSubject(t *testing.T) {
	changes := map[string]func(*audit.Finding){
		"cell":      func(f *audit.Finding) { f.Cell = audit.Ref{Sheet: "b.csv", Row: 9, Col: 1} },
		"message":   func(f *audit.Finding) { f.Message = "else" },
		"values":    func(f *audit.Finding) { f.Original, f.Billed, f.Severity = "9", audit.Some(9), audit.Info },
		"rule":      func(f *audit.Finding) { f.Rule = "U003" },
		"code":      func(f *audit.Finding) { f.Code = "97110" },
		"field":     func(f *audit.Finding) { f.Field = "minutes" },
		"patient":   func(f *audit.Finding) { f.Patient = "P2" },
		"visit":     func(f *audit.Finding) { f.Visit = "V2" },
		"therapist": func(f *audit.Finding) { f.Therapist = "T2" },
		"day":       func(f *audit.Finding) { f.Date = "2026-01-06" },
		"month":     func(f *audit.Finding) { f.Date = "2026-02-05" },
		"year":      func(f *audit.Finding) { f.Date = "2027-01-05" },
		"plan":      func(f *audit.Finding) { f.PlanDate = "2025-12-02" },
	}
	for scope, subject := range map[audit.Scope][]string{
		audit.ScopeSession: {"patient", "visit"}, audit.ScopeDay: {"patient", "visit"}, audit.ScopePatient: {"patient", "visit"},
		audit.ScopeYear: {"patient", "year"}, audit.ScopeEpisode: {"patient", "plan"}, audit.ScopeShift: {"therapist", "day", "month", "year"},
		audit.ScopeMonth: {"therapist", "month", "year"},
	} {
		plain := idOf(t, func(f *audit.Finding) { f.Scope = scope })
		for name, change := range changes {
			differs := idOf(t, func(f *audit.Finding) { f.Scope = scope; change(f) }) != plain
			if want := slices.Contains(append(subject, "rule", "code", "field"), name); differs != want {
				t.Errorf("scope %s: another %s gives another id: %v", scope, name, differs)
			}
		}
	}
}

// TestIDsAreMadeOfCodes: the id of a finding can be worked out from the codes of the crosswalk, and from nothing else (REP-123).
func TestIDsAreMadeOfCodes(t *testing.T) {
	r := reporttest.SecretResult()
	codes, err := Assign(r, nil)
	if err != nil {
		t.Fatal(err)
	}
	f := &r.Findings[0]
	if want := findingID(f.Rule, codes.code(patientKind, f.Patient), codes.code(visitKind, f.Visit), f.Code, f.Field, 1); f.ID != want {
		t.Errorf("id %s, want %s", f.ID, want)
	}
	for _, set := range model.Sets {
		if published := Publish(r, codes, Options{Set: set}); !slices.Equal(ids(published), ids(r)) {
			t.Errorf("the set %s has other ids", set)
		}
	}
}

func TestEqualFindingsAreNumbered(t *testing.T) {
	f := audit.Finding{Rule: "M007", Scope: audit.ScopeSession, Patient: "P1", Date: "2026-03-09"}
	r := &audit.Result{Findings: []audit.Finding{f, f}}
	codes, err := Assign(r, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := range r.Findings {
		if want := findingID("M007", codes.code(patientKind, "P1"), "", "", "", i+1); r.Findings[i].ID != want {
			t.Errorf("finding %d has the id %s, want %s", i+1, r.Findings[i].ID, want)
		}
	}
}

// TestFindingsWithoutSubject holds REP-124.
func TestFindingsWithoutSubject(t *testing.T) {
	list := []audit.Finding{{Rule: "I003", Scope: audit.ScopeImport}, {Rule: "I003", Scope: audit.ScopeImport}, {Rule: "U007", Scope: audit.ScopeSession}}
	r := &audit.Result{Findings: list}
	codes, err := Assign(r, nil)
	if err != nil {
		t.Fatal(err)
	}
	r = Publish(r, codes, Options{Set: model.Share})
	for i, want := range []string{"I003-n00001", "I003-n00002", "U007-n00001"} {
		if id := r.Findings[i].ID; id != want || model.Followed(id) {
			t.Errorf("id %s (followed: %v), want %s", id, model.Followed(id), want)
		}
	}
	var text strings.Builder
	if err := findings.Write(&text, r); err != nil || strings.Count(text.String(), "cannot be followed") != 3 {
		t.Errorf("findings.csv does not mark them: %v %s", err, text.String())
	}
}

// TestCollidingIDsGetMoreDigits holds the last sentence of REP-121.
func TestCollidingIDsGetMoreDigits(t *testing.T) {
	ids := newIdentities(3)
	findings := []audit.Finding{{Rule: "U001"}, {Rule: "U002"}, {Rule: "U001"}}
	for i := range findings {
		ids.add(&findings[i], subject{"p", "d", true})
	}
	copy(ids.sums[2][:6], ids.sums[0][:6])
	ids.assign(findings)
	if len(findings[0].ID) != 5+16 || len(findings[2].ID) != 5+16 || len(findings[1].ID) != 5+12 {
		t.Errorf("ids %s, %s, %s", findings[0].ID, findings[1].ID, findings[2].ID)
	}
}

// TestIDsAreUnique: no two findings of a run share an id, whatever they are.
func TestIDsAreUnique(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := &audit.Result{}
		for range rapid.IntRange(0, 30).Draw(t, "n") {
			r.Findings = append(r.Findings, audit.Finding{
				Rule: rapid.SampledFrom([]string{"U001", "D012"}).Draw(t, "rule"), Scope: audit.Scope(rapid.IntRange(1, 8).Draw(t, "scope")),
				Patient: rapid.SampledFrom([]string{"", "A", "B"}).Draw(t, "patient"), Therapist: rapid.SampledFrom([]string{"", "T"}).Draw(t, "therapist"),
				Date: rapid.SampledFrom([]string{"", "2026-01-05"}).Draw(t, "date"), Code: rapid.SampledFrom([]string{"", "97110"}).Draw(t, "code")})
		}
		if _, err := Assign(r, nil); err != nil {
			t.Fatal(err)
		}
		seen := map[string]bool{}
		for i := range r.Findings {
			if id := r.Findings[i].ID; seen[id] {
				t.Fatalf("the id %s stands twice", id)
			} else {
				seen[id] = true
			}
		}
	})
}
