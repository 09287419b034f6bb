package history

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"otaudit/audit"
	"otaudit/report/model"
)

// month makes a result of one step; days are visits as [run] takes them, seen those without a finding.
func month(number int, days, seen []string) *audit.Result {
	r := run(days...)
	r.Manifest.AsOf, r.Manifest.Client = fmt.Sprintf("2026-%02d-01", number), "Oak"
	for _, day := range seen {
		r.Visits = append(r.Visits, "P1|"+day)
	}
	r.Totals = append(r.Totals, audit.Total{Dimension: "month", Key: "2026-01"})
	return r
}

func named(results ...*audit.Result) (list []Named) {
	for i, r := range results {
		list = append(list, Named{fmt.Sprint("run", i+1), r})
	}
	return list
}

func statesOf(t interface{ Fatal(...any) }, results ...*audit.Result) (map[string]string, *Series) {
	s, err := NewSeries(named(results...))
	if err != nil {
		t.Fatal(err)
	}
	states := map[string]string{}
	for i := range s.Findings {
		var texts []string
		for j := range s.Findings[i].States {
			texts = append(texts, s.Findings[i].States[j].text())
		}
		states[s.Findings[i].Visit[len("P1|"):]] = strings.Join(texts, "; ")
	}
	return states, s
}

// TestSeriesRemembers: a finding whose visit was not in the log of one month is known in the next.
func TestSeriesRemembers(t *testing.T) {
	third := month(3, []string{"2026-01-01/4"}, []string{"2026-01-02", "2026-01-04"})
	fourth := month(4, []string{"2026-01-04/4"}, nil)
	first := month(1, []string{"2026-01-01/4", "2026-01-02/4", "2026-01-03/4", "2026-01-04/4"}, nil)
	accept(first, "2026-01-31", "", "", "", "2026-12-31")
	// The results come in any order; those of one last month go by the day of the run.
	states, s := statesOf(t, third, first, month(2, []string{"2026-01-05/4"}, nil), fourth)
	want := map[string]string{
		"2026-01-01": "open; of other visits; repeat; of other visits",
		"2026-01-02": "open; of other visits; resolved (record); ",
		"2026-01-03": "open; of other visits; of other visits; of other visits",
		"2026-01-04": "accepted; ; ; new (record)", // its visit was read in March and had no finding
		"2026-01-05": "; new (record); of other visits; of other visits",
	}
	if diff := cmp.Diff(want, states); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if labels := []string{s.Steps[0].Label, s.Steps[3].Label}; labels[0] != "2026-01 as of 2026-01-01" || labels[1] != "2026-01 as of 2026-04-01" {
		t.Errorf("labels %q", labels)
	}
}

// TestCauses: what another version made is told from what the log made, and from what could be either.
func TestCauses(t *testing.T) {
	days := []string{"2026-01-01/4"}
	version := func(r *audit.Result, ruleSet string, rules ...string) *audit.Result {
		r.Manifest.RuleSet = ruleSet
		for _, id := range rules {
			r.Rules = append(r.Rules, audit.RuleResult{ID: id, Scope: audit.ScopeDay, Applicable: 9, Evaluated: 9})
		}
		return r
	}
	same := func(r *audit.Result) *audit.Result {
		r.Manifest.Inputs = []audit.Input{{SHA256: "same"}}
		return r
	}
	ofRule := func(r *audit.Result, rule string) *audit.Result {
		r.Findings[0].Rule, r.Findings[0].ID = rule, rule+"-1"
		return r
	}
	supported := func(r *audit.Result) *audit.Result {
		r.Findings[0].Supported = audit.Some(1)
		return r
	}
	for name, c := range map[string]struct {
		then, now *audit.Result
		want      string
	}{
		"another log":                   {month(1, nil, days), month(2, days, nil), "; new (record)"},
		"another visit":                 {month(1, nil, nil), version(month(2, days, nil), "2026.2"), "; new (record)"},
		"another rule set, another log": {month(1, nil, []string{"2026-01-01"}), version(month(2, days, nil), "2026.2"), "; new (could be either)"},
		"another rule set, same log":    {same(month(1, nil, []string{"2026-01-01"})), same(version(month(2, days, nil), "2026.2")), "; new (rules or tables)"},
		"a new rule":                    {month(1, nil, []string{"2026-01-01"}), ofRule(version(month(2, days, nil), "2026.2", "U099"), "U099"), "; new (rules or tables)"},
		"other units billed":            {month(1, days, nil), version(month(2, []string{"2026-01-01/5"}, nil), "2026.2"), "open; repeat, changed (record)"},
		"other units supported":         {month(1, days, nil), supported(version(month(2, days, nil), "2026.2")), "open; repeat, changed (rules or tables)"},
		"resolved by the log":           {month(1, days, nil), month(2, nil, []string{"2026-01-01"}), "open; resolved (record)"},
		"resolved by the version":       {same(month(1, days, nil)), same(version(month(2, nil, []string{"2026-01-01"}), "2026.2")), "open; resolved (rules or tables)"},
	} {
		if states, _ := statesOf(t, c.then, c.now); states["2026-01-01"] != c.want {
			t.Errorf("%s: %q, want %q", name, states, c.want)
		}
	}
}

// TestSeriesCloses: in any series, what is open adds up, and nothing that was open is lost before it is resolved or accepted.
func TestSeriesCloses(t *testing.T) {
	days := []string{"2026-01-01/4", "2026-01-02/4", "2026-01-03/4"}
	rapid.Check(t, func(t *rapid.T) {
		var results []*audit.Result
		for i := range rapid.IntRange(1, 4).Draw(t, "months") {
			r := month(i+1, rapid.SliceOfDistinct(rapid.SampledFrom(days), rapid.ID[string]).Draw(t, "found"), rapid.SliceOf(rapid.SampledFrom([]string{"2026-01-01", "2026-01-02"})).Draw(t, "seen"))
			until := make([]string, len(r.Findings))
			for j := range until {
				until[j] = rapid.SampledFrom([]string{"", "2026-01-31", "2026-12-31"}).Draw(t, "until")
			}
			accept(r, r.Manifest.AsOf, until...)
			results = append(results, r)
		}
		_, s := statesOf(t, results...)
		for i, step := range s.Steps {
			if i > 0 && step.Open != step.New+step.Repeat+step.Ended+step.CannotFollow {
				t.Fatalf("step %d does not close: %+v", i, step)
			}
		}
		for _, c := range s.Findings {
			for i := 1; i < len(c.States); i++ {
				if before := c.States[i-1].Is; c.States[i].Is == "" && before != "" && before != model.StatusResolved && before != model.StatusAccepted {
					t.Fatalf("%s is lost: %v", c.ID, c.States)
				}
			}
		}
	})
}

// TestAcceptedAreLeftOut: accepted findings are in no rate and no amount, and are counted.
func TestAcceptedAreLeftOut(t *testing.T) {
	r := month(1, []string{"2026-01-01/4", "2026-01-02/4"}, nil)
	for i := range r.Findings {
		f := &r.Findings[i]
		f.Cell = audit.Ref{Sheet: "log", Row: int32(i + 2)}
		f.Impact = audit.Impact{Units: audit.WholeUnits(-1), Money: -3000, Basis: "charge"}
	}
	r.Totals = append(r.Totals, audit.Total{Dimension: "all", Lines: 40, UnitLines: 40, OverLines: 2, OverUnits: audit.WholeUnits(2), OverCents: 6000})
	accept(r, "2026-01-31", "2026-12-31", "")
	_, s := statesOf(t, r)
	if step := s.Steps[0]; step.Clinic.Over != 3000 || step.Clinic.Standing.Good != 39 || step.Open != 1 || step.Accepted != 1 {
		t.Errorf("%+v", step)
	}
}

func TestUnlikeResultsAreRefused(t *testing.T) {
	other := month(2, nil, nil)
	other.Manifest.CrosswalkID = "x"
	if _, err := NewSeries(named(month(1, nil, nil), other)); !errors.As(err, new(*UnlikeCodes)) {
		t.Errorf("error %v", err)
	}
}
