package privacy

import (
	"encoding/hex"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"otaudit/audit"
	"otaudit/report/findings"
	"otaudit/report/model"
)

// TestFindingID is the check of REP-122.
// findingID is the id of a finding that can be followed (REP-121).
func findingID(rule, first, second, code, field string, ordinal int) string {
	sum := identitySum(identityKey(nil, rule, subject{first, second, true}, code, field), ordinal)
	return rule + "-" + hex.EncodeToString(sum[:])[:idDigits]
}

func TestFindingID(t *testing.T) {
	if id := findingID("U001", "P0041", "2026-01-05", "", "units", 1); id != "U001-1d924ab160a0" {
		t.Errorf("id %s", id)
	}
}

// TestIDsFollowTheSubject: an id does not depend on file, row, column, message, values or severity (REP-121).
func TestIDsFollowTheSubject(t *testing.T) {
	publish := func(change func(*audit.Finding)) string {
		f := audit.Finding{Rule: "U001", Scope: audit.ScopeDay, Patient: "P0041", Date: "2026-01-05", Field: "units", Cell: audit.Ref{Sheet: "a.csv", Row: 2, Col: 3}}
		change(&f)
		r, _, err := Publish(&audit.Result{Findings: []audit.Finding{f}}, Options{Mode: model.ModeFull})
		if err != nil {
			t.Fatal(err)
		}
		return r.Findings[0].ID
	}
	plain := publish(func(*audit.Finding) {})
	if plain != "U001-1d924ab160a0" {
		t.Errorf("a published finding has the id %s", plain)
	}
	for name, change := range map[string]func(*audit.Finding){
		"cell":     func(f *audit.Finding) { f.Cell = audit.Ref{Sheet: "b.csv", Row: 9, Col: 1} },
		"message":  func(f *audit.Finding) { f.Message = "else" },
		"values":   func(f *audit.Finding) { f.Original, f.Billed, f.Severity = "9", audit.Some(9), audit.Info },
		"plandate": func(f *audit.Finding) { f.PlanDate = "2026-01-01" },
	} {
		if id := publish(change); id != plain {
			t.Errorf("the id changes with the %s", name)
		}
	}
	for name, change := range map[string]func(*audit.Finding){
		"patient": func(f *audit.Finding) { f.Patient = "P0042" },
		"date":    func(f *audit.Finding) { f.Date = "2026-01-06" },
		"code":    func(f *audit.Finding) { f.Code = "97110" },
		"field":   func(f *audit.Finding) { f.Field = "minutes" },
		"rule":    func(f *audit.Finding) { f.Rule = "U003" },
		"year":    func(f *audit.Finding) { f.Scope = audit.ScopeYear },
	} {
		if id := publish(change); id == plain {
			t.Errorf("the id does not change with the %s", name)
		}
	}
}

// TestScopesHaveTheirSubjects holds the keys by scope of REP-121.
func TestScopesHaveTheirSubjects(t *testing.T) {
	base := audit.Finding{Rule: "U001", Patient: "P1", Date: "2026-03-09", PlanDate: "2026-02-01", Therapist: "T1"}
	for scope, keys := range map[audit.Scope][2]string{
		audit.ScopeSession: {"P1", "2026-03-09"}, audit.ScopeDay: {"P1", "2026-03-09"}, audit.ScopePatient: {"P1", "2026-03-09"},
		audit.ScopeYear: {"P1", "2026"}, audit.ScopeEpisode: {"P1", "2026-02-01"}, audit.ScopeShift: {"T1", "2026-03-09"},
		audit.ScopeMonth: {"T1", "2026-03"},
	} {
		f := base
		f.Scope = scope
		r, _, err := Publish(&audit.Result{Findings: []audit.Finding{f}}, Options{Mode: model.ModeID})
		if err != nil {
			t.Fatal(err)
		}
		if want := findingID("U001", keys[0], keys[1], "", "", 1); r.Findings[0].ID != want {
			t.Errorf("scope %s: id %s, want %s", scope, r.Findings[0].ID, want)
		}
	}
}

func TestEqualFindingsAreNumbered(t *testing.T) {
	f := audit.Finding{Rule: "M007", Scope: audit.ScopeSession, Patient: "P1", Date: "2026-03-09"}
	r, _, err := Publish(&audit.Result{Findings: []audit.Finding{f, f}}, Options{Mode: model.ModeID})
	if err != nil {
		t.Fatal(err)
	}
	for i := range r.Findings {
		if want := findingID("M007", "P1", "2026-03-09", "", "", i+1); r.Findings[i].ID != want {
			t.Errorf("finding %d has the id %s, want %s", i+1, r.Findings[i].ID, want)
		}
	}
}

// TestFindingsWithoutSubject holds REP-124.
func TestFindingsWithoutSubject(t *testing.T) {
	list := []audit.Finding{{Rule: "I003", Scope: audit.ScopeImport}, {Rule: "I003", Scope: audit.ScopeImport}, {Rule: "U007", Scope: audit.ScopeSession}}
	r, _, err := Publish(&audit.Result{Findings: list}, Options{Mode: model.ModeID})
	if err != nil {
		t.Fatal(err)
	}
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
		published, _, err := Publish(r, Options{Mode: rapid.SampledFrom([]model.Mode{model.ModeCode, model.ModeID}).Draw(t, "mode")})
		if err != nil {
			t.Fatal(err)
		}
		seen := map[string]bool{}
		for i := range published.Findings {
			if id := published.Findings[i].ID; seen[id] {
				t.Fatalf("the id %s stands twice", id)
			} else {
				seen[id] = true
			}
		}
	})
}
