package history

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"otaudit/audit"
	"otaudit/report/model"
)

// run makes a published result of the mode id with one finding of U001 for each date given, units billed behind a slash.
func run(dates ...string) *audit.Result {
	r := &audit.Result{Manifest: audit.Manifest{RuleSet: "2026.1", Inputs: []audit.Input{{SHA256: strings.Join(dates, " ")}}},
		Rules:  []audit.RuleResult{{ID: "U001", Scope: audit.ScopeDay, Applicable: 9, Evaluated: 9}},
		Totals: []audit.Total{{Dimension: "therapist", Key: "Ada", Families: []audit.FamilyTotal{{Family: "U", Evaluated: 40}}}}}
	for _, date := range dates {
		date, billed, _ := strings.Cut(date, "/")
		units, _ := audit.ParseValue(nil, audit.UnitsBilled, billed)
		r.Findings = append(r.Findings, audit.Finding{ID: "U001-" + strings.ReplaceAll(date, "-", ""), Rule: "U001", Patient: "P1", Date: date,
			Visit: "P1|" + date, Therapist: "Ada", Billed: audit.Quantity{Units: audit.Units(units), Known: true}, Status: model.StatusOpen})
		r.Visits = append(r.Visits, "P1|"+date)
	}
	return r
}

func accept(r *audit.Result, asOf string, until ...string) {
	var waivers []model.Waiver
	for i, day := range until {
		if day != "" {
			waivers = append(waivers, model.Waiver{FindingID: r.Findings[i].ID, By: "reviewer", Until: day, Reason: "on file"})
		}
	}
	on, _ := audit.ParseDate(asOf)
	ApplyWaivers(r, waivers, on)
}

// TestCompareStates holds REP-125 to REP-131.
func TestCompareStates(t *testing.T) {
	earlier := run("2026-01-01/4", "2026-01-02/4", "2026-01-03/4", "2026-01-04/4", "2026-01-05/4", "2026-01-06/4", "2026-01-07/4")
	accept(earlier, "2026-02-01", "", "", "", "", "", "2026-02-28", "2026-12-31")
	now := run("2026-01-01/4", "2026-01-02/5", "2026-01-05/4", "2026-01-06/4", "2026-01-07/4", "2026-02-02/4", "2026-02-03/4")
	now.Visits = append(now.Visits, "P1|2026-01-03")
	accept(now, "2026-03-01", "", "", "2026-12-31", "2026-02-28", "2026-12-31", "2026-02-27")
	c, err := Compare(now, earlier, nil)
	if err != nil {
		t.Fatal(err)
	}
	var states []string
	for i := range now.Findings {
		states = append(states, now.Findings[i].Date+" "+now.Findings[i].Status)
	}
	if diff := cmp.Diff([]string{"2026-01-01 repeat", "2026-01-02 repeat, changed", "2026-01-05 accepted", "2026-01-06 acceptance ended",
		"2026-01-07 accepted", "2026-02-02 acceptance ended", "2026-02-03 new"}, states); diff != "" {
		t.Errorf("states (-want +got):\n%s", diff)
	}
	var gone []string
	for _, g := range c.Gone {
		gone = append(gone, g.Visit+" "+g.State+" "+g.Why)
	}
	if diff := cmp.Diff([]string{"P1|2026-01-03 resolved ", "P1|2026-01-04 of other visits the visit is not in this input"}, gone); diff != "" {
		t.Errorf("gone (-want +got):\n%s", diff)
	}
	if !c.Closes() || c.OpenNow != 5 || c.OpenEarlier != 5 || c.Changed != 1 || c.NewlyAccepted != 1 || c.StillAccepted != 1 {
		t.Errorf("the counts are %+v", c)
	}
}

// TestNotEvaluatedIsNeverResolved holds REP-128; a visit of another month is not called one that was not re-examined.
func TestNotEvaluatedIsNeverResolved(t *testing.T) {
	for why, change := range map[string]func(*audit.Result){
		"the rule was not evaluated":               func(r *audit.Result) { r.Rules[0].Evaluated = 0 },
		"the rule was not evaluated on every line": func(r *audit.Result) { r.Rules[0].NotEvaluated = []audit.Count{{What: "minutes: blank", N: 1}} },
		"the rule is not in this rule set":         func(r *audit.Result) { r.Rules = nil },
		"the visit is not in this input":           func(r *audit.Result) { r.Visits = nil },
	} {
		now := run("2026-01-01/4")
		now.Findings = nil
		change(now)
		c, err := Compare(now, run("2026-01-01/4"), nil)
		if err != nil {
			t.Fatal(err)
		}
		if other := why == model.WhyOtherVisits; c.Resolved != 0 || (c.OtherVisits == 1) != other || (c.NotReexamined == 1) == other || !c.Closes() || c.Gone[0].Why != why {
			t.Errorf("%s: %+v", why, c)
		}
	}
}

// TestResolvedWhereTheRuleLookedAtTheVisit holds REP-127: a blank cell elsewhere does not keep a finding from being resolved, one
// on its own day does, and so does one anywhere where nobody knows where.
func TestResolvedWhereTheRuleLookedAtTheVisit(t *testing.T) {
	elsewhere := map[string][]string{"U001": {"P1|2026-01-09"}}
	for _, c := range []struct {
		name string
		left *audit.Unjudged
		why  string
	}{
		{"another visit", &audit.Unjudged{Visits: elsewhere}, ""},
		{"the visit", &audit.Unjudged{Visits: map[string][]string{"U001": {"P1|2026-01-09", "P1|2026-01-01"}}}, "the rule was not evaluated on every line of the day"},
		{"another patient", &audit.Unjudged{Patients: map[string][]string{"U001": {"P2"}}}, ""},
		{"the patient", &audit.Unjudged{Patients: map[string][]string{"U001": {"P1"}}}, "the rule was not evaluated on every line of the patient"},
		{"too many", &audit.Unjudged{Visits: map[string][]string{"U002": nil}}, "the rule was not evaluated on every line"},
		{"not known", nil, "the rule was not evaluated on every line"},
	} {
		now := run("2026-01-01/4")
		now.Findings = nil
		now.Rules[0].NotEvaluated = []audit.Count{{What: "minutes: blank", N: 1}}
		comparison, err := Compare(now, run("2026-01-01/4"), c.left)
		if err != nil {
			t.Fatal(err)
		}
		if gone := comparison.Gone[0]; gone.Why != c.why || (gone.State == "resolved") != (c.why == "") || !comparison.Closes() {
			t.Errorf("%s: %+v", c.name, gone)
		}
	}
	for _, why := range []string{"the visit is not in this input", "the rule was not evaluated"} {
		now := run("2026-01-01/4")
		now.Findings = nil
		now.Rules[0].NotEvaluated = []audit.Count{{What: "minutes: blank", N: 1}}
		if now.Rules[0].Evaluated = 0; why == "the visit is not in this input" {
			now.Visits = nil
		}
		if c, err := Compare(now, run("2026-01-01/4"), &audit.Unjudged{Visits: elsewhere}); err != nil || c.Gone[0].Why != why {
			t.Errorf("%s: %+v, %v", why, c, err)
		}
	}
}

// TestComparisonCloses holds REP-131 for any two runs.
func TestComparisonCloses(t *testing.T) {
	days := []string{"2026-01-01/4", "2026-01-02/4", "2026-01-03/4", "2026-01-04/5"}
	draw := func(t *rapid.T) *audit.Result {
		r := run(rapid.SliceOfDistinct(rapid.SampledFrom(days), rapid.ID[string]).Draw(t, "days")...)
		until := make([]string, len(r.Findings))
		for i := range until {
			until[i] = rapid.SampledFrom([]string{"", "2026-01-31", "2026-12-31"}).Draw(t, "until")
		}
		accept(r, "2026-02-01", until...)
		return r
	}
	rapid.Check(t, func(t *rapid.T) {
		earlier, now := draw(t), draw(t)
		c, err := Compare(now, earlier, nil)
		if err != nil {
			t.Fatal(err)
		}
		open := 0
		for i := range now.Findings {
			if model.Open(&now.Findings[i]) {
				open++
			}
		}
		if !c.Closes() || open != c.OpenNow {
			t.Fatalf("the counts do not close: %+v", c)
		}
	})
}

// TestCompareRefuses holds REP-123.
func TestCompareRefuses(t *testing.T) {
	for want, change := range map[string]func(*audit.Manifest){
		"different crosswalks": func(m *audit.Manifest) { m.CrosswalkID = "x" },
	} {
		now := run("2026-01-01/4")
		change(&now.Manifest)
		if _, err := Compare(now, run("2026-01-01/4"), nil); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %q", err, want)
		}
		if now.Comparison != nil || now.Findings[0].Status != model.StatusOpen {
			t.Error("a refused comparison changed the result")
		}
	}
}

// TestCompareNamesOtherDifferences holds REP-133.
func TestCompareNamesOtherDifferences(t *testing.T) {
	now, earlier := run("2026-01-01/4"), run("2026-01-01/4")
	now.Manifest.RuleSet = "2026.2"
	now.Manifest.Tables = []audit.Table{{Name: "mue", SHA256: "a"}}
	now.Manifest.Options = []audit.Option{{Name: "payer", Value: "medicare_b"}, {Name: "out", Value: "elsewhere"}}
	c, err := Compare(now, earlier, nil)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"rule set: 2026.1 in the earlier run, 2026.2 in this one", "table mue: the content differs",
		"option payer: (not stated) in the earlier run, medicare_b in this one"}
	if diff := cmp.Diff(want, c.Differences); diff != "" || !c.SameInputs {
		t.Errorf("same inputs: %v, differences (-want +got):\n%s", c.SameInputs, diff)
	}
}

// TestRecurringPatterns holds REP-132.
func TestRecurringPatterns(t *testing.T) {
	c, err := Compare(run("2026-02-01/4", "2026-02-02/4"), run("2026-01-01/4"), nil)
	if err != nil {
		t.Fatal(err)
	}
	want := []audit.Recurrence{{Rule: "U001", Therapist: "Ada", Findings: 2, EarlierFindings: 1, Evaluated: 40, EarlierEvaluated: 40}}
	if diff := cmp.Diff(want, c.Patterns); diff != "" {
		t.Errorf("patterns (-want +got):\n%s", diff)
	}
	c, err = Compare(run("2026-01-01/4"), run("2026-01-01/4"), nil)
	if err != nil || len(c.Patterns) != 0 {
		t.Errorf("the same visit is no recurring pattern: %v, %v", c.Patterns, err)
	}
}
