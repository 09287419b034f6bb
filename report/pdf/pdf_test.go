package pdf

import (
	"bytes"
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	pdfmodel "github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"pgregory.net/rapid"

	"otaudit/audit"
	"otaudit/report/reporttest"
)

// pdfMostPages holds reports to a length that is read: the parts that do not grow with the findings take about twelve to
// fourteen pages, seven findings in detail take one.
var pdfMostPages = map[string]int{"no finding": 17, "one finding": 17, "a practice": 27, "large": 56}

func pdfBytes(t testing.TB, r *audit.Result, o Options) []byte {
	t.Helper()
	var b bytes.Buffer
	if o.AsOf == 0 {
		o.AsOf = audit.DateOf(2026, 3, 31)
	}
	if err := Write(&b, r, o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// Every size and paper gives a valid document, an executive summary of one page, and no text outside the frame.
func TestPDFIsValid(t *testing.T) {
	for name, size := range reporttest.Sizes {
		for _, paper := range []string{PaperLetter, PaperA4} {
			t.Run(name+" "+paper, func(t *testing.T) {
				r := reporttest.SampleResult(size)
				p, err := buildPDF(r, Options{Paper: paper, AsOf: audit.DateOf(2026, 3, 31), Counsel: true})
				if err != nil {
					t.Fatal(err)
				}
				if want := [][2]int{{1, 1}, {2, 2}, {3, 3}}; !slices.Equal(p.managerPages, want) {
					t.Errorf("REP-10: the manager's sections are on pages %v", p.managerPages)
				}
				if len(p.outside) > 0 {
					t.Errorf("texts outside the page: %q", p.outside)
				}
				if pages := p.pdf.PageCount(); pages > pdfMostPages[name] {
					t.Errorf("%d pages, want at most %d", pages, pdfMostPages[name])
				} else {
					t.Log(pages, "pages")
				}
				var b bytes.Buffer
				if err := p.pdf.Output(&b); err != nil {
					t.Fatal(err)
				}
				checkStructure(t, b.Bytes(), p.pdf.PageCount())
			})
		}
	}
}

// checkStructure has the document validated as a viewer opens it, and its pages counted. Relaxed, since gofpdf leaves out
// the count of bookmarks that strict validation asks for.
func checkStructure(t *testing.T, pdf []byte, pages int) {
	t.Helper()
	api.DisableConfigDir()
	conf := pdfmodel.NewDefaultConfiguration()
	conf.ValidationMode = pdfmodel.ValidationRelaxed
	if err := api.Validate(bytes.NewReader(pdf), conf); err != nil {
		t.Errorf("the PDF is not valid: %v", err)
	}
	got, err := api.PageCount(bytes.NewReader(pdf), conf)
	if err != nil || got != pages {
		t.Errorf("%d pages, want %d (%v)", got, pages, err)
	}
}

// REP-01.
func TestPDFIsTheSameTwice(t *testing.T) {
	size := reporttest.Sizes["a practice"]
	if !bytes.Equal(pdfBytes(t, reporttest.SampleResult(size), Options{}), pdfBytes(t, reporttest.SampleResult(size), Options{})) {
		t.Error("two runs give different bytes")
	}
}

func TestPDFRefusesUnknownPaper(t *testing.T) {
	err := Write(&bytes.Buffer{}, &audit.Result{}, Options{Paper: "napkin"})
	if err == nil || !strings.Contains(err.Error(), `"napkin"`) {
		t.Errorf("got %v", err)
	}
}

// The figures that a manager needs stand on page two, those of the worked check in their exact form (REP-51 to REP-53).
func TestPDFHoldsTheFigures(t *testing.T) {
	r := &audit.Result{Totals: []audit.Total{*reporttest.WorkedCheck(), {Dimension: "month", Key: "2026-01", Lines: 8}}}
	r.Manifest.Client, r.Rules = "Harbor Hand Clinic", []audit.RuleResult{{ID: "U001", Applicable: 8, Evaluated: 7}}
	pdf := pdfBytes(t, r, Options{})
	page2 := reporttest.Squeeze(reporttest.PDFText(t, pdf, "-f", "1", "-l", "5"))
	for _, want := range []string{"Documented minutes support the units billed on 3 of 7 lines; 1 more line could not be evaluated.", "$60.00", "$30.00", "gross: $90.00", "42.9 %",
		"on charges (7 lines)", "services of 2026-01", "Page 2 of", "1 line with a difference has no price"} {
		if !strings.Contains(page2, want) {
			t.Errorf("page 2 lacks %q:\n%s", want, page2)
		}
	}
	all := reporttest.Squeeze(reporttest.PDFText(t, pdf))
	for _, want := range []string{"87.5 % (7 of 8)", "25.0 % (1 of 4)", "69.2 % (1 − 4/13)", "23.1 % (90.00 of 390.00)", "7.7 % (30.00 of 390.00)", "Potential findings for internal review",
		"Corrective action plan", "Limits", "42 CFR 401.305"} {
		if !strings.Contains(all, want) {
			t.Errorf("the report lacks %q", want)
		}
	}
}

// REP-05: failures and unread files stand on the first page.
func TestPDFBeginsWithWhatFailed(t *testing.T) {
	r := reporttest.SampleResult(reporttest.Sizes["one finding"])
	r.Failures = []audit.Failure{{Rule: "U001", Cell: audit.Ref{Sheet: "S1", Row: 9}, What: "the rule stopped"}}
	r.Manifest.Inputs = append(r.Manifest.Inputs, audit.Input{Name: "S2", Problem: "it is encrypted"})
	r.Sheets = append(r.Sheets, audit.Sheet{Name: "S3"})
	r.Account.Open = []string{"S1: 10 rows read, but 9 used"}
	page := reporttest.Squeeze(reporttest.PDFText(t, pdfBytes(t, r, Options{}), "-l", "1"))
	for _, want := range []string{"U001 S1!9: the rule stopped", "file S2 was not read: it is encrypted", "sheet S3: no table was found", "the totals do not agree: S1: 10 rows read, but 9 used"} {
		if !strings.Contains(page, want) {
			t.Errorf("page 1 lacks %q:\n%s", want, page)
		}
	}
}

// REP-06: nothing evaluated is never shown as right.
func TestPDFWithNothingEvaluated(t *testing.T) {
	r := &audit.Result{Totals: []audit.Total{{Dimension: "all", Lines: 30, Visits: 12}, {Dimension: "therapist", Key: "Ana Quill", Lines: 30, Visits: 12}},
		Rules: []audit.RuleResult{{ID: "U001", Name: "timed-units-exceed-minutes", Applicable: 30, NotEvaluated: []audit.Count{{What: "minutes: no column", N: 30}}}}}
	text := reporttest.Squeeze(reporttest.PDFText(t, pdfBytes(t, r, Options{})))
	for _, want := range []string{"Units could not be evaluated on any of the 30 lines", "not determinable", "not evaluated", "supply minutes: the treatment log with minutes per code", "minutes (no column)",
		"the dollars above are not a result"} {
		if !strings.Contains(text, want) {
			t.Errorf("the report lacks %q", want)
		}
	}
	rest := strings.ReplaceAll(text, "units could not be evaluated on 100.0 % (30 of 30) of the lines", "")
	if strings.Contains(rest, "100.0 %") {
		t.Error("a rate of 100.0 % although nothing was evaluated")
	}
}

// REP-74: fewer than 20 judged lines give counts and no rate; fewer than three therapists give no median.
func TestScorecardsDoNotCompareFewLines(t *testing.T) {
	few := audit.Total{Dimension: "therapist", Key: "Ana Quill", Lines: 19, Visits: 9, UnitLines: 19, OverLines: 1, Supported: audit.WholeUnits(30), OverUnits: audit.WholeUnits(1)}
	many := few
	many.Key, many.Lines, many.UnitLines = "Bela Stone", 40, 40
	text := reporttest.Squeeze(reporttest.PDFText(t, pdfBytes(t, &audit.Result{Totals: []audit.Total{{Dimension: "all", Lines: 59, UnitLines: 59}, few, many}}, Options{})))
	for _, want := range []string{"units judged on 19 of 19 lines, 9 visits; too few to compare", "18 of 19", "29 of 30", "so no medians are given"} {
		if !strings.Contains(text, want) {
			t.Errorf("the report lacks %q", want)
		}
	}
	if strings.Contains(text, ", median") {
		t.Error("a median of two therapists")
	}
}

// REP-64, over everything the report can say of its own.
func TestPDFAvoidsTheForbiddenWords(t *testing.T) {
	forbidden := regexp.MustCompile(`(?i)\b(fraud\w*|abus\w+|false claim|upcod\w+|violat\w+|illegal\w*|guilty|falsified|intentional\w*|cheat\w*|must repay|owed|compliant|clean|passed|HIPAA compliant|audit-proof)\b`)
	over := regexp.MustCompile(`(?i)(\w+) overpayment`)
	certified := regexp.MustCompile(`(?i)(\w+) certified`)
	r := reporttest.SampleResult(reporttest.Sizes["a practice"])
	r.Comparison = &audit.Comparison{OpenNow: 3, New: 3, Differences: []string{"rule set"}}
	for _, rule := range []string{"T002", "T003", "S009", "Z001", "U014", "D008"} { // every proposal text is printed with a finding of its rule
		r.Findings = append(r.Findings, audit.Finding{Rule: rule, Name: "x", Severity: audit.Error})
	}
	text := reporttest.Squeeze(reporttest.PDFText(t, pdfBytes(t, r, Options{Counsel: true})))
	if m := forbidden.FindString(text); m != "" {
		t.Errorf("the report says %q", m)
	}
	for _, m := range over.FindAllStringSubmatch(text, -1) {
		if !strings.EqualFold(m[1], "potential") {
			t.Errorf("the report says %q", m[0])
		}
	}
	for _, m := range certified.FindAllStringSubmatch(text, -1) {
		if !strings.EqualFold(m[1], "plan") {
			t.Errorf("the report says %q", m[0])
		}
	}
}

// No word is drawn outside its page, as another program reads it.
func TestPDFWordsStayOnThePage(t *testing.T) {
	html := reporttest.PDFText(t, pdfBytes(t, reporttest.SampleResult(reporttest.SampleSize{Findings: 120, Therapists: 14, Lines: 900, Months: 12, LongNames: true}), Options{Client: strings.Repeat("A very long client label ", 30)}), "-bbox")
	word := regexp.MustCompile(`<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*)</word>`)
	words := word.FindAllStringSubmatch(html, -1)
	if len(words) < 1000 {
		t.Fatalf("only %d words", len(words))
	}
	width, height := 0.0, 0.0
	page := regexp.MustCompile(`<page width="([\d.]+)" height="([\d.]+)">`)
	sizes := map[string]int{}
	for _, line := range strings.Split(html, "\n") {
		if m := page.FindStringSubmatch(line); m != nil {
			width, _ = strconv.ParseFloat(m[1], 64)
			height, _ = strconv.ParseFloat(m[2], 64)
			sizes[fmt.Sprintf("%.0f × %.0f", width, height)]++
		}
		w := word.FindStringSubmatch(line)
		if w == nil {
			continue
		}
		var box [4]float64
		for i := range box {
			box[i], _ = strconv.ParseFloat(w[i+1], 64)
		}
		if box[0] < 18 || box[2] > width-18 || box[1] < 10 || box[3] > height-10 {
			t.Errorf("%q stands at %v", w[5], box)
		}
	} // The action plan stands on pages that lie on their side, all else on standing ones.
	if len(sizes) != 2 || sizes["612 × 792"] == 0 || sizes["792 × 612"] == 0 {
		t.Errorf("page sizes: %v", sizes)
	}
}

// No word touches another, as another program reads them: facts of page one, tables, cards and charts alike.
func TestPDFWordsStayApart(t *testing.T) {
	type drawn struct {
		text           string
		x1, y1, x2, y2 float64
	}
	word := regexp.MustCompile(`<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*)</word>`)
	for name, size := range reporttest.Sizes {
		for facts := range 3 { // an odd and an even number of facts on page one
			r, o := reporttest.SampleResult(size), Options{}
			if facts > 0 {
				r.Manifest.RuleSet, o.Part = "", Manager
			}
			if facts > 1 {
				r.Manifest.Client = ""
			}
			r.Manifest.Set = "share"
			for n, page := range strings.Split(reporttest.PDFText(t, pdfBytes(t, r, o), "-bbox"), "<page ")[1:] {
				var words []drawn
				for _, m := range word.FindAllStringSubmatch(page, -1) {
					var at [4]float64
					for i := range at {
						at[i], _ = strconv.ParseFloat(m[i+1], 64)
					}
					inset := (at[3] - at[1]) * 0.3 // the box of a font is higher than its letters
					words = append(words, drawn{m[5], at[0] + 0.3, at[1] + inset, at[2] - 0.3, at[3] - inset})
				}
				slices.SortFunc(words, func(a, b drawn) int { return cmp.Compare(a.y1, b.y1) })
				for i, a := range words {
					for _, b := range words[i+1:] {
						if b.y1 >= a.y2 {
							break
						}
						if a.x1 < b.x2 && b.x1 < a.x2 {
							t.Errorf("%s, page %d: %q touches %q at %.0f, %.0f", name, n+1, a.text, b.text, a.x1, a.y1)
						}
					}
				}
			}
		}
	}
}

// REP-28: no text panics, whatever it holds, and what cannot be drawn shows as "?".
func TestPDFTakesAnyText(t *testing.T) {
	long := strings.Repeat("x", 2000)
	anyText := rapid.OneOf(rapid.String(), rapid.Just("中文 \U0001F600 \x00\x1b"), rapid.Just("cut \xe4\xb8"), rapid.Just("\xff"), rapid.Just(long), rapid.Just("( ) \\ {nb}"))
	one := func(text string) func() string { return func() string { return text } }
	texts := []func() string{one(long), one("中文 \U0001F600 \x00\x1b"), one("cut \xe4\xb8"), one(""), one("a\tb\nc")}
	for seed := range 6 { // of each a report in which every text is another
		at := 1000 * seed
		texts = append(texts, func() string { at++; return anyText.Example(at) })
	}
	for _, s := range texts {
		r := &audit.Result{Manifest: audit.Manifest{Tool: s(), RuleSet: s(), AsOf: s(), Set: s(), CrosswalkID: s(), Client: s(),
			Options: []audit.Option{{Name: s(), Value: s()}}, Inputs: []audit.Input{{Name: s(), SHA256: s(), Kind: s(), Problem: s()}},
			Tables: []audit.Table{{Name: s(), Origin: s(), SHA256: s()}}},
			Sheets: []audit.Sheet{{Name: s(), HeaderRow: 1, Profile: s(), NonData: []audit.Count{{What: s(), N: 1}}, Columns: []audit.Column{{Header: s(), Field: s(), Why: s()}}, Notes: []string{s()}}},
			Findings: []audit.Finding{{ID: s(), Rule: s(), Name: s(), Severity: audit.Error, Cell: audit.Ref{Sheet: s(), Row: 1, Col: 2}, Patient: s(), Visit: s(), Date: s(), Code: s(),
				Therapist: s(), Payer: s(), Field: s(), Original: s(), Message: s(), Working: s(), OtherRule: s(), Cites: []string{s()}, TableRows: []string{s()}, Denial: s(), Action: s(),
				Status: s(), Accepted: audit.Acceptance{By: s(), Until: s(), Reason: s()}, Fix: audit.Fix{Title: s(), Held: s(), Edits: []audit.Edit{{Old: s(), New: s()}}}}},
			Rules:    []audit.RuleResult{{ID: s(), Name: s(), Purpose: s(), Severity: audit.Warning, Cites: []string{s()}, Applicable: 3, Evaluated: 2, NotEvaluated: []audit.Count{{What: s(), N: 1}}}},
			Failures: []audit.Failure{{Rule: s(), What: s()}},
			Totals: []audit.Total{{Dimension: "all", Lines: 3, UnitLines: 3, Families: []audit.FamilyTotal{{Family: s(), Evaluated: 1}}, Bases: []audit.Count{{What: s(), N: 1}}},
				{Dimension: "therapist", Key: s(), Lines: 3, UnitLines: 3, Visits: 1, OverUnits: 1000}, {Dimension: "code", Key: s(), OverUnits: 500}, {Dimension: "payer", Key: s()},
				{Dimension: "month", Key: s(), UnitLines: 1}, {Dimension: "month", Key: s(), UnitLines: 2}},
			Minutes:    []int{0, 3},
			Waivers:    []audit.Waiver{{FindingID: s(), Reason: s(), Outcome: s()}},
			Comparison: &audit.Comparison{EarlierAsOf: s(), Differences: []string{s()}, Gone: []audit.Gone{{ID: s(), Name: s(), Why: s()}}, Patterns: []audit.Recurrence{{Rule: s(), Therapist: s()}}}}
		p, err := buildPDF(r, Options{AsOf: 20000})
		if err != nil {
			t.Fatal(err)
		}
		if len(p.outside) > 0 {
			t.Errorf("texts outside the page: %q", p.outside)
		}
		if want := [][2]int{{1, 1}, {2, 2}, {3, 3}}; !slices.Equal(p.managerPages, want) {
			t.Errorf("the manager's sections are on pages %v", p.managerPages)
		}
		if err := p.pdf.Output(&bytes.Buffer{}); err != nil {
			t.Fatal(err)
		}
	}
}

// A row taller than a page is split and loses nothing; any other row stays whole, and the header stands on every page.
func TestTableBreaksBetweenRows(t *testing.T) {
	c := newCanvas(PaperLetter, 20000)
	c.newPage()
	rows := [][]string{}
	for i := range 90 {
		rows = append(rows, []string{fmt.Sprintf("begin%02d some words that need several lines in this narrow column of the table end%02d", i, i), strings.Repeat("words ", 30)})
	}
	rows = append(rows, []string{"huge", strings.Repeat("drop ", 3000)})
	c.grid(8, []column{{head: "first column", weight: 1}, {head: "second column", weight: 1}}, rows, nil)
	if len(c.outside) > 0 {
		t.Errorf("texts outside the page: %q", c.outside)
	}
	var b bytes.Buffer
	if err := c.pdf.Output(&b); err != nil {
		t.Fatal(err)
	}
	text := reporttest.PDFText(t, b.Bytes())
	if got := strings.Count(text, "drop"); got != 3000 {
		t.Errorf("%d of 3000 words of the huge row printed", got)
	}
	for n, page := range strings.Split(strings.TrimSuffix(text, "\f"), "\f") {
		if !strings.Contains(page, "first column") {
			t.Errorf("page %d has no header", n+1)
		}
		for i := range 90 {
			if strings.Contains(page, fmt.Sprintf("begin%02d", i)) != strings.Contains(page, fmt.Sprintf("end%02d", i)) {
				t.Errorf("row %d is split", i)
			}
		}
	}
}

// A bookmark for every part leads through the report.
func TestPDFHasBookmarks(t *testing.T) {
	pdf := pdfBytes(t, reporttest.SampleResult(reporttest.Sizes["a practice"]), Options{})
	for _, title := range []string{"1  The answer", "2  Where", "5  Results: accuracy and error rates", "Sign-off", "Glossary"} {
		wide := []byte{0xfe, 0xff}
		for _, r := range title {
			wide = append(wide, 0, byte(r))
		}
		if !bytes.Contains(pdf, wide) {
			t.Errorf("no bookmark %q", title)
		}
	}
}

func TestPrintable(t *testing.T) {
	for _, c := range [][2]string{{"plain", "plain"}, {"Zoë Łukasz", "Zoë Łukasz"}, {"a\x00b\x1bc", "abc"}, {"two\nlines\t", "two lines "}, {"中\U0001F600", "??"}, {"cut\xe4\xb8", "cut??"}, {"zero\u200bwidth", "zerowidth"}} {
		if got := printable(regular, c[0]); got != c[1] {
			t.Errorf("printable(%q) = %q, want %q", c[0], got, c[1])
		}
	}
}

// Wrapping loses no rune but spaces, and no line is wider than asked unless it is a single rune.
func TestWrapKeepsWidthAndText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "text")
		width := rapid.Float64Range(1, 300).Draw(t, "width")
		lines := wrap(regular, 9, width, s)
		for _, l := range lines {
			if textWidth(regular, 9, l) > width+0.02 && len([]rune(l)) > 1 {
				t.Fatalf("%q is wider than %.1f", l, width)
			}
		}
		strip := func(s string) string { return strings.Join(strings.Fields(s), "") }
		if got, want := strip(strings.Join(lines, "")), strip(printable(regular, s)); got != want {
			t.Fatalf("got %q, want %q", got, want)
		}
	})
}

func BenchmarkWritePDF(b *testing.B) {
	r := reporttest.SampleResult(reporttest.SampleSize{Findings: 15_000, Therapists: 60, Lines: 40_000, Months: 12})
	b.ResetTimer()
	for range b.N {
		pdfBytes(b, r, Options{})
	}
}
