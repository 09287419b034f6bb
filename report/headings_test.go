package report

import (
	"bytes"
	"html"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	pdfmodel "github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"

	"otaudit/audit"
	reporthtml "otaudit/report/html"
	"otaudit/report/model"
	"otaudit/report/pdf"
	"otaudit/report/reporttest"
)

// bothReports renders the page and the PDF of a result.
func bothReports(t *testing.T, r *audit.Result) (page, paper []byte) {
	t.Helper()
	var written, drawn bytes.Buffer
	if err := reporthtml.Write(&written, r, reporthtml.Options{}); err != nil {
		t.Fatal(err)
	}
	if err := pdf.Write(&drawn, r, pdf.Options{AsOf: audit.DateOf(2026, 3, 31)}); err != nil {
		t.Fatal(err)
	}
	return written.Bytes(), drawn.Bytes()
}

// fullResult is a result for which every section has something to say.
func fullResult() *audit.Result {
	r := reporttest.SampleResult(reporttest.Sizes["a practice"])
	r.Findings[0].Status, r.Findings[0].Accepted = model.StatusAccepted, audit.Acceptance{By: "A. Reviewer", Reason: "seen"}
	r.Opinions = &audit.Opinions{Unit: "visit", Frame: 600, Drawn: 30, Strata: 2, Reviewers: 2, PassMark: 90, OtherLog: true, Questions: []audit.OpinionCount{{Name: "Goals", Met: 1}},
		Agreement: &audit.AnswersAgree{Both: 4, Same: 3}}
	r.Comparison = &audit.Comparison{OpenNow: 3, New: 3, Differences: []string{"rule set"}, Gone: []audit.Gone{{ID: "U001-1", Name: "some-rule"}},
		Patterns: []audit.Recurrence{{Rule: "U001", Therapist: "Ana Quill", Findings: 1, Evaluated: 2}}}
	return r
}

// The headings of PDF and page are those of the model, in its order: neither format has one of its own, so that a heading
// that is changed changes in both.
func TestHeadingsOfBothReportsAreThoseOfTheModel(t *testing.T) {
	r := fullResult()
	var want []string
	for _, s := range model.NewReport(r, "2026-03-31", "").Sections() {
		want = append(want, s.Title)
		for _, b := range s.Blocks {
			if h, ok := b.(model.Heading); ok {
				want = append(want, string(h))
			}
		}
	}
	page, paper := bothReports(t, r)

	var shown []string
	for _, m := range regexp.MustCompile(`<(?:h2|h3)(?: id="[^"]*" tabindex="-1")?>([^<]*)</`).FindAllStringSubmatch(string(page), -1) {
		shown = append(shown, html.UnescapeString(m[1]))
	}
	same(t, "page", shown, want)

	api.DisableConfigDir()
	conf := pdfmodel.NewDefaultConfiguration()
	conf.ValidationMode = pdfmodel.ValidationRelaxed
	marks, err := api.Bookmarks(bytes.NewReader(paper), conf)
	if err != nil {
		t.Fatal(err)
	}
	var drawn []string
	rule := regexp.MustCompile(`^[A-Z]\d{3}  `) // the findings of a rule are marked too
	var walk func([]pdfcpu.Bookmark)
	walk = func(list []pdfcpu.Bookmark) {
		for _, mark := range list {
			if mark.Title != "Cover" && !rule.MatchString(mark.Title) {
				drawn = append(drawn, mark.Title)
			}
			walk(mark.Kids)
		}
	}
	walk(marks)
	same(t, "PDF", drawn, want)
}

func same(t *testing.T, form string, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("the headings of the %s are\n%s\nwant\n%s", form, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
