package grid

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// A kept row is given back as it was written.
func TestKeptTexts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		texts := rapid.SliceOf(rapid.OneOf(rapid.String(), rapid.StringN(120, 300, -1))).Draw(t, "texts")
		if got := (&keptRow{packed: packTexts(texts)}).texts(); !slices.Equal(got, texts) {
			t.Errorf("%q became %q", texts, got)
		}
	})
}
