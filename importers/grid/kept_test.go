package grid

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// Every kept row is given back as it was written, whatever the blocks it came in.
func TestKeptTexts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var kept KeptRows
		var block keptBlock
		from, next, want := 0, 0, map[int][]string{}
		var rows []int
		for range rapid.IntRange(1, 40).Draw(t, "rows") {
			if rapid.IntRange(0, 4).Draw(t, "another block") == 0 {
				kept.add(from, &block)
				block.empty()
				from = next
			}
			next += rapid.IntRange(0, 3).Draw(t, "lines between")
			texts := rapid.SliceOf(rapid.OneOf(rapid.String(), rapid.StringN(120, 300, -1))).Draw(t, "texts")
			block.add(next-from, texts)
			want[next], rows = texts, append(rows, next)
			next++
		}
		kept.add(from, &block)
		if got := slices.Collect(kept.All()); !slices.Equal(got, rows) || kept.Len() != len(rows) {
			t.Fatalf("rows %v, want %v", got, rows)
		}
		for row, texts := range want {
			if got := kept.texts(row); !slices.Equal(got, texts) {
				t.Errorf("row %d: %q became %q", row, texts, got)
			}
		}
	})
}
