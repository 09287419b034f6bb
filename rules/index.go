package rules

import (
	"fmt"
	"strings"

	"otaudit/audit"
)

// Index writes the rule book as Markdown, one table a family; docs/rules.md is made of it.
func Index(book []*audit.Rule) string {
	var b strings.Builder
	b.WriteString("# The rule book\n\nWritten by `otaudit rules --format markdown` from the same declarations that the audit runs.\n")
	family := byte(0)
	for _, r := range book {
		if r.Family() != family {
			family = r.Family()
			fmt.Fprintf(&b, "\n## %c: %s\n", family, audit.FamilyName(string(family)))
			b.WriteString("\n| id | name | checks | scope | payers | severity | correction | authority |\n|---|---|---|---|---|---|---|---|\n")
		}
		var cites []string
		for _, c := range r.Cites {
			cites = append(cites, c.String())
		}
		fmt.Fprintf(&b, "| [%s](../rules/docs/%s.md) | %s | %s | %s | %s | %s | %s | %s |\n", r.ID, r.ID, r.Name,
			strings.TrimPrefix(r.Purpose, "Checks that "), r.Scope, r.Payers, r.Severity, r.MaxSafety, strings.Join(cites, "; "))
	}
	return b.String()
}
