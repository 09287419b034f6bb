package model

import (
	"testing"

	"otaudit/audit"
)

// A rate is held to the target only where enough was judged.
func TestStandings(t *testing.T) {
	r := &audit.Result{Manifest: audit.Manifest{Options: []audit.Option{{Name: "target", Value: "90"}}}}
	for _, id := range []string{"D001", "D002", "D003", "D004", "D005", "D006"} {
		r.Rules = append(r.Rules, audit.RuleResult{ID: id, Evaluated: max(0, int(id[3])-'4') * 5})
	}
	if TargetOf(r) != 90 || TargetOf(&audit.Result{}) != DefaultTarget {
		t.Fatal("the target is not that of the run")
	}
	all := &audit.Total{Dimension: "all", Lines: 100}
	of := func(f audit.FamilyTotal) Standing {
		all.Families = []audit.FamilyTotal{f}
		r.Totals = []audit.Total{*all}
		return ratesOf(r).standings(all)[0]
	}
	for _, c := range []struct {
		evaluated, errors int
		rate, verdict     string
	}{{100, 9, "91.0 %", "pass"}, {100, 10, "90.0 %", "pass"}, {100, 11, "89.0 %", "below"}, {19, 0, "19 of 19 lines", "too few lines to say"}, {0, 0, NotDeterminable, NotDeterminable}} {
		s := of(audit.FamilyTotal{Family: "D", Evaluated: c.evaluated, Errors: c.errors})
		if s.Rate != c.rate || s.Verdict != c.verdict {
			t.Errorf("%d errors on %d lines: %+v, want %s, %s", c.errors, c.evaluated, s, c.rate, c.verdict)
		}
	}
	for i := range r.Rules {
		r.Rules[i].Evaluated = 0
	}
	r.Rules[0].Evaluated = 100
	if s := of(audit.FamilyTotal{Family: "D", Evaluated: 100}); s.Verdict != NotDeterminable {
		t.Errorf("one check of six gives %+v", s)
	}
	for i := range r.Rules {
		r.Rules[i].Evaluated, r.Rules[i].Applicable = 30, 200
	}
	if s := of(audit.FamilyTotal{Family: "D", Evaluated: 30}); s.Verdict != NotDeterminable || s.Coverage != "of the 6 of 6 checks that this log allows, on 30 of 100 lines" {
		t.Errorf("30 of the 200 lines it applies to give %+v", s)
	}
}
