package importers

import "strings"

// splitList cuts a cell that holds one value for each of several codes.
func splitList(text string) []string {
	text = strings.Trim(trimEdges(text), "{}[]()")
	parts := strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ';' || r == '|' || r == '/' || r == '\n' })
	kept := parts[:0]
	for _, p := range parts {
		if p = trimEdges(p); p != "" {
			kept = append(kept, p)
		}
	}
	return kept
}
