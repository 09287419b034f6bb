// Package near finds what a word with a slip of the keyboard most likely means.
package near

import (
	"strings"

	"github.com/xrash/smetrics"
)

// To gives the candidate that a word is nearest to; empty if none is close.
func To(word string, candidates []string) string {
	const close, boostFrom, prefix = 0.85, 0.7, 4
	best, meant := close, ""
	for _, candidate := range candidates {
		if score := smetrics.JaroWinkler(strings.ToLower(word), strings.ToLower(candidate), boostFrom, prefix); score > best {
			best, meant = score, candidate
		}
	}
	return meant
}
