package report

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"otaudit/audit"
)

// questionedResult has three lines that findings question as a whole, beside the units of the worked check.
func questionedResult() *audit.Result {
	finding := func(rule string, severity audit.Severity, status string, lines ...int32) audit.Finding {
		return audit.Finding{Rule: rule, Name: "some-name", Severity: severity, Status: status, Questions: lines,
			Cell: audit.Ref{Sheet: "S1", Row: lines[0] + 2}, Impact: audit.Impact{Units: -1000, Money: -10000, Basis: "charge"}}
	}
	return &audit.Result{Totals: []audit.Total{*workedCheck()},
		Questioned: []audit.Questioned{{Amount: 10000, Priced: true}, {Amount: 4800, Priced: true}, {}, {Amount: 700, Priced: true}},
		Findings: []audit.Finding{finding("C002", audit.Error, "open", 0), finding("S005", audit.Error, "new", 0, 1), finding("E004", audit.Warning, "open", 2),
			finding("C005", audit.Info, "open", 3)}}
}

// REP-26: what findings question beside the units counts each line once, and neither notes nor accepted findings.
func TestFurtherAmountsCountLinesOnce(t *testing.T) {
	r := questionedResult()
	if got, want := furtherOf(r), (Further{Amount: 14800, Lines: 3, NoPrice: 1}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	r.Findings[1].Status = statusAccepted // another finding still questions the first line
	if got, want := furtherOf(r), (Further{Amount: 10000, Lines: 2, NoPrice: 1}); got != want {
		t.Errorf("with an accepted finding: got %+v, want %+v", got, want)
	}
	if got := furtherOf(&audit.Result{Totals: r.Totals, Questioned: r.Questioned}); got != (Further{}) || got.text() != "" {
		t.Errorf("without findings: %+v", got)
	}
}

// The headline is of units and says so, and what findings question besides stands beside it in every form of the report.
func TestEveryFormStatesFurtherAmounts(t *testing.T) {
	r := questionedResult()
	const want = "Further amounts in question: $148.00 on 3 lines, whose whole amount a finding questions"
	var written, drawn bytes.Buffer
	if err := errors.Join(WriteHTML(&written, r, HTMLOptions{}), WritePDF(&drawn, r, PDFOptions{AsOf: audit.DateOf(2026, 3, 31)})); err != nil {
		t.Fatal(err)
	}
	page := htmlText(written.Bytes())
	paper := pdfText(t, drawn.Bytes(), "-f", "2", "-l", "2")
	for form, text := range map[string]string{"HTML": page, "PDF": paper} {
		for _, want := range []string{want, "1 line of these has no price", "Potential over-billing, units", "Supported as billed, by units", "By units, 3 of 7"} {
			if !strings.Contains(squeeze(text), want) {
				t.Errorf("the %s lacks %q", form, want)
			}
		}
	}
	for _, m := range allMetrics(r) {
		if m.Requirement == "REP-26" {
			if m.Numerator != 14800 || m.Value != "148.00 on 3 lines" || m.Measure != inCents {
				t.Errorf("the metric is %+v", m)
			}
			return
		}
	}
	t.Error("there is no metric of the further amounts")
}
