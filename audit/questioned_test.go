package audit

import (
	"reflect"
	"testing"
)

// A line of which two rules question the whole amount stands once; what the totals hold as units above the record is not
// counted again; a correction that takes a line off counts, and one that moves its units to another line does not.
func TestQuestionedLinesStandOnce(t *testing.T) {
	question := func(id string, units int) *Rule {
		return toyRule(id, ScopeSession, func(p *Pass, g *Group) {
			for _, l := range g.Lines {
				if l.Units() >= WholeUnits(units) {
					p.Report(Report{Line: l, Field: Code, AtStake: true, Message: "not this code"})
				}
			}
		})
	}
	takeOff := toyRule("C003", ScopeSession, func(p *Pass, g *Group) {
		for _, l := range g.Lines {
			if l.Units() == WholeUnits(1) {
				p.Report(Report{Line: l, Field: Code, Message: "not apart", Fix: Fix{Title: "take off", Safety: Review, Edits: []Edit{UnitsEdit(l, 0)}}})
			}
		}
	})
	move := toyRule("U008", ScopeSession, func(p *Pass, g *Group) {
		for _, l := range g.Lines {
			p.Report(Report{Line: l, Field: UnitsBilled, Message: "one line",
				Fix: Fix{Title: "join", Safety: Review, Edits: []Edit{UnitsEdit(l, 9), UnitsEdit(l, 0)}}})
		}
	})
	log := toyLog(1, 2, 3, 4) // 40.00 a unit; the record supports two
	log[3].Clear(Charge)
	r := Run(log, toyConfig(toyRule("U001", ScopeDay, atMostTwo), question("C002", 2), question("S005", 3), takeOff, move))
	over := func(units int, money Cents) Held { return Held{HeldLogged, WholeUnits(units), money, 0} }
	want := []Questioned{{Amount: 4000, Priced: true, Units: WholeUnits(1)}, {Amount: 8000, Priced: true, Units: WholeUnits(2)},
		{Amount: 8000, Priced: true, Units: WholeUnits(3), Held: over(1, 4000)}, {Units: WholeUnits(4), Held: Held{In: HeldUnpriced, Units: WholeUnits(2)}}}
	for i := range want {
		want[i].Cell = Ref{log[i].Layout.Sheet, log[i].Row, 0}
	}
	if !reflect.DeepEqual(r.Questioned, want) {
		t.Errorf("got %v, want %v", r.Questioned, want)
	}
	named := map[int32]int{}
	for _, f := range r.Findings {
		for _, line := range f.Questions {
			named[line]++
			if f.Rule == "U001" || f.Rule == "U008" {
				t.Errorf("%s questions a whole line", f.Rule)
			}
		}
	}
	if want := map[int32]int{0: 1, 1: 1, 2: 2, 3: 2}; !reflect.DeepEqual(named, want) {
		t.Errorf("findings by line: got %v, want %v", named, want)
	}
}

// A line of which the record supports nothing is wholly in the totals, and nothing of it is beside them.
func TestNothingIsQuestionedTwice(t *testing.T) {
	none := toyRule("U001", ScopeSession, func(p *Pass, g *Group) {
		p.SetSupported(g.First(), 0)
		p.Report(Report{Line: g.First(), Field: Code, AtStake: true, Message: "no unit supported"})
	})
	r := Run(toyLog(2), toyConfig(none))
	if len(r.Questioned) != 1 || r.Questioned[0].Amount != 0 || r.Questioned[0].Held.OverCents != 8000 || r.Totals[0].OverCents != 8000 {
		t.Errorf("questioned %v, over %v", r.Questioned, r.Totals[0].OverCents)
	}
}
