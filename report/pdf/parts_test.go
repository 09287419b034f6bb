package pdf

import (
	"fmt"
	"strings"
	"testing"

	"otaudit/audit"
	"otaudit/report/model"
	"otaudit/report/reporttest"
)

// The manager's document is three pages for any size; manager's and evidence's sections together are the report.
func TestManagerGetsThreePages(t *testing.T) {
	for name, size := range reporttest.Sizes {
		r := reporttest.SampleResult(size)
		r.Comparison = &audit.Comparison{Earlier: *reporttest.WorkedCheck(), Gone: []audit.Gone{{Why: model.WhyOtherVisits}}}
		p, err := buildPDF(r, Options{Part: Manager, AsOf: 20000})
		if err != nil {
			t.Fatal(err)
		}
		if n := p.pdf.PageCount(); n != 3 || len(p.managerPages) != 3 || len(p.outside) > 0 {
			t.Errorf("%s: %d pages, sections on %v, outside the frame %q", name, n, p.managerPages, p.outside)
		}
		if name != "a practice" {
			continue
		}
		p, err = buildPDF(r, Options{Part: Evidence, AsOf: 20000})
		if err != nil {
			t.Fatal(err)
		}
		if len(p.managerPages) != 0 || len(p.outside) > 0 {
			t.Errorf("%s: the evidence has the manager's pages %v, outside the frame %q", name, p.managerPages, p.outside)
		}
	}
}

// However much there is to say, page one holds the sums, the first actions and the box of what was not judged, and page three the
// sign-off: other things give way.
func TestManagerPagesKeepWhatMatters(t *testing.T) {
	r := reporttest.SampleResult(reporttest.Sizes["large"])
	r.Manifest.Client, r.Manifest.Set = strings.Repeat("A long name of a clinic ", 9), string(model.Internal)
	r.Comparison = &audit.Comparison{Earlier: *reporttest.WorkedCheck(), EarlierAsOf: "2026-01-31", EarlierPeriod: "2026-01"}
	for i := range 9 {
		r.Manifest.Inputs = append(r.Manifest.Inputs, audit.Input{Name: fmt.Sprintf("file %d.xlsx", i), Problem: strings.Repeat("it was written by a program that is not known ", 4)})
		r.Sheets = append(r.Sheets, audit.Sheet{Coverage: audit.SheetCoverage{Timed: 40, Judged: 20, NotJudged: []audit.Count{{What: "minutes blank", N: 20}}},
			Columns: []audit.Column{{Col: int32(i + 1), Header: strings.Repeat("Long header ", 9), Field: "minutes", Grade: audit.Assumed, Flag: "--column"}}})
	}
	for page, wanted := range map[string][]string{
		"1": {"What is in question", "supported by the record as logged", "total", "What to do next", "What was not judged", "clinical judgment", "parts of the run did not complete"},
		"3": {"Actions", "Sign-off", "prepared by", "reviewed by", "date"},
	} {
		text := reporttest.Squeeze(reporttest.PDFText(t, pdfBytes(t, r, Options{Part: Manager, Counsel: true}), "-f", page, "-l", page))
		for _, want := range wanted {
			if !strings.Contains(text, want) {
				t.Errorf("page %s lacks %q:\n%s", page, want, text)
			}
		}
	}
}

// The evidence is of a bounded length for any log: what is left out is said, with the output that has it.
func TestEvidenceIsBounded(t *testing.T) {
	r := reporttest.BigResult(20_000)
	for i := range 3000 {
		key := fmt.Sprintf("%05d", i)
		for _, dimension := range []string{"therapist", "code", "payer", "month"} {
			r.Totals = append(r.Totals, audit.Total{Dimension: dimension, Key: key, Lines: 40, UnitLines: 40, OverLines: 1, OverUnits: 1000})
		}
		r.Payers = append(r.Payers, audit.PayerUse{Name: key, Source: "a source"})
		r.Sheets = append(r.Sheets, audit.Sheet{Name: key, Columns: make([]audit.Column, 300), Notes: []string{strings.Repeat("a note ", 40)}})
		r.Manifest.Inputs = append(r.Manifest.Inputs, audit.Input{Name: key, Problem: "it is encrypted"})
		r.Findings[i].Rule, r.Findings[i].Therapist = fmt.Sprintf("U%03d", i%100), key
		r.Findings[i].Related = make([]audit.Ref, 2000)
	}
	r.Comparison = &audit.Comparison{Gone: make([]audit.Gone, 5000), Patterns: make([]audit.Recurrence, 5000)}
	p, err := buildPDF(r, Options{Part: Evidence, AsOf: 20000})
	if err != nil {
		t.Fatal(err)
	}
	if n := p.pdf.PageCount(); n > 250 || len(p.outside) > 0 {
		t.Errorf("the evidence has %d pages, outside the frame %q", n, p.outside)
	}
}
