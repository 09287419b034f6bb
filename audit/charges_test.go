package audit

import (
	"slices"
	"testing"
)

// editsOf lists the edits of the first finding as "field=new".
func editsOf(r *Result) (edits []string, safety Safety) {
	for _, e := range r.Findings[0].Fix.Edits {
		edits = append(edits, e.Field.String()+"="+e.New)
	}
	return edits, r.Findings[0].Fix.Safety
}

// TestChargesFollowUnits: a charge stays in proportion where its cents divide, and is left where they do not.
func TestChargesFollowUnits(t *testing.T) {
	for name, c := range map[string]struct {
		units, to int
		charge    int32
		want      []string
		safety    Safety
	}{
		"divides":         {4, 3, 16000, []string{"units=3", "charge=120.00"}, Safe},
		"does not divide": {3, 2, 10000, []string{"units=2"}, Safe},
		"to nothing":      {3, 0, 10000, []string{"units=0", "charge=0.00"}, Safe},
		"no charge":       {3, 0, 0, []string{"units=0"}, Safe},
	} {
		log := toyLog(c.units)
		log[0].Set(Charge, c.charge)
		cfg := toyConfig(toyRule("U001", ScopeDay, lowerTo(c.to)))
		result := Run(log, cfg)
		if edits, safety := editsOf(result); !slices.Equal(edits, c.want) || safety != c.safety || len(result.Failures) > 0 {
			t.Errorf("%s: %v, %s, failures %v", name, edits, safety, result.Failures)
		}
	}
}

// lowerTo lowers lines above a number of units.
func lowerTo(units int) func(*Pass, *Group) {
	return func(p *Pass, g *Group) {
		for _, l := range g.Lines {
			if l.Units() > WholeUnits(units) {
				p.Report(Report{Line: l, Field: UnitsBilled, Message: "too many", Fix: Fix{Safety: Safe, Edits: []Edit{UnitsEdit(l, units)}}})
			}
		}
	}
}

// TestNoLineGoesToZeroWithACharge: a charge without a cell of its own cannot follow.
func TestNoLineGoesToZeroWithACharge(t *testing.T) {
	for to, want := range map[int]Safety{0: Review, 1: Safe} {
		log := toyLog(3)
		log[0].Layout.Slots = append(log[0].Layout.Slots, Slot{Charge: log[0].Layout.Slots[0][Charge]}) // two groups of columns, one charge
		cfg := toyConfig(toyRule("U001", ScopeDay, lowerTo(to)))
		if edits, safety := editsOf(Run(log, cfg)); len(edits) != 1 || safety != want {
			t.Errorf("to %d: %v, %s", to, edits, safety)
		}
	}
}
