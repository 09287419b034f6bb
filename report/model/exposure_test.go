package model

import (
	"testing"

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
	if s := clinicStanding(r); s.Rate != NotDeterminable || s.Verdict != NotDeterminable {
		t.Errorf("the clinic is %+v: untimed lines alone give no rate", s)
	}
}
