package pdf

import (
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
