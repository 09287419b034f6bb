package model

import (
	"fmt"
	"strings"

	"otaudit/audit"
)

func total(counts []audit.Count) int {
	sum := 0
	for _, c := range counts {
		sum += c.N
	}
	return sum
}

// Counted lists counts in words: "titles 3, blanks 12".
func Counted(counts []audit.Count) string {
	parts := make([]string, 0, len(counts))
	for _, c := range counts {
		parts = append(parts, c.What+" "+Count(c.N))
	}
	if len(parts) == 0 {
		return "none"
	}
	return strings.Join(parts, ", ")
}

// NumberedCoverage gives the rows by rule with the numbers of their causes, the causes in the order of their numbers with
// the most lines that one rule lost to them, and the rules that apply to no line.
func NumberedCoverage(r *audit.Result) (rows, causes [][]string, idle []string) {
	numbers := map[string]int{}
	var most []int
	for i := range r.Rules {
		rule := &r.Rules[i]
		if rule.Applicable == 0 {
			idle = append(idle, rule.ID)
			continue
		}
		share := rate(rule.Evaluated, rule.Applicable)
		if rule.Evaluated == 0 {
			share = "not evaluated (0 of " + Count(rule.Applicable) + ")"
		}
		var missing []string
		for _, cause := range rule.NotEvaluated {
			if cause.N == 0 {
				continue
			}
			n, known := numbers[cause.What]
			if !known {
				n = len(numbers)
				numbers[cause.What] = n
				causes = append(causes, []string{Count(n + 1), causeText(cause.What), "", Remedy(cause.What)})
				most = append(most, 0)
			}
			most[n] = max(most[n], cause.N)
			missing = append(missing, fmt.Sprintf("%s (%d)", Count(cause.N), n+1))
		}
		rows = append(rows, []string{rule.ID, RuleTitle(rule.Name), share, strings.Join(missing, ", ")})
	}
	for n := range causes {
		causes[n][2] = Count(most[n])
	}
	return rows, causes, idle
}
