package report

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"otaudit/audit"
	"otaudit/report/auditjson"
	"otaudit/report/html"
	"otaudit/report/model"
	"otaudit/report/pdf"
	"otaudit/report/reporttest"
)

// The headline is of units and says so, and what findings question besides stands beside it in every form of the report.
func TestEveryFormStatesFurtherAmounts(t *testing.T) {
	r := reporttest.QuestionedResult()
	const want = "Further amounts in question: $148.00 on 3 lines, not included above."
	var written, drawn bytes.Buffer
	if err := errors.Join(html.Write(&written, r, html.Options{}), pdf.Write(&drawn, r, pdf.Options{AsOf: audit.DateOf(2026, 3, 31)})); err != nil {
		t.Fatal(err)
	}
	page := reporttest.HTMLText(written.Bytes())
	paper := reporttest.PDFText(t, drawn.Bytes(), "-f", "4", "-l", "5")
	for form, text := range map[string]string{"HTML": page, "PDF": paper} {
		for _, want := range []string{want, "1 line of these has no price", "Potential over-billing of units", "Lines supported as billed", "support the units billed on 3 of 7 lines"} {
			if !strings.Contains(reporttest.Squeeze(text), want) {
				t.Errorf("the %s lacks %q", form, want)
			}
		}
	}
	for _, m := range auditjson.AllMetrics(r) {
		if m.Requirement == "REP-26" {
			if m.Numerator != 14800 || m.Value != "148.00 on 3 lines" || m.Measure != model.InCents {
				t.Errorf("the metric is %+v", m)
			}
			return
		}
	}
	t.Error("there is no metric of the further amounts")
}
