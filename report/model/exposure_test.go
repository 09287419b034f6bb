package model

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"otaudit/audit"
	"otaudit/report/reporttest"
)

// Each amount stands in the first row that fits it, and the rows add up to the total.
func TestExposureCountsEveryDollarOnce(t *testing.T) {
	r := reporttest.QuestionedResult()
	all := &r.Totals[0]
	all.Assumed = audit.Part{Lines: 1, OverCents: 1000, UnderCents: 500}
	all.Estimated = audit.Part{Lines: 1, OverCents: 2000}
	doubtful := audit.Finding{Rule: "U001", Severity: audit.Error, Status: "open", InDoubt: "U014", Cell: audit.Ref{Sheet: "S1", Row: 9},
		Readings: []audit.Reading{{If: "as logged", Impact: audit.Impact{Money: -700}}, {If: "the 1 is an hour"}}}
	again := doubtful
	again.Readings = []audit.Reading{{If: "as logged", Impact: audit.Impact{Money: -300}}}
	accepted := doubtful
	accepted.Status, accepted.Cell.Row = "accepted", 10
	r.Findings = append(r.Findings, doubtful, again, accepted)
	e := exposureOf(r, all)
	want := []ExposureRow{{Lines: 2, Over: 14800}, {Lines: 1, Over: 700}, {Lines: 1, Over: 1000, Under: 500}, {Lines: 1, Over: 2000}, {Lines: 1, Over: 3000, Under: 2500}}
	for i, row := range e.Rows {
		row.What = ""
		if row != want[i] {
			t.Errorf("row %d is %+v, want %+v", i, row, want[i])
		}
	}
	if e.Over != 14800+700+6000 || e.Under != 3000 || e.NoPriceLines != 2 || e.NoPriceUnits != 0 {
		t.Errorf("the total is %+v", e)
	}
}

// Every line of a log stands in the first row that fits it, with its whole amount if that is in question, and in no other: the rows
// are those that a count line by line gives.
func TestExposureIsThatOfTheLines(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r, all := &audit.Result{}, audit.Total{Dimension: "all"}
		want := map[string]*ExposureRow{}
		const whole, doubt, unpriced = "whole", "doubt", audit.HeldUnpriced
		put := func(row string, over, under audit.Cents) {
			if want[row] == nil {
				want[row] = &ExposureRow{}
			}
			want[row].Lines++
			want[row].Over += over
			want[row].Under += under
		}
		units := audit.Units(0)
		for row := range rapid.IntRange(0, 12).Draw(t, "lines") {
			cell := audit.Ref{Sheet: "S1", Row: int32(row + 2)}
			amount := audit.Cents(rapid.IntRange(100, 9000).Draw(t, "amount"))
			held := audit.Held{In: rapid.SampledFrom([]string{"", audit.HeldAssumed, audit.HeldEstimated, audit.HeldLogged, unpriced}).Draw(t, "in")}
			change := audit.Cents(rapid.IntRange(-100, 100).Filter(func(n int) bool { return n != 0 }).Draw(t, "change"))
			if held.In != "" {
				held.Units = audit.WholeUnits(1)
				if change < 0 {
					all.OverLines++
				} else {
					all.UnderLines++
				}
			}
			if held.In == unpriced {
				all.NoPrice++
				all.NoPriceUnits += held.Units
			} else if held.In != "" {
				held.OverCents, held.UnderCents = max(0, -change), max(0, change)
				all.OverCents += held.OverCents
				all.UnderCents += held.UnderCents
				if part := map[string]*audit.Part{audit.HeldAssumed: &all.Assumed, audit.HeldEstimated: &all.Estimated}[held.In]; part != nil {
					part.Lines++
					part.OverCents += held.OverCents
					part.UnderCents += held.UnderCents
				}
			}
			doubtful := held.In == "" && rapid.Bool().Draw(t, "doubtful")
			if doubtful {
				r.Findings = append(r.Findings, audit.Finding{Rule: "U001", Severity: audit.Error, InDoubt: "U014", Cell: cell, Readings: []audit.Reading{{Impact: audit.Impact{Money: change}}}})
			}
			switch {
			case rapid.Bool().Draw(t, "whole"):
				q := audit.Questioned{Cell: cell, Amount: amount - held.OverCents, Priced: held.In != unpriced, Units: audit.WholeUnits(3), Held: held}
				if !q.Priced {
					q.Amount = 0
				}
				r.Findings = append(r.Findings, audit.Finding{Rule: "C002", Severity: audit.Error, Cell: cell, Questions: []int32{int32(len(r.Questioned))}})
				r.Questioned = append(r.Questioned, q)
				if q.Priced {
					put(whole, amount, held.UnderCents)
				} else {
					put(unpriced, 0, 0)
					units += audit.WholeUnits(3)
				}
			case doubtful:
				put(doubt, max(0, -change), max(0, change))
			case held.In != "":
				put(held.In, held.OverCents, held.UnderCents)
				if held.In == unpriced {
					units += held.Units
				}
			}
		}
		r.Totals = []audit.Total{all}
		e := exposureOf(r, &all)
		sum := ExposureRow{Lines: e.NoPriceLines}
		for i, name := range []string{whole, doubt, audit.HeldAssumed, audit.HeldEstimated, audit.HeldLogged} {
			got := e.Rows[i]
			sum.Lines, sum.Over, sum.Under = sum.Lines+got.Lines, sum.Over+got.Over, sum.Under+got.Under
			got.What = ""
			if expected := want[name]; expected == nil && got != (ExposureRow{}) || expected != nil && got != *expected {
				t.Errorf("%s is %+v, want %+v", name, got, expected)
			}
		}
		if n := want[unpriced]; n == nil && e.NoPriceLines != 0 || n != nil && e.NoPriceLines != n.Lines || e.NoPriceUnits != units {
			t.Errorf("without a price are %d lines and %v, want %+v and %v", e.NoPriceLines, e.NoPriceUnits, n, units)
		}
		if total := (ExposureRow{"", e.Lines, e.Over, e.Under}); total != sum {
			t.Errorf("the rows come to %+v, the total is %+v", sum, total)
		}
		rows := e.Table().Rows
		if last := rows[len(rows)-1]; e.Judged && fmt.Sprint(last) != fmt.Sprint([]string{"total", Count(e.Lines), Amount(e.Over), Amount(e.Under)}) {
			t.Errorf("the last row is %q", last)
		}
	})
}

// No dollar is shown where units were not judged.
func TestExposureShowsNoDollarOfWhatWasNotJudged(t *testing.T) {
	r := &audit.Result{Totals: []audit.Total{{Dimension: "all", Lines: 30, UnitLines: 10}}, Sheets: []audit.Sheet{{Coverage: audit.SheetCoverage{Timed: 20}}}}
	e := exposureOf(r, &r.Totals[0])
	for _, row := range e.Table().Rows {
		for _, cell := range row {
			if cell == "0.00" {
				t.Errorf("the row %q has an amount", row)
			}
		}
	}
	if s := ratesOf(r).clinicStanding(&r.Totals[0]); s.Rate != NotDeterminable || s.Verdict != NotDeterminable {
		t.Errorf("the clinic is %+v: untimed lines alone give no rate", s)
	}
}
