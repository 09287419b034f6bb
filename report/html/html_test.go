package html

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
	"otaudit/report/history"
	"otaudit/report/model"
	"otaudit/report/privacy"
	"otaudit/report/reporttest"
)

func htmlBytes(t testing.TB, r *audit.Result, o Options) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, r, o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
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
	match := reporttest.DataElement.FindSubmatch(page)
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

// TestHTMLHoldsEveryTextOfTheModel: the page leaves out nothing that the sections of the report say.
func TestHTMLHoldsEveryTextOfTheModel(t *testing.T) {
	for name, size := range reporttest.Sizes {
		t.Run(name, func(t *testing.T) {
			r := reporttest.SampleResult(size)
			text := reporttest.HTMLText(htmlBytes(t, r, Options{}))
			var check func([]model.Block)
			has := func(texts ...string) {
				for _, w := range texts {
					w = strings.TrimSpace(reporttest.Spaces.ReplaceAllString(model.SafeText(w), " "))
					if !strings.Contains(text, w) {
						t.Errorf("the page lacks %q", w)
					}
				}
			}
			check = func(list []model.Block) {
				for _, b := range list {
					switch b := b.(type) {
					case model.Heading:
						has(string(b))
					case model.Paragraph:
						has(b.Text)
					case model.List:
						has(b.Items...)
					case *model.Table:
						for _, row := range b.Rows {
							has(row...)
						}
					case model.Plot:
						has(b.Title, b.Missing)
					case model.Figures:
						for _, f := range b {
							has(f.Label, f.Value, f.Below)
						}
					case model.Cards:
						for i := range b.List {
							has(b.List[i].Name, b.List[i].Head)
						}
					case model.Plan:
						for i := range b {
							has(b[i].Title(), b[i].Source(), model.PlanExtent(&b[i]), b[i].Proposal)
						}
					case model.Worksheet:
						for _, area := range b {
							has(area.Questions...)
						}
					case model.PageOnly:
						check(b)
					}
				}
			}
			for _, s := range model.NewReport(r, r.Manifest.AsOf, "").Sections() {
				has(s.Title)
				check(s.Blocks)
			}
		})
	}
}

// TestHTMLHoldsEveryFinding: nothing is cut, and each finding has its message, working and correction.
func TestHTMLHoldsEveryFinding(t *testing.T) {
	r := reporttest.SampleResult(reporttest.Sizes["large"])
	r.Findings[0].Related = make([]audit.Ref, 40)
	for i := range r.Findings[0].Related {
		r.Findings[0].Related[i] = audit.Ref{Sheet: "S1!Log", Row: int32(900 + i), Col: 4}
	}
	data := htmlData(t, htmlBytes(t, r, Options{}))
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
		want := []string{f.ID, f.Rule, f.Message, model.SafeText(f.Therapist), f.Cell.String(), f.Denial, f.Cites[0], f.Action, f.Working, f.OtherRule, f.Fix.Title}
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
		r := reporttest.BigResult(n)
		data := htmlData(t, htmlBytes(t, r, Options{}))
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

// A page of a very large log holds the findings with the largest amounts, says how many there are and where, and stays of a size
// that a browser opens at once.
func TestHTMLOfALargeLogIsBounded(t *testing.T) {
	if testing.Short() {
		t.Skip("one goroutine over 60,000 findings: the race detector takes minutes and has nothing to find")
	}
	const count = 3 * model.MostOnPage
	r := reporttest.BigResult(count)
	for i := range r.Findings {
		f := &r.Findings[i]
		f.Impact.Money = audit.Cents(i%3-1) * audit.Cents(100+i)
		f.Related = make([]audit.Ref, 300)
		for j := range f.Related {
			f.Related[j] = audit.Ref{Sheet: "log.csv", Row: int32(i + j), Col: 4}
		}
	}
	for i := range 20_000 {
		r.Totals = append(r.Totals, audit.Total{Dimension: "therapist", Key: fmt.Sprintf("T-%05d", i), Lines: 40, UnitLines: 40, OverLines: 1, OverUnits: 1000})
		r.Sheets = append(r.Sheets, audit.Sheet{Name: fmt.Sprintf("S%d", i), Columns: make([]audit.Column, 20)})
	}
	page := htmlBytes(t, r, Options{})
	if len(page) > 40<<20 {
		t.Errorf("the page has %d bytes", len(page))
	}
	data := htmlData(t, page)
	if len(data.Findings) != model.MostOnPage {
		t.Fatalf("the page holds %d findings", len(data.Findings))
	}
	least := r.Findings[count-1].Impact.Money
	for _, row := range data.Findings {
		least = min(least, max(audit.Cents(row[placeOfCents]), -audit.Cents(row[placeOfCents])))
	}
	larger := 0
	for i := range r.Findings {
		if m := r.Findings[i].Impact.Money; max(m, -m) > least {
			larger++
		}
	}
	if larger >= model.MostOnPage {
		t.Errorf("%d findings are larger than the least that the page holds", larger)
	}
	for _, want := range []string{"60,000 findings. This page holds the 20,000 with the largest amounts", "all are in findings.csv and audit.json", "19,500 more rows in audit.json", "19,700 more therapists are in audit.json",
		"The columns of 19,901 more sheets are in audit.json"} {
		if !bytes.Contains(page, []byte(want)) {
			t.Errorf("the page does not say %q", want)
		}
	}
}

func TestHTMLIsTheSameTwice(t *testing.T) {
	for name, size := range reporttest.Sizes {
		if !bytes.Equal(htmlBytes(t, reporttest.SampleResult(size), Options{}), htmlBytes(t, reporttest.SampleResult(size), Options{})) {
			t.Errorf("%s: two runs give different bytes", name)
		}
	}
}

// TestHTMLNeedsNothingElse: no network, no further file, and a policy that would stop both.
func TestHTMLNeedsNothingElse(t *testing.T) {
	page := string(htmlBytes(t, reporttest.SampleResult(reporttest.Sizes["a practice"]), Options{}))
	policy := html.UnescapeString(regexp.MustCompile(`http-equiv="Content-Security-Policy" content="([^"]*)"`).FindStringSubmatch(page)[1])
	if !strings.HasPrefix(policy, "default-src 'none'; ") || strings.Contains(policy, "unsafe") {
		t.Errorf("the policy is %q", policy)
	}
	for tag, directive := range map[string]string{"style": "style-src", "script": "script-src"} {
		texts := regexp.MustCompile(`(?s)<`+tag+`>(.*?)</`+tag+`>`).FindAllStringSubmatch(page, -1)
		if len(texts) != 1 || !strings.Contains(policy, directive+" '"+hashOf([]byte(texts[0][1]))+"';") {
			t.Errorf("the policy %q does not allow the page's %d × <%s>", policy, len(texts), tag)
		}
	}
	if inline := regexp.MustCompile(`(?i)<[^>]*\s(?:style|on[a-z]+)="[^>]*>`).FindString(reporttest.HiddenParts.ReplaceAllString(page, "")); inline != "" {
		t.Errorf("the policy keeps %s from working", inline)
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
	clean := reporttest.SampleResult(reporttest.Sizes["a practice"])
	plain := htmlBytes(t, clean, Options{})
	for _, text := range hostile {
		r := reporttest.SampleResult(reporttest.Sizes["a practice"])
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
		page := htmlBytes(t, r, Options{})
		for _, tag := range []string{"<script", "</script", "<style", "<img", "<!--", "<meta"} {
			if got, want := strings.Count(strings.ToLower(string(page)), tag), strings.Count(strings.ToLower(string(plain)), tag); got != want {
				t.Errorf("%q: the page has %d × %s, want %d", text, got, tag, want)
			}
		}
		if shown := reporttest.HiddenParts.ReplaceAllString(string(page), ""); strings.Contains(shown, `href="javascript`) || strings.Contains(shown, `' onmouseover='`) {
			t.Errorf("%q became an attribute", text)
		}
		data := htmlData(t, page)
		if got, want := data.Strings[data.Findings[0][8]], strings.ToValidUTF8(model.SafeText(text), "\ufffd"); got != want {
			t.Errorf("the script shows %q as %q", text, got)
		}
	}
}

// TestHTMLAvoidsTheForbiddenWords holds REP-64 over the page and the data of the script.
func TestHTMLAvoidsTheForbiddenWords(t *testing.T) {
	r := reporttest.SampleResult(reporttest.Sizes["large"])
	r.Rules = append(r.Rules, audit.RuleResult{ID: "T003", Name: "review-threshold-reached", Applicable: 3, Evaluated: 3, Findings: 1})
	page := htmlBytes(t, r, Options{Counsel: true})
	text := reporttest.HTMLText(page) + " " + strings.Join(htmlData(t, page).Strings, " ")
	if found := reporttest.ForbiddenWords(text); len(found) > 0 {
		t.Errorf("the page says %q", found)
	}
	script, _ := webFiles.ReadFile("web/report.js")
	if found := reporttest.ForbiddenWords(string(script)); len(found) > 0 {
		t.Errorf("the script says %q", found)
	}
}

// TestHTMLHoldsNoIdentifierInTheShareSet holds REP-91 to REP-97 and REP-104 for the page.
func TestHTMLHoldsNoIdentifierInTheShareSet(t *testing.T) {
	for _, coding := range []bool{false, true} {
		raw := reporttest.SecretResult()
		codes, err := privacy.Assign(raw, nil)
		if err != nil {
			t.Fatal(err)
		}
		r := privacy.Publish(raw, codes, privacy.Options{Set: model.Share, NameTherapists: !coding})
		hidden := reporttest.Secrets
		if coding {
			hidden = append(append([]string{}, reporttest.Secrets...), reporttest.Coded...)
		}
		page := strings.ToLower(string(htmlBytes(t, r, Options{})))
		for _, secret := range hidden {
			if strings.Contains(page, strings.ToLower(secret)) {
				t.Errorf("therapists coded %v: the page holds %q", coding, secret)
			}
		}
	}
	var raw bytes.Buffer
	if err := Write(&raw, reporttest.SecretResult(), Options{}); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(raw.String(), "MRN-448812") || !strings.Contains(raw.String(), "Quillfeather") {
		t.Error("the page of the raw result holds no secret: the test tests nothing")
	}
}

// TestHTMLBeginsWithWhatFailed holds REP-05: failures stand before the result.
func TestHTMLBeginsWithWhatFailed(t *testing.T) {
	r := reporttest.SampleResult(reporttest.Sizes["one finding"])
	r.Failures = []audit.Failure{{Rule: "U001", What: "the rule stopped"}}
	r.Account.Open = []string{"S1: 3 rows read, but 2 used"}
	text := reporttest.HTMLText(htmlBytes(t, r, Options{}))
	result := strings.Index(text, model.Summarise(r, nil).Result)
	for _, alarm := range []string{"the rule stopped", "the totals do not agree"} {
		if at := strings.Index(text, alarm); at < 0 || at > result {
			t.Errorf("%q stands at %d, the result at %d", alarm, at, result)
		}
	}
}

// TestHTMLSaysWhatChanged holds REP-125 to REP-133: the comparison stands in the page if there is one, and only then.
func TestHTMLSaysWhatChanged(t *testing.T) {
	now, earlier := reporttest.SampleResult(reporttest.Sizes["a practice"]), reporttest.SampleResult(reporttest.Sizes["a practice"])
	if text := reporttest.HTMLText(htmlBytes(t, now, Options{})); strings.Contains(text, "Since the last audit") {
		t.Error("a run without an earlier one is compared")
	}
	earlier.Findings, now.Findings = earlier.Findings[:40], now.Findings[5:]
	v, err := history.Compare(now, earlier, nil)
	if err != nil {
		t.Fatal(err)
	}
	page := htmlBytes(t, now, Options{})
	text := reporttest.HTMLText(page)
	for _, w := range append([]string{"Since the last audit", "Compared with the run as of 2026-03-31", "not re-examined"}, v.Differences...) {
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
	r := reporttest.SampleResult(reporttest.Sizes["a practice"])
	r.Findings[3].Status, r.Findings[4].Status = model.StatusAccepted, model.StatusRepeat
	page := string(htmlBytes(t, r, Options{}))
	matching := func(keep func(*audit.Finding) bool) int {
		n := 0
		for i := range r.Findings {
			if keep(&r.Findings[i]) {
				n++
			}
		}
		return n
	}
	for _, a := range model.Actions(r) {
		if a.Kind != model.KindDifferences || a.Over+a.Under == 0 {
			continue
		}
		n := matching(func(f *audit.Finding) bool { return f.Rule == a.Rules[0] && model.Open(f) && f.Severity > audit.Info })
		want := fmt.Sprintf(`<a href="#findings?rule=%s&amp;severity=error-warning&amp;status=not-accepted">%d</a>`, a.Rules[0], n)
		if n != a.Findings || !strings.Contains(page, want) {
			t.Errorf("the page lacks %s (the plan says %d)", want, a.Findings)
		}
	}
	counts, rules := model.HeatCounts(r)
	for who, byRule := range counts {
		for _, rule := range rules {
			if byRule[rule] == 0 {
				continue
			}
			link := html.EscapeString(string(address(model.FindingsOf(rule, who))))
			if want := fmt.Sprintf(`<a href="%s">%d</a>`, link, byRule[rule]); !strings.Contains(page, want) {
				t.Errorf("the grid lacks %s", want)
			}
		}
	}
}

func BenchmarkWriteHTML(b *testing.B) {
	raw := reporttest.BigResult(15_000)
	codes, err := privacy.Assign(raw, nil)
	if err != nil {
		b.Fatal(err)
	}
	r := privacy.Publish(raw, codes, privacy.Options{Set: model.Share})
	b.ReportAllocs()
	for b.Loop() {
		if err := Write(io.Discard, r, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
