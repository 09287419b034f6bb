package pdf

import (
	"strings"
	"testing"

	"otaudit/audit"
	"otaudit/report/reporttest"
)

// REP-05: a sheet without a table beside one with a table is named as not read; it does not raise the alarm that a failure
// or a file that was not read raises.
func TestPDFWordsNoticesByKind(t *testing.T) {
	r := reporttest.SampleResult(reporttest.Sizes["one finding"])
	r.Sheets = append(r.Sheets, audit.Sheet{Name: "S1!Notes"})
	page := reporttest.Squeeze(reporttest.PDFText(t, pdfBytes(t, r, Options{}), "-l", "1"))
	if !strings.Contains(page, "not read: sheet S1!Notes: no table was found") || strings.Contains(page, "did not complete") {
		t.Errorf("page 1 says:\n%s", page)
	}
	r.Manifest.Inputs = append(r.Manifest.Inputs, audit.Input{Name: "S2"})
	r.Sheets = append(r.Sheets, audit.Sheet{Name: "S2!Log", Input: 1})
	page = reporttest.Squeeze(reporttest.PDFText(t, pdfBytes(t, r, Options{}), "-l", "1"))
	strong, mild := strings.Index(page, "sheet S2!Log: no table was found"), strings.Index(page, "not read: sheet S1!Notes")
	if !strings.Contains(page, "parts of the run did not complete") || strong < 0 || mild < strong {
		t.Errorf("a file without any table: page 1 says:\n%s", page)
	}
}
