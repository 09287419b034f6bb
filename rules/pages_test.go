package rules

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"otaudit/audit"
)

var ruleID = regexp.MustCompile(`\b[A-Z]\d{3}\b`)

// TestPagesNameRulesThatExist holds docs/myths.md to its form: every wrong advice with what is right, its source and a rule of the
// book; and the other page to rules that exist.
func TestPagesNameRulesThatExist(t *testing.T) {
	declared := map[string]bool{}
	for _, r := range testConfig(t, Options{}, func(*audit.Rule) bool { return true }).Rules {
		declared[r.ID] = true
	}
	for _, page := range []string{"myths.md", "not-judged.md"} {
		text, err := os.ReadFile("../docs/" + page)
		if err != nil {
			t.Fatal(err)
		}
		for _, id := range ruleID.FindAllString(string(text), -1) {
			if !declared[id] && !strings.HasPrefix(id, "G0") {
				t.Errorf("%s names %s, which is no rule", page, id)
			}
		}
		if page != "myths.md" {
			continue
		}
		rows := 0
		for _, line := range strings.Split(string(text), "\n") {
			cells := strings.Split(line, "|")
			if len(cells) < 3 || strings.HasPrefix(cells[1], " what is said") || strings.HasPrefix(cells[1], "---") {
				continue
			}
			rows++
			if len(cells) != 6 || strings.TrimSpace(cells[2]) == "" || strings.TrimSpace(cells[3]) == "" ||
				!ruleID.MatchString(cells[4]) && !strings.Contains(cells[4], "all rules") {
				t.Errorf("%s: a row without what is right, its source or its rule: %s", page, line)
			}
		}
		if rows < 15 {
			t.Errorf("%s: %d rows", page, rows)
		}
	}
}
