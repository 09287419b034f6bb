package report

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"otaudit/report/reporttest"
)

// refusedWords are the words of docs/glossary.md that outputs do not use, with the terms that stand for them.
func refusedWords(t *testing.T) map[string]string {
	t.Helper()
	text, err := os.ReadFile("../docs/glossary.md")
	if err != nil {
		t.Fatal(err)
	}
	refused := map[string]string{}
	for _, line := range strings.Split(string(text), "\n") {
		cells := strings.Split(line, "|")
		if len(cells) != 5 || strings.HasPrefix(line, "|---") || strings.TrimSpace(cells[1]) == "term" {
			continue
		}
		for _, word := range strings.Split(cells[3], ",") {
			if word = strings.TrimSpace(word); word != "" {
				refused[word] = strings.TrimSpace(cells[1])
			}
		}
	}
	return refused
}

// No text of PDF and page has a word that the glossary refuses.
func TestReportsUseTheWordsOfTheGlossary(t *testing.T) {
	refused := refusedWords(t)
	if refused["furniture"] != "non-data row" || refused["set aside"] != "excluded row" || len(refused) < 8 {
		t.Fatalf("the glossary refuses %v", refused)
	}
	page, paper := bothReports(t, fullResult())
	script := regexp.MustCompile(`(?s)<style>.*?</style>|<[^>]*>`).ReplaceAllString(string(page), " ")
	check := func(form, text string) {
		for word, term := range refused {
			if at := regexp.MustCompile(`(?i)\b` + regexp.QuoteMeta(word) + `\b`).FindStringIndex(text); at != nil {
				t.Errorf("the %s says %q instead of %q: …%s…", form, word, term, text[max(0, at[0]-50):min(len(text), at[1]+50)])
			}
		}
	}
	check("page", script)
	check("PDF", reporttest.Squeeze(reporttest.PDFText(t, paper)))
}
