package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"regexp"
	"strings"
	"testing"

	"otaudit/audit"
)

func htmlBytes(t testing.TB, r *audit.Result, o HTMLOptions) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := WriteHTML(&b, r, o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

var (
	hiddenParts = regexp.MustCompile(`(?s)<style>.*?</style>|<script[^>]*>.*?</script>`)
	dataElement = regexp.MustCompile(`(?s)<script type="application/json" id="data">(.*?)</script>`)
	anyTag      = regexp.MustCompile(`(?s)<[^>]*>`)
	spaces      = regexp.MustCompile(`\s+`)
)

// htmlText is the text of the page as a reader without scripts meets it.
func htmlText(page []byte) string {
	text := hiddenParts.ReplaceAllString(string(page), " ")
	return spaces.ReplaceAllString(html.UnescapeString(anyTag.ReplaceAllString(text, " ")), " ")
}

// pageData is what the page's script shows: findings name texts by number.
type pageData struct {
	Strings  []string `json:"strings"`
	Findings [][]int  `json:"findings"`
}

// The places of numbers in a finding; the texts of its details begin behind them.
const (
	placeOfSeverity = 13
	placeOfCents    = 15
	placeOfDetails  = 17
)

// htmlData reads the data of the page and makes one list of its chunks.
func htmlData(t testing.TB, page []byte) (all pageData) {
	t.Helper()
	match := dataElement.FindSubmatch(page)
	if match == nil {
		t.Fatal("the page holds no data")
	}
	var data struct {
		Chunks []pageData `json:"chunks"`
	}
	if err := json.Unmarshal(match[1], &data); err != nil {
		t.Fatal(err)
	}
	for _, chunk := range data.Chunks {
		for _, row := range chunk.Findings {
			for i := range row {
				if i < placeOfSeverity || i >= placeOfDetails {
					row[i] += len(all.Strings)
				}
			}
		}
		all.Findings = append(all.Findings, chunk.Findings...)
		all.Strings = append(all.Strings, chunk.Strings...)
	}
	return all
}

// TestHTMLHoldsTheFiguresOfTheOtherForms: numbers agree with the summary, the metrics and the plan that PDF and JSON use.
func TestHTMLHoldsTheFiguresOfTheOtherForms(t *testing.T) {
	for name, size := range pdfSizes {
		t.Run(name, func(t *testing.T) {
			r := sampleResult(size)
			text := htmlText(htmlBytes(t, r, HTMLOptions{}))
			all, actions := totalOfAll(r), Actions(r)
			s := Summarise(r, actions)
			want := append([]string{s.Result, dollars(s.Money.Over), dollars(s.Money.Under), dollars(s.Money.Net), "gross " + dollars(s.Money.Gross)}, s.Points...)
			want = append(append(append(want, s.Actions...), s.NotAudited...), s.Context...)
			want = append(want, accountTexts(&r.Account)...)
			for _, m := range append(Metrics(all), RunMetrics(r)...) {
				want = append(want, m.Value, m.Formula)
			}
			coverage, _ := coverageRows(r)
			for _, table := range [][][]string{coverage, totalsRows(totalsBy(r, "therapist")), totalsRows(totalsBy(r, "month")), moneyPayerRows(r), moneyRuleRows(actions),
				familyRows(familyCounts(r), all), tableRows(&r.Manifest), glossaryRows(r, all)} {
				for _, row := range table {
					want = append(want, row...)
				}
			}
			for i := range actions {
				want = append(want, extentText(&actions[i]), actions[i].Proposal)
			}
			for _, w := range want {
				w = strings.TrimSpace(spaces.ReplaceAllString(SafeText(w), " "))
				if !strings.Contains(text, w) {
					t.Errorf("the page lacks %q", w)
				}
			}
		})
	}
}

// TestHTMLHoldsEveryFinding: nothing is cut, and each finding has its message, working and correction.
func TestHTMLHoldsEveryFinding(t *testing.T) {
	r := sampleResult(pdfSizes["large"])
	r.Findings[0].Related = make([]audit.Ref, 40)
	for i := range r.Findings[0].Related {
		r.Findings[0].Related[i] = audit.Ref{Sheet: "S1!Log", Row: int32(900 + i), Col: 4}
	}
	data := htmlData(t, htmlBytes(t, r, HTMLOptions{}))
	if len(data.Findings) != len(r.Findings) {
		t.Fatalf("%d findings of %d", len(data.Findings), len(r.Findings))
	}
	for i, row := range data.Findings {
		f := &r.Findings[i]
		text := ""
		for k, n := range row {
			if k < placeOfSeverity || k >= placeOfDetails {
				text += data.Strings[n] + "\n"
			}
		}
		want := []string{f.ID, f.Rule, f.Message, SafeText(f.Therapist), f.Cell.String(), f.Denial, f.Cites[0], f.Action, f.Working, f.OtherRule, f.Fix.Title}
		for _, ref := range f.Related {
			want = append(want, ref.String())
		}
		for _, w := range want {
			if !strings.Contains(text, w) {
				t.Fatalf("finding %d lacks %q", i, w)
			}
		}
		if row[placeOfSeverity] != int(f.Severity) || row[placeOfCents] != int(f.Impact.Money) {
			t.Fatalf("finding %d: severity %d, cents %d", i, row[placeOfSeverity], row[placeOfCents])
		}
	}
}

// TestHTMLJoinsItsChunks: findings around the end of a chunk keep their own texts.
func TestHTMLJoinsItsChunks(t *testing.T) {
	for _, n := range []int{chunkSize - 1, chunkSize, chunkSize + 1, 2*chunkSize + 1} {
		r := bigResult(n)
		data := htmlData(t, htmlBytes(t, r, HTMLOptions{}))
		if len(data.Findings) != n {
			t.Fatalf("%d findings of %d", len(data.Findings), n)
		}
		for i, row := range data.Findings {
			if got := data.Strings[row[4]]; got != r.Findings[i].Cell.String() {
				t.Fatalf("finding %d of %d stands at %q", i, n, got)
			}
		}
	}
}

func TestHTMLIsTheSameTwice(t *testing.T) {
	for name, size := range pdfSizes {
		if !bytes.Equal(htmlBytes(t, sampleResult(size), HTMLOptions{}), htmlBytes(t, sampleResult(size), HTMLOptions{})) {
			t.Errorf("%s: two runs give different bytes", name)
		}
	}
}

// TestHTMLNeedsNothingElse: no network, no further file, and a policy that would stop both.
func TestHTMLNeedsNothingElse(t *testing.T) {
	page := string(htmlBytes(t, sampleResult(pdfSizes["a practice"]), HTMLOptions{}))
	if !strings.Contains(page, `content="default-src &#39;none&#39;; style-src`) && !strings.Contains(page, `content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:`) {
		t.Error("the page states no policy")
	}
	for _, match := range regexp.MustCompile(`(?i)(?:\s(?:src|href|action|poster)\s*=|url\(|@import|fetch\(|XMLHttpRequest|import\()["']?([^"'\s>]{0,40})`).FindAllStringSubmatch(page, -1) {
		target := html.UnescapeString(match[1])
		if !strings.HasPrefix(target, "#") && !strings.HasPrefix(target, "data:,") {
			t.Errorf("the page points at %q", match[0])
		}
	}
}

// hostile are texts that must stay texts wherever they stand.
var hostile = []string{`<script>alert(1)</script>`, `</script>`, `<!-- <script>`, `"><img src=x onerror=alert(1)>`, `javascript:alert(1)`,
	`' onmouseover='alert(1)`, "a\u2028b", "\x00\xff", `{{.Data}}`, `]]>`, `&lt;b&gt;`, "\u202eevil"}

// TestHTMLTakesAnyText: what looks like markup is shown as text, in the page and in the data of the script.
func TestHTMLTakesAnyText(t *testing.T) {
	clean := sampleResult(pdfSizes["a practice"])
	plain := htmlBytes(t, clean, HTMLOptions{})
	for _, text := range hostile {
		r := sampleResult(pdfSizes["a practice"])
		r.Manifest.Client, r.Manifest.Tool, r.Manifest.Inputs[0].Name = text, text, text
		r.Sheets[0].Name, r.Sheets[0].Columns[0].Header, r.Sheets[0].Notes = text, text, []string{text}
		for i := range r.Totals {
			if r.Totals[i].Dimension != "all" && r.Totals[i].Dimension != "month" {
				r.Totals[i].Key = text
			}
		}
		for i := range r.Findings {
			f := &r.Findings[i]
			f.Therapist, f.Payer, f.Code, f.Original, f.Message, f.Working, f.Cell.Sheet, f.Patient = text, text, text, text, text, text, text, text
		}
		page := htmlBytes(t, r, HTMLOptions{})
		for _, tag := range []string{"<script", "</script", "<style", "<img", "<!--", "<meta"} {
			if got, want := strings.Count(strings.ToLower(string(page)), tag), strings.Count(strings.ToLower(string(plain)), tag); got != want {
				t.Errorf("%q: the page has %d × %s, want %d", text, got, tag, want)
			}
		}
		if shown := hiddenParts.ReplaceAllString(string(page), ""); strings.Contains(shown, `href="javascript`) || strings.Contains(shown, `' onmouseover='`) {
			t.Errorf("%q became an attribute", text)
		}
		data := htmlData(t, page)
		if got, want := data.Strings[data.Findings[0][8]], strings.ToValidUTF8(SafeText(text), "\ufffd"); got != want {
			t.Errorf("the script shows %q as %q", text, got)
		}
	}
}

// TestHTMLAvoidsTheForbiddenWords holds REP-64 over the page and the data of the script.
func TestHTMLAvoidsTheForbiddenWords(t *testing.T) {
	r := sampleResult(pdfSizes["large"])
	r.Rules = append(r.Rules, audit.RuleResult{ID: "T003", Name: "review-threshold-reached", Applicable: 3, Evaluated: 3, Findings: 1})
	page := htmlBytes(t, r, HTMLOptions{Counsel: true})
	text := htmlText(page) + " " + strings.Join(htmlData(t, page).Strings, " ")
	if found := forbiddenWords(text); len(found) > 0 {
		t.Errorf("the page says %q", found)
	}
	script, _ := webFiles.ReadFile("web/report.js")
	if found := forbiddenWords(string(script)); len(found) > 0 {
		t.Errorf("the script says %q", found)
	}
}

// TestHTMLHoldsNoIdentifierInModeCode holds REP-91 to REP-97 and REP-104 for the page.
func TestHTMLHoldsNoIdentifierInModeCode(t *testing.T) {
	for _, coding := range []bool{false, true} {
		r, _, err := Publish(secretResult(), Privacy{Mode: ModeCode, CodeTherapists: coding})
		if err != nil {
			t.Fatal(err)
		}
		hidden := secrets
		if coding {
			hidden = append(append([]string{}, secrets...), coded...)
		}
		page := strings.ToLower(string(htmlBytes(t, r, HTMLOptions{})))
		for _, secret := range hidden {
			if strings.Contains(page, strings.ToLower(secret)) {
				t.Errorf("therapists coded %v: the page holds %q", coding, secret)
			}
		}
	}
	var raw bytes.Buffer
	if err := WriteHTML(&raw, secretResult(), HTMLOptions{}); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(raw.String(), "MRN-448812") || !strings.Contains(raw.String(), "Quillfeather") {
		t.Error("the page of the raw result holds no secret: the test tests nothing")
	}
}

// TestHTMLBeginsWithWhatFailed holds REP-05: failures stand before the result.
func TestHTMLBeginsWithWhatFailed(t *testing.T) {
	r := sampleResult(pdfSizes["one finding"])
	r.Failures = []audit.Failure{{Rule: "U001", What: "the rule stopped"}}
	r.Account.Open = []string{"S1: 3 rows read, but 2 used"}
	text := htmlText(htmlBytes(t, r, HTMLOptions{}))
	result := strings.Index(text, Summarise(r, nil).Result)
	for _, alarm := range []string{"the rule stopped", "the account does not close"} {
		if at := strings.Index(text, alarm); at < 0 || at > result {
			t.Errorf("%q stands at %d, the result at %d", alarm, at, result)
		}
	}
}

// TestHTMLSaysWhatChanged holds REP-125 to REP-133: the comparison stands in the page if there is one, and only then.
func TestHTMLSaysWhatChanged(t *testing.T) {
	now, earlier := sampleResult(pdfSizes["a practice"]), sampleResult(pdfSizes["a practice"])
	if text := htmlText(htmlBytes(t, now, HTMLOptions{})); strings.Contains(text, "Since the last audit") {
		t.Error("a run without an earlier one is compared")
	}
	earlier.Findings, now.Findings = earlier.Findings[:40], now.Findings[5:]
	v, err := CompareRuns(now, earlier, nil)
	if err != nil {
		t.Fatal(err)
	}
	page := htmlBytes(t, now, HTMLOptions{})
	text := htmlText(page)
	want := append([]string{"Since the last audit", sinceText(v)}, v.Differences...)
	for _, rows := range [][][]string{sinceRows(v), goneRows(v), recurringRows(v)} {
		for _, row := range rows {
			want = append(want, row...)
		}
	}
	for _, w := range want {
		if !strings.Contains(text, w) {
			t.Errorf("the page lacks %q", w)
		}
	}
	if link := fmt.Sprintf(`<a href="#findings?status=repeat">%d</a>`, v.Repeat); v.Repeat == 0 || !strings.Contains(string(page), link) {
		t.Errorf("the page lacks %s", link)
	}
}

// TestHTMLLinksCountWhatTheyShow: each linked number of findings is the number of findings that its filter holds.
func TestHTMLLinksCountWhatTheyShow(t *testing.T) {
	r := sampleResult(pdfSizes["a practice"])
	r.Findings[3].Status, r.Findings[4].Status = statusAccepted, statusRepeat
	page := string(htmlBytes(t, r, HTMLOptions{}))
	matching := func(keep func(*audit.Finding) bool) int {
		n := 0
		for i := range r.Findings {
			if keep(&r.Findings[i]) {
				n++
			}
		}
		return n
	}
	for _, a := range Actions(r) {
		if a.Kind != KindDifferences || a.Over+a.Under == 0 {
			continue
		}
		n := matching(func(f *audit.Finding) bool { return f.Rule == a.Rules[0] && Open(f) && f.Severity > audit.Info })
		want := fmt.Sprintf(`<a href="#findings?rule=%s&amp;severity=error-warning&amp;status=not-accepted">%d</a>`, a.Rules[0], n)
		if n != a.Findings || !strings.Contains(page, want) {
			t.Errorf("the page lacks %s (the plan says %d)", want, a.Findings)
		}
	}
	counts, rules := heatCounts(r)
	for who, byRule := range counts {
		for _, rule := range rules {
			if byRule[rule] == 0 {
				continue
			}
			link := html.EscapeString(string(query("rule", rule, "therapist", who, "severity", filterGrave, "status", filterCounted)))
			if want := fmt.Sprintf(`<a href="%s">%d</a>`, link, byRule[rule]); !strings.Contains(page, want) {
				t.Errorf("the grid lacks %s", want)
			}
		}
	}
}

func BenchmarkWriteHTML(b *testing.B) {
	r, _, err := Publish(bigResult(15_000), Privacy{Mode: ModeCode})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if err := WriteHTML(io.Discard, r, HTMLOptions{}); err != nil {
			b.Fatal(err)
		}
	}
}
