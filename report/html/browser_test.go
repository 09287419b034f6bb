package html

import (
	"context"
	"html"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"otaudit/audit"
	"otaudit/report/model"
	"otaudit/report/privacy"
	"otaudit/report/reporttest"
)

// browser finds a Chromium; without one the tests that need it are skipped.
func browser(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Skip("no Chromium is installed: the page cannot be opened")
	return ""
}

// opened gives the document as it stands after the page's script has run, without network and with an empty profile.
func opened(t *testing.T, page []byte, fragment string) string {
	t.Helper()
	folder := t.TempDir()
	name := filepath.Join(folder, "report.html")
	if err := os.WriteFile(name, page, 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	address := (&url.URL{Scheme: "file", Path: filepath.ToSlash(name)}).String() + fragment
	out, err := exec.CommandContext(ctx, browser(t), "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
		"--disable-background-networking", "--disable-component-update", "--disable-sync", "--user-data-dir="+filepath.Join(folder, "profile"),
		"--dump-dom", address).Output()
	if err != nil {
		t.Fatalf("chromium: %v", err)
	}
	return string(out)
}

var (
	shownCount = regexp.MustCompile(`id="shown"[^>]*data-count="(\d+)"|data-count="(\d+)"[^>]*id="shown"`)
	shownRows  = regexp.MustCompile(`(?s)<tbody id="rows">(.*?)</tbody>`)
)

// shownIn gives the number of findings that the page says match, and the rows it shows.
func shownIn(t *testing.T, document string) (int, string) {
	t.Helper()
	match := shownCount.FindStringSubmatch(document)
	rows := shownRows.FindStringSubmatch(document)
	if match == nil || rows == nil {
		t.Fatal("the script of the page did not run to its end")
	}
	n, err := strconv.Atoi(match[1] + match[2])
	if err != nil {
		t.Fatal(err)
	}
	return n, rows[1]
}

// TestHTMLInABrowser opens the page at links that it holds: each shows the findings it says, and texts stay texts.
func TestHTMLInABrowser(t *testing.T) {
	browser(t)
	r := reporttest.SampleResult(reporttest.SampleSize{Findings: 900, Therapists: 12, Lines: 5000, Months: 3})
	const evil = `</script><script>document.title="taken over"</script>`
	for i := range r.Findings {
		f := &r.Findings[i]
		if f.Therapist == reporttest.SampleName(3, false) {
			f.Therapist = evil
		}
		if i%50 == 0 {
			f.Status = model.StatusAccepted
		}
	}
	page := htmlBytes(t, r, Options{})
	is := func(keep func(*audit.Finding) bool) int {
		n := 0
		for i := range r.Findings {
			if keep(&r.Findings[i]) {
				n++
			}
		}
		return n
	}
	rare := &r.Findings[77]
	for _, c := range []struct {
		name, fragment string
		want           int
	}{
		{"all", "", len(r.Findings)},
		{"a rule as the plan counts it", query("rule", "U001", "severity", model.FilterGrave, "status", model.FilterCounted),
			is(func(f *audit.Finding) bool { return f.Rule == "U001" && f.Severity > audit.Info && model.Open(f) })},
		{"a therapist whose name is markup", query("therapist", evil), is(func(f *audit.Finding) bool { return f.Therapist == evil })},
		{"a direction", query("effect", model.FilterUnder, "status", model.FilterCounted), is(func(f *audit.Finding) bool { return model.Effect(f) == model.FilterUnder && model.Open(f) })},
		{"a safety and a family", query("safety", "review", "family", "U"),
			is(func(f *audit.Finding) bool { return f.Fix.Safety == audit.Review && f.Rule[0] == 'U' })},
		{"two words of a text", query("q", rare.ID+" units"), 1},
		{"a therapist that no finding has", query("therapist", "Nobody"), 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			document := opened(t, page, c.fragment)
			n, rows := shownIn(t, document)
			if n != c.want || c.want == 0 && !strings.Contains(c.name, "no finding") {
				t.Errorf("%s shows %d findings, want %d", c.fragment, n, c.want)
			}
			if got, want := strings.Count(rows, "<tr>"), min(50, c.want); got != want {
				t.Errorf("%s draws %d rows, want %d", c.fragment, got, want)
			}
			if strings.Contains(document, "<title>taken over") || !strings.Contains(document, "<title>"+model.ReportTitle) {
				t.Error("a therapist's name ran as a script")
			}
			if c.fragment == query("therapist", evil) && !strings.Contains(rows, html.EscapeString(`</script>`)) {
				t.Error("the name is not shown as it stands")
			}
		})
	}
}

// TestLargeHTMLInABrowser: 15,000 findings open and can be searched.
func TestLargeHTMLInABrowser(t *testing.T) {
	browser(t)
	if testing.Short() {
		t.Skip("a page of 15,000 findings takes seconds to open")
	}
	raw := reporttest.BigResult(15_000)
	codes, err := privacy.Assign(raw, nil)
	if err != nil {
		t.Fatal(err)
	}
	r := privacy.Publish(raw, codes, privacy.Options{Set: model.Share})
	n, rows := shownIn(t, opened(t, htmlBytes(t, r, Options{}), query("q", r.Findings[14_999].ID)))
	if n != 1 || !strings.Contains(rows, r.Findings[14_999].ID) {
		t.Errorf("the search shows %d findings", n)
	}
}

// query is the address of a filter of names and values in turn.
func query(pairs ...string) string {
	var f model.Filter
	for i := 0; i < len(pairs); i += 2 {
		f = append(f, [2]string{pairs[i], pairs[i+1]})
	}
	return string(address(f))
}
