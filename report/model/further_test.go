package model

import (
	"testing"

	"otaudit/audit"
	"otaudit/report/reporttest"
)

// REP-26: what findings question beside the units counts each line once, and neither notes nor accepted findings.
func TestFurtherAmountsCountLinesOnce(t *testing.T) {
	r := reporttest.QuestionedResult()
	if got, want := furtherOf(r), (Further{Amount: 14800, Lines: 3, NoPrice: 1}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	r.Findings[1].Status = StatusAccepted // another finding still questions the first line
	if got, want := furtherOf(r), (Further{Amount: 10000, Lines: 2, NoPrice: 1}); got != want {
		t.Errorf("with an accepted finding: got %+v, want %+v", got, want)
	}
	if got := furtherOf(&audit.Result{Totals: r.Totals, Questioned: r.Questioned}); got != (Further{}) || got.Text() != "" {
		t.Errorf("without findings: %+v", got)
	}
}
