package pdf

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"otaudit/report/model"
	"otaudit/report/reporttest"
)

// REP-27: what is shown and what is said to be left out add up to all findings, per rule, and every rule shows some.
func TestPDFCapsDetailAndSaysSo(t *testing.T) {
	r := reporttest.SampleResult(reporttest.SampleSize{Findings: 200, Therapists: 9, Lines: 1200, Months: 3})
	p, err := buildPDF(r, Options{DetailLimit: 60, AsOf: 1})
	if err != nil {
		t.Fatal(err)
	}
	text := reporttest.Squeeze(reporttest.PDFText(t, pdfBytes(t, r, Options{DetailLimit: 60})))
	shown := 0
	for _, g := range p.groups {
		shown += len(g.shown)
		if len(g.shown) < min(fewest, len(g.all)) {
			t.Errorf("%s shows %d of %d", g.rule, len(g.shown), len(g.all))
		}
		if more := len(g.all) - len(g.shown); more > 0 && !strings.Contains(text, fmt.Sprintf("%s: %s", g.rule, model.DetailText(len(g.shown), len(g.all)))) {
			t.Errorf("%s: the %d left out are not named", g.rule, more)
		}
		for _, f := range g.shown {
			if !strings.Contains(text, f.ID) {
				t.Errorf("%s is not printed", f.ID)
			}
		}
	}
	if shown != 60 {
		t.Errorf("%d findings shown, want 60", shown)
	}
}

// REP-18, REP-19: what a finding says stands in its own lines or, where all findings of its rule share it, in the rule's
// head; nothing is lost between the two.
func TestPDFSaysEveryDetailOfAFinding(t *testing.T) {
	r := reporttest.SampleResult(reporttest.Sizes["a practice"])
	r.Findings[0].Denial, r.Findings[0].Action = "CO-99", "Who can tell?"
	text := reporttest.Squeeze(reporttest.PDFText(t, pdfBytes(t, r, Options{}), "-layout"))
	for i := range r.Findings {
		f := &r.Findings[i]
		for _, d := range model.AppendParts(nil, f, model.PaperLimits) {
			for _, word := range strings.Fields(d.Text) {
				if word = strings.Trim(word, "…"); !strings.Contains(text, word) {
					t.Errorf("%s: %s lacks %q", f.ID, d.Label, word)
				}
			}
		}
	}
}

// A detail goes to the rule's head only if all findings of the rule have it and say the same.
func TestTakeCommon(t *testing.T) {
	details := [][]model.Part{
		{{Label: "calculation", Text: "1"}, {Label: "authority", Text: "A"}, {Label: "to do", Text: "look"}, {Label: "likely denial", Text: "CO-4"}},
		{{Label: "calculation", Text: "1"}, {Label: "authority", Text: "A"}, {Label: "to do", Text: "ask"}},
	}
	common := takeCommon(details)
	if got := fmt.Sprint(common); got != "[{authority A}]" {
		t.Errorf("common: %s", got)
	}
	if got := fmt.Sprint(details); got != "[[{calculation 1} {to do look} {likely denial CO-4}] [{calculation 1} {to do ask}]]" {
		t.Errorf("left: %s", got)
	}
}

func TestFairShares(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sizes := rapid.SliceOfN(rapid.IntRange(1, 500), 0, 40).Draw(t, "sizes")
		limit := rapid.IntRange(0, 2000).Draw(t, "limit")
		all, least, sum := 0, 0, 0
		for i, n := range fairShares(sizes, limit) {
			all, least, sum = all+sizes[i], least+min(sizes[i], fewest), sum+n
			if n > sizes[i] || n < min(sizes[i], fewest) {
				t.Fatalf("share %d of %d", n, sizes[i])
			}
		}
		if want := max(least, min(all, limit)); sum != want {
			t.Fatalf("%d shared, want %d", sum, want)
		}
	})
}
