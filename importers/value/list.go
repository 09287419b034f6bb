package value

import (
	"strings"

	"otaudit/audit"
)

// SplitList cuts a cell that holds one value for each of several codes. A comma inside an amount of money may group
// thousands; there only one before a space divides.
func SplitList(text string, f audit.Field) []string {
	text = strings.Trim(TrimEdges(text), "{}[]()")
	if f.Kind() == audit.Money {
		text = strings.ReplaceAll(text, ", ", ";")
	}
	parts := strings.FieldsFunc(text, func(r rune) bool {
		return r == ';' || r == '|' || r == '\n' || f.Kind() != audit.Money && (r == ',' || r == '/')
	})
	kept := parts[:0]
	for _, p := range parts {
		if p = TrimEdges(p); p != "" {
			kept = append(kept, p)
		}
	}
	return kept
}
