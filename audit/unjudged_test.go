package audit

import (
	"slices"
	"testing"
)

// TestUnjudgedSaysWhere: rules of a day name the visits of the days with a line they could not judge, whether the kind of the line
// or the rule says so; rules of a patient name the patients, rules of months none, nor do rules that left most lines.
func TestUnjudgedSaysWhere(t *testing.T) {
	sessions := toyLog(1, 2, 3, 4, 5, 1, 2) // row 2 and row 7 are of P0, on two days
	sessions[1].Clear(UnitsBilled)
	leave := func(p *Pass, g *Group) {
		for _, l := range g.Lines {
			if l.Row == 4 {
				p.NotEvaluated(l, "toy")
			}
		}
	}
	silent := func(*Pass, *Group) {}
	needy := toyRule("U001", ScopeDay, silent)
	needy.Needs = Fields(UnitsBilled)
	for i, id := range []string{"V1", "V2", "V3"} { // on one day of one patient
		s := toyLog(1)[0]
		s.Layout = sessions[0].Layout
		s.Set(PatientID, s.Layout.Symbols.Intern("Q"))
		s.Set(Code, s.Layout.Symbols.Intern("97530"))
		s.Set(Payer, s.Layout.Symbols.Intern("Medicare"))
		s.Set(VisitID, s.Layout.Symbols.Intern(id))
		if s.Row = int32(20 + i); i == 1 {
			s.Clear(UnitsBilled)
		}
		sessions = append(sessions, s)
	}
	left := &Unjudged{}
	Run(sessions, Config{Rules: []*Rule{needy, toyRule("U002", ScopeSession, leave), toyRule("U003", ScopeDay, silent),
		toyRule("D001", ScopeEpisode, leave), toyRule("P001", ScopeMonth, leave)}, Payers: toyBooks{}, Codes: toyBooks{}, Unjudged: left})
	for id, want := range map[string][]string{"U001": {"V1", "V2", "V3", "pP1|2026-03-03|OT"}, "U002": {"pP2|2026-03-04|OT"}, "U003": nil} {
		got, listed := left.Visits[id]
		if slices.Sort(got); !listed || !slices.Equal(got, want) {
			t.Errorf("%s left %q, want %q", id, got, want)
		}
	}
	if got := left.Patients["D001"]; !slices.Equal(got, []string{"P2"}) || len(left.Patients) != 1 || len(left.Visits) != 3 {
		t.Errorf("patients %v, visits %v", left.Patients, left.Visits)
	}
}

// TestUnjudgedListsNoMassOfVisits: a rule that left most of a long log is not listed.
func TestUnjudgedListsNoMassOfVisits(t *testing.T) {
	for lines, want := range map[int]bool{mostUnjudged: true, mostUnjudged + 1: false} {
		sessions := toyLog(make([]int, lines)...)
		for _, s := range sessions {
			s.Clear(UnitsBilled)
		}
		rule := toyRule("U001", ScopeDay, func(*Pass, *Group) {})
		rule.Needs = Fields(UnitsBilled)
		left := &Unjudged{}
		Run(sessions, Config{Rules: []*Rule{rule}, Payers: toyBooks{}, Codes: toyBooks{}, Unjudged: left})
		if _, listed := left.Visits["U001"]; listed != want {
			t.Errorf("%d lines left: listed %v", lines, listed)
		}
	}
}
