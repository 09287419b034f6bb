package model

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"otaudit/audit"
	"otaudit/report/reporttest"
)

// REP-51 to REP-53.
func TestMetricsOfTheWorkedCheck(t *testing.T) {
	got := map[string]string{}
	r := &audit.Result{Totals: []audit.Total{*reporttest.WorkedCheck()}, Rules: []audit.RuleResult{{ID: "U001", Applicable: 8, Evaluated: 7}}}
	for _, m := range Metrics(r) {
		got[m.Name] = m.Value
	}
	for name, want := range map[string]string{
		"coverage of the unit check": "87.5 % (7 of 8)",
		"line accuracy, overall":     "42.9 % (3 of 7)",
		"line accuracy, units":       "42.9 % (3 of 7)",
		"visit accuracy":             "25.0 % (1 of 4)",
		"unit accuracy":              "69.2 % (1 − 4/13)",
		"over-coded line rate":       "28.6 % (2 of 7)",
		"under-coded line rate":      "28.6 % (2 of 7)",
		"over units":                 "2",
		"under units":                "2",
		"net units":                  "0",
		"potential over dollars":     "60.00",
		"potential under dollars":    "30.00",
		"lines without a price":      "1",
		"gross dollar error rate":    "23.1 % (90.00 of 390.00)",
		"net dollar error rate":      "7.7 % (30.00 of 390.00)",
		"assistant share":            NotDeterminable,
	} {
		if got[name] != want {
			t.Errorf("%s: got %q, want %q", name, got[name], want)
		}
	}
}

// A rate that rests on too little is not determinable, and every rate says what it rests on.
func TestNoMetricWithoutCoverage(t *testing.T) {
	r := &audit.Result{Totals: []audit.Total{*reporttest.WorkedCheck()}, Sheets: []audit.Sheet{{Coverage: audit.SheetCoverage{Timed: 60, Judged: 3}}}}
	for i := range 6 {
		r.Rules = append(r.Rules, audit.RuleResult{ID: "U00" + string(rune('1'+i)), Applicable: 8, Evaluated: 7 - min(7, 9*i)})
	}
	for _, m := range append(Metrics(r), RunMetrics(r)...) {
		if strings.Contains(m.Value, "%") && m.Requirement != "REP-29" {
			t.Errorf("%s is %s, with one check of six and 3 of 60 timed lines judged", m.Name, m.Value)
		}
		if m.Coverage == "" && m.Requirement != "REP-29" && m.Requirement != "REP-26" && m.Requirement != "REP-42" {
			t.Errorf("%s does not say what it rests on", m.Name)
		}
	}
}

// The executive sentence is the one of REP-10.
func TestResultSentence(t *testing.T) {
	for _, c := range []struct {
		total *audit.Total
		want  string
	}{
		{reporttest.WorkedCheck(), "Documented minutes support the units billed on 3 of 7 lines; 1 more line could not be evaluated."},
		{&audit.Total{Lines: 5, UnitLines: 5, OverLines: 4}, "Documented minutes support the units billed on 1 of 5 lines; every line could be evaluated."},
		{&audit.Total{Lines: 1204}, "Units could not be evaluated on any of the 1,204 lines; the points below come from the other checks."},
		{&audit.Total{}, "No line was audited."},
	} {
		if got := resultSentence(c.total); got != c.want {
			t.Errorf("got  %q\nwant %q", got, c.want)
		}
	}
}

// REP-07.
func TestPercent(t *testing.T) {
	for _, c := range []struct {
		n, d int64
		want string
	}{
		{3, 7, "42.9 %"}, {0, 7, "0.0 %"}, {7, 7, "100.0 %"}, {9999, 10000, "> 99.9 %"}, {1, 10000, "< 0.1 %"}, {1, 2000, "0.1 %"}, {1, 0, NotDeterminable},
		{0, 0, NotDeterminable}, {-1, 2, "-50.0 %"}, {-1, 100000, "> -0.1 %"}, {-99999, 100000, "< -99.9 %"}, {3, 2, "150.0 %"}, {1, 8, "12.5 %"}, {5, 4000, "0.1 %"},
		{15, 1000, "1.5 %"}, {25, 10000, "0.3 %"}, {-25, 10000, "-0.3 %"}, {12345, 10, "123,450.0 %"},
	} {
		if got := Percent(c.n, c.d); got != c.want {
			t.Errorf("percent(%d, %d) = %q, want %q", c.n, c.d, got, c.want)
		}
	}
}

// REP-07: never all of less than all, never none of more than none.
func TestPercentNeverHides(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := rapid.Int64Range(1, 1e12).Draw(t, "of")
		n := rapid.OneOf(rapid.Int64Range(0, d), rapid.Int64Range(max(0, d-3), d), rapid.Int64Range(0, min(3, d))).Draw(t, "part")
		got := Percent(n, d)
		if (got == "100.0 %") != (n == d) || (got == "0.0 %") != (n == 0) {
			t.Fatalf("percent(%d, %d) = %q", n, d, got)
		}
	})
}

// REP-46: only first minutes of bands count, and only visits with 8 minutes or more are asked.
func TestFirstMinuteShare(t *testing.T) {
	r := &audit.Result{Minutes: make([]int, 241)}
	r.Minutes[7], r.Minutes[8], r.Minutes[9], r.Minutes[22], r.Minutes[23], r.Minutes[240] = 5, 2, 1, 1, 3, 1
	got := runMetric(t, r, "REP-46")
	if want := "62.5 % (5 of 8); chance value 6.7 % (1 of 15)"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// REP-06: a documentation rule that judged nothing is no item met.
func TestCompletenessLeavesOutWhatWasNotEvaluated(t *testing.T) {
	r := &audit.Result{Rules: []audit.RuleResult{{ID: "D001", Applicable: 10, Evaluated: 10, Lines: 4}, {ID: "D005", Applicable: 10}, {ID: "U001", Applicable: 10, Evaluated: 10, Lines: 9}}}
	if got, want := runMetric(t, r, "REP-40"), "60.0 % (6 of 10)"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// REP-42: episodes, not lines or findings; none is not determinable.
func TestCertificationOnTime(t *testing.T) {
	r := &audit.Result{Rules: []audit.RuleResult{{ID: "D010", Items: 9}, {ID: "D011", Applicable: 100, Evaluated: 90, Findings: 2, Items: 8, Met: 6}}}
	if got, want := runMetric(t, r, "REP-42"), "75.0 % (6 of 8)"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := runMetric(t, &audit.Result{}, "REP-42"); got != NotDeterminable {
		t.Errorf("without a log: %q", got)
	}
}

func runMetric(t *testing.T, r *audit.Result, requirement string) string {
	for _, m := range RunMetrics(r) {
		if m.Requirement == requirement {
			return m.Value
		}
	}
	t.Fatalf("there is no figure of %s", requirement)
	return ""
}

// REP-82, REP-83: dollars first, then the others, at last what completes the record; accepted findings and notes are no rows.
func TestActionsAreOrdered(t *testing.T) {
	finding := func(rule string, severity audit.Severity, row int32, money audit.Cents) audit.Finding {
		return audit.Finding{Rule: rule, Name: "some-name", Severity: severity, Cell: audit.Ref{Sheet: "S1", Row: row}, Visit: "V-1", Impact: audit.Impact{Money: money}, Status: "open"}
	}
	r := &audit.Result{Findings: []audit.Finding{
		finding("D005", audit.Error, 1, 0), finding("D005", audit.Error, 2, 0), finding("M001", audit.Error, 3, 0), finding("U003", audit.Warning, 4, 5000),
		finding("U001", audit.Error, 5, -3000), finding("U001", audit.Error, 6, -3000), finding("I004", audit.Info, 7, 0)},
		Rules: []audit.RuleResult{{ID: "D011", Applicable: 9, NotEvaluated: []audit.Count{{What: "certification_date: no column", N: 9}}}}}
	accepted := finding("S005", audit.Error, 8, -90000)
	accepted.Status = "accepted"
	r.Findings = append(r.Findings, accepted)
	var got []string
	for _, a := range Actions(r) {
		got = append(got, strings.Join(a.Rules, "+"))
	}
	if want := "U001 U003 D005 M001 D011"; strings.Join(got, " ") != want {
		t.Errorf("got %v, want %s", got, want)
	}
	rows := Actions(r)
	if a := rows[0]; a.Over != 6000 || a.Under != 0 || a.Lines != 2 || a.Visits != 1 || a.Number != 1 {
		t.Errorf("extent of U001: %+v", a)
	}
	if last := rows[len(rows)-1]; last.Kind != KindComplete || last.Proposal != "supply certification date: the plan-of-care export" {
		t.Errorf("last row: %+v", last)
	}
}

// REP-65: the largest under-billing is among the points however large the over-billing is.
func TestPointsNameBothDirections(t *testing.T) {
	actions := []Action{}
	for i, rule := range []string{"U001", "U004", "U006", "N001", "S005", "U003"} {
		a := Action{Kind: KindDifferences, Rules: []string{rule}, Issue: "issue", Over: audit.Cents(100000 - i), Findings: 1, Lines: 1}
		if rule == "U003" {
			a.Over, a.Under = 0, 1
		}
		actions = append(actions, a)
	}
	got := strings.Join(points(&audit.Result{}, reporttest.WorkedCheck(), actions), "\n")
	if !strings.Contains(got, "U003") || !strings.Contains(got, "$0.01 under") {
		t.Errorf("under-billing is missing:\n%s", got)
	}
}
