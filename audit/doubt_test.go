package audit

import "testing"

func about(rule string, row int32, units int, severity Severity) Finding {
	return Finding{Rule: rule, Cell: Ref{Sheet: "s", Row: row}, Severity: severity, Message: WholeUnits(units).String(), Status: "open",
		Impact: Impact{Units: WholeUnits(units), Money: Cents(4000 * units), Basis: "charge"},
		Fix:    Fix{Safety: Safe, Edits: []Edit{{Field: UnitsBilled, Old: "4", New: "1"}}}}
}

// TestDoubtIsResolvedByReadings: what stands under all readings stands with the least amount and for review, what stands under some is in
// doubt and changes no sum, and what no reading changes stays as it is.
func TestDoubtIsResolvedByReadings(t *testing.T) {
	logged := about("U001", 2, -6, Error)
	same, less, mild := logged, about("U001", 2, -3, Error), about("U001", 2, -6, Warning)
	reading := func(f ...*Finding) []reading {
		return []reading{{"if it is a copy", []string{"S005"}, newFoundLines(f)}}
	}

	if f := resolve(logged, reading(&same)); f.Fix.Safety != Safe || f.Impact != logged.Impact || f.InDoubt != "" {
		t.Errorf("unchanged: %+v", f)
	}
	if f := resolve(logged, reading(&less)); f.Fix.Safety != Review || f.Impact != less.Impact || f.InDoubt != "" || len(f.Readings) != 2 {
		t.Errorf("least amount: %+v", f)
	}
	if f := resolve(less, reading(&same)); f.Impact != less.Impact || f.Fix.Safety != Review {
		t.Errorf("least amount, as logged: %+v", f)
	}
	if f := resolve(logged, reading(&mild)); f.Severity != Warning {
		t.Errorf("least severity: %+v", f)
	}
	f := resolve(logged, reading())
	if f.InDoubt != "S005" || f.Impact != (Impact{}) || f.Fix.Safety != Review || f.Readings[0].Impact != logged.Impact {
		t.Errorf("in doubt: %+v", f)
	}
	other := about("U001", 9, -6, Error)
	if f := resolve(logged, reading(&other)); f.InDoubt != "S005" {
		t.Errorf("a finding of other lines is no counterpart: %+v", f)
	}
}

// TestChoicesOfDoubts: all combinations of three; of more, each is read otherwise in few readings, and all at once in the last.
func TestChoicesOfDoubts(t *testing.T) {
	for n, want := range map[int]int{1: 1, 2: 3, 3: 7, 4: 5, 7: 8, 8: 5, 900: 8} {
		doubts := make([]openDoubt, n)
		for i := range doubts {
			doubts[i].Doubt = &Doubt{}
		}
		sets := choices(doubts)
		if len(sets) != want || len(sets[len(sets)-1]) != n {
			t.Errorf("%d doubts: %d readings, the last of %d", n, len(sets), len(sets[len(sets)-1]))
		}
		read := map[*Doubt]bool{}
		for _, set := range sets {
			for _, d := range set {
				read[d.Doubt] = read[d.Doubt] || n == 1 || len(set) < n
			}
		}
		if len(read) != n {
			t.Errorf("%d doubts: %d are read otherwise apart from the others", n, len(read))
		}
	}
}

func TestLeastDifference(t *testing.T) {
	for _, c := range []struct {
		of   []Units
		want Units
	}{{[]Units{3, 1, 2}, 1}, {[]Units{-3, -1}, -1}, {[]Units{3, -1}, 0}, {[]Units{3, 0}, 0}, {[]Units{2}, 2}} {
		if got := leastDifference(c.of); got != c.want {
			t.Errorf("of %v: %d, want %d", c.of, got, c.want)
		}
	}
}

// TestOneCauseIsOneFinding: a finding yields to one that covers its lines, and to no other.
func TestOneCauseIsOneFinding(t *testing.T) {
	on := func(rows ...int32) func(*Pass, *Group) {
		return func(p *Pass, g *Group) {
			var lines []*Line
			for _, l := range g.All {
				for _, row := range rows {
					if l.Row == row {
						lines = append(lines, l)
					}
				}
			}
			if len(lines) == len(rows) {
				p.Report(Report{Line: lines[0], Also: lines[1:], Field: Code, Message: "said"})
			}
		}
	}
	for _, c := range []struct {
		covers []int32
		want   int
	}{{[]int32{2, 17}, 1}, {[]int32{2}, 2}} {
		yields := toyRule("N002", ScopeDay, on(2, 17))
		yields.YieldsTo = []string{"E005"}
		log := toyLog(make([]int, 16)...) // rows 2 and 17 are of one patient and day
		if found := Run(log, toyConfig(toyRule("E005", ScopePatient, on(c.covers...)), yields)).Findings; len(found) != c.want {
			t.Errorf("covered by %v: %+v", c.covers, found)
		}
	}
}

// TestLinesNotKeptAreApart: only the rule that asks for them sees them, and they are in no sum.
func TestLinesNotKeptAreApart(t *testing.T) {
	charged := toyRule("S013", ScopeSession, func(p *Pass, g *Group) {
		p.Report(Report{Line: g.First(), Field: Charge, AtStake: true, Message: "charged"})
	})
	charged.Aside = NotKept
	cfg := toyConfig(toyRule("U001", ScopeDay, atMostTwo), charged)
	cfg.NotKept = toyLog(9)
	result := Run(toyLog(2, 1), cfg)
	if len(result.Findings) != 1 || result.Findings[0].Rule != "S013" || result.Findings[0].Impact.Money != -36000 || len(result.Questioned) != 1 {
		t.Fatalf("%+v, questioned %v", result.Findings, result.Questioned)
	}
	if result.Totals[0].Lines != 2 {
		t.Errorf("totals %+v", result.Totals[0])
	}
	for _, r := range result.Rules {
		if want := map[string]int{"S013": 1, "U001": 2}[r.ID]; r.Applicable != want {
			t.Errorf("%s applies to %d lines, want %d", r.ID, r.Applicable, want)
		}
	}
}
