package command

import (
	"slices"
	"strings"

	"otaudit/docs"
)

// myth is a row of docs/myths.md: advice that is wrong, what is right, the source and the rules that know it.
type myth struct {
	said, right, source string
	rules               []string
}

// mythsOf gives the rows of docs/myths.md that name a rule.
func mythsOf(id string) (found []myth) {
	for line := range strings.Lines(docs.Myths) {
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|")
		if len(cells) != 4 {
			continue
		}
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		m := myth{cells[0], cells[1], cells[2], strings.Split(cells[3], ", ")}
		if slices.Contains(m.rules, id) {
			found = append(found, m)
		}
	}
	return found
}

// mythsText is what explain prints behind the page of a rule; empty if no advice is known to be wrong about it.
func mythsText(id string) string {
	var b strings.Builder
	for _, m := range mythsOf(id) {
		if b.Len() == 0 {
			b.WriteString("\n## What is said, and is wrong\n\nFrom docs/myths.md:\n\n")
		}
		b.WriteString("- \u201c" + m.said + ".\u201d " + strings.TrimSuffix(m.right, ".") + ". Source: " + m.source + ".\n")
	}
	return b.String()
}
