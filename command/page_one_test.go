package command

import (
	"fmt"
	"path/filepath"
	"testing"

	"otaudit/audit"
	"otaudit/report/model"
)

// TestPageOneIsCountedFromTheFindings counts every number of page one again, from the findings and the sums of a run: over the samples
// and over tables with much that is wrong.
func TestPageOneIsCountedFromTheFindings(t *testing.T) {
	paths := map[string]string{}
	for _, name := range sampleLogs {
		paths[filepath.Join("../samples", name)] = samplesAsOf
	}
	for seed := range 40 {
		paths[writeWrongTable(t, uint64(seed))] = "2026-06-01"
	}
	whole, amounts := 0, audit.Cents(0)
	for path, asOf := range paths {
		r, _ := auditLog(t, path, asOf, "")
		page := model.FirstPageOf(r.result, model.Actions(r.result))
		recount(t, path, r.result, &page)
		whole += page.Exposure.Rows[0].Lines
		amounts += page.Exposure.Over
	}
	if whole < 10 || amounts == 0 {
		t.Errorf("%d whole lines and %s in question: the logs test nothing", whole, amounts)
	}
}

func recount(t *testing.T, path string, r *audit.Result, page *model.FirstPage) {
	t.Helper()
	is := func(what string, got, want any) {
		t.Helper()
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s: %s is %v, want %v", path, what, got, want)
		}
	}
	all, e := model.TotalOfAll(r), &page.Exposure
	for _, dimension := range []string{"therapist", "code", "payer", "month"} {
		var sum audit.Total
		for _, s := range model.TotalsBy(r, dimension) {
			sum.Lines, sum.UnitLines, sum.OverLines, sum.UnderLines = sum.Lines+s.Lines, sum.UnitLines+s.UnitLines, sum.OverLines+s.OverLines, sum.UnderLines+s.UnderLines
			sum.OverCents, sum.UnderCents, sum.NoPrice = sum.OverCents+s.OverCents, sum.UnderCents+s.UnderCents, sum.NoPrice+s.NoPrice
		}
		is("the sum by "+dimension, []any{sum.Lines, sum.UnitLines, sum.OverLines, sum.UnderLines, sum.OverCents, sum.UnderCents, sum.NoPrice},
			[]any{all.Lines, all.UnitLines, all.OverLines, all.UnderLines, all.OverCents, all.UnderCents, all.NoPrice})
	}
	counts, questioned := map[audit.Severity]int{}, map[int32]bool{}
	rows := map[string]map[audit.Ref]bool{} // by rule, of errors and warnings
	found := map[string]int{}
	for i := range r.Findings {
		f := &r.Findings[i]
		counts[f.Severity]++
		if f.Severity == audit.Info {
			continue
		}
		for _, place := range f.Questions {
			questioned[place] = true
		}
		if rows[f.Rule] == nil {
			rows[f.Rule] = map[audit.Ref]bool{}
		}
		found[f.Rule]++
		for _, cell := range append([]audit.Ref{f.Cell}, f.Related...) {
			rows[f.Rule][audit.Ref{Sheet: cell.Sheet, Row: cell.Row}] = true
		}
	}
	is("found", page.Found, fmt.Sprintf("Found: %s, %s, %s.", model.Plural(counts[audit.Error], "error", "errors"), model.Plural(counts[audit.Warning], "warning", "warnings"),
		model.Plural(counts[audit.Info], "note", "notes")))
	is("the clinic", []int{page.Clinic.Good, page.Clinic.Of}, []int{all.UnitLines - all.OverLines - all.UnderLines, all.UnitLines})

	var whole model.ExposureRow
	beyond := audit.Cents(0)
	for place := range questioned {
		q := &r.Questioned[place]
		if beyond += q.Amount; q.Priced {
			whole.Lines, whole.Over, whole.Under = whole.Lines+1, whole.Over+q.Amount+q.Held.OverCents, whole.Under+q.Held.UnderCents
		}
	}
	is("whole lines", []any{e.Rows[0].Lines, e.Rows[0].Over, e.Rows[0].Under}, []any{whole.Lines, whole.Over, whole.Under})
	lines, over, under := e.NoPriceLines, audit.Cents(0), audit.Cents(0)
	for _, row := range e.Rows {
		if row.Lines < 0 || row.Over < 0 || row.Under < 0 {
			t.Errorf("%s: a row below zero: %+v", path, row)
		}
		lines, over, under = lines+row.Lines, over+row.Over, under+row.Under
	}
	is("the total", []any{e.Lines, e.Over, e.Under}, []any{lines, over, under})
	is("what is not in doubt", []any{e.Over - e.Rows[1].Over, e.Under - e.Rows[1].Under}, []any{all.OverCents + beyond, all.UnderCents})
	for _, step := range page.Next {
		if rule := step.What[:min(4, len(step.What))]; rows[rule] != nil {
			is("the extent of "+rule, []int{step.Findings, step.Lines}, []int{found[rule], len(rows[rule])})
		}
	}
	if len(page.Next) > 5 {
		t.Errorf("%s: %d first actions", path, len(page.Next))
	}
}
