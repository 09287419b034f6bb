package command

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"otaudit/docs"
)

// TestExplainQuotesTheMyths: every row of docs/myths.md that names rules stands behind the page of each, and only there.
func TestExplainQuotesTheMyths(t *testing.T) {
	quoted, named := 0, len(regexp.MustCompile(`\b[A-Z]\d{3}\b`).FindAllString(cellsOfRules(docs.Myths), -1))
	book, err := ruleBook()
	if err != nil {
		t.Fatal(err)
	}
	for _, rule := range book {
		var out bytes.Buffer
		if err := runExplain([]string{rule.ID}, &console{out: &out}); err != nil {
			t.Fatal(err)
		}
		quoted += strings.Count(out.String(), "- \u201c")
		if strings.Contains(out.String(), "docs/myths.md") != (len(mythsOf(rule.ID)) > 0) {
			t.Errorf("%s: the page points to docs/myths.md without a row there, or does not with one", rule.ID)
		}
	}
	if quoted != named || quoted < 40 {
		t.Errorf("%d rows quoted, %d rules named in docs/myths.md", quoted, named)
	}
	var out bytes.Buffer
	if err := runExplain([]string{"c004"}, &console{out: &out}); err != nil || !strings.Contains(out.String(), "97533 is therapeutic activities.\u201d That is 97530.") {
		t.Errorf("explain c004: %v\n%s", err, out.String())
	}
}

// cellsOfRules gives the last cells of the rows of the page's tables.
func cellsOfRules(page string) string {
	var cells []string
	for line := range strings.Lines(page) {
		if row := strings.Split(strings.TrimSpace(line), "|"); len(row) > 2 {
			cells = append(cells, row[len(row)-2])
		}
	}
	return strings.Join(cells, "\n")
}
