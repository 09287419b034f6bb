package rules

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"otaudit/audit"
)

// TestTextsDoNotCountFromTheDayOfTheAudit: reports print the day of the audit, so that a number of days from it would tell the date
// of a service. What a rule says of a line must be the same a day later, as long as it is as severe. Over the fixtures of
// all rules, at the day of the tests and at days long before and after all of them.
func TestTextsDoNotCountFromTheDayOfTheAudit(t *testing.T) {
	files, err := filepath.Glob("testdata/*/*.csv")
	if err != nil || len(files) == 0 {
		t.Fatalf("no fixtures: %v", err)
	}
	type place struct {
		rule     string
		cell     audit.Ref
		severity audit.Severity
	}
	compared := map[string]int{}
	for _, day := range []audit.Date{audit.DateOf(2012, 2, 10), audit.DateOf(2026, 11, 23), audit.DateOf(2041, 6, 3)} {
		both := [2]audit.Config{}
		for i := range both {
			both[i] = testConfig(t, Options{AsOf: day + audit.Date(i)}, func(*audit.Rule) bool { return true })
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			said := map[place]string{}
			for _, f := range audit.Run(logOf(t, string(text)), both[0]).Findings {
				said[place{f.Rule, f.Cell, f.Severity}] += textsOf(&f)
			}
			again := map[place]string{}
			for _, f := range audit.Run(logOf(t, string(text)), both[1]).Findings {
				again[place{f.Rule, f.Cell, f.Severity}] += textsOf(&f)
			}
			for at, before := range said {
				now, there := again[at]
				if !there {
					continue
				}
				if compared[at.rule]++; now != before {
					t.Errorf("%s: %s counts from the day of the audit:\n%s\n%s", file, at.rule, before, now)
				}
			}
		}
	}
	for _, rule := range []string{"D011", "D013", "D015", "S006", "S009"} { // those that look at the day
		if compared[rule] == 0 {
			t.Errorf("%s said nothing that could be compared", rule)
		}
	}
}

// textsOf gives all running texts of a finding.
func textsOf(f *audit.Finding) string {
	return strings.Join([]string{f.Message, f.Working, f.OtherRule, f.Action, f.Fix.Title, f.Fix.Held, strings.Join(f.TableRows, ", ")}, "\n") + "\n"
}
