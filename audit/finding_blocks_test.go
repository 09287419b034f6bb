package audit

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// TestFindingBlocksAreAList compares blocks with a plain list while findings are added and taken away again.
func TestFindingBlocksAreAList(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var blocks findingBlocks
		var list []Finding
		var mark findingMark
		marked := 0
		for range rapid.IntRange(0, 20).Draw(t, "steps") {
			switch rapid.IntRange(0, 3).Draw(t, "step") {
			case 0:
				mark, marked = blocks.mark(), len(list)
			case 1:
				blocks.back(mark)
				list = list[:marked]
			default:
				for range rapid.IntRange(1, 2*blockFindings).Draw(t, "added") {
					f := Finding{Rule: "U001", Cell: Ref{Sheet: "s", Row: rapid.Int32Range(1, 50).Draw(t, "row")}}
					blocks.add(f)
					list = append(list, f)
				}
			}
		}
		var rows, want []int32
		blocks.each(func(f *Finding) { rows = append(rows, f.Cell.Row) })
		for _, f := range list {
			want = append(want, f.Cell.Row)
		}
		if !slices.Equal(rows, want) {
			t.Fatalf("%d findings, want %d", len(rows), len(want))
		}
		slices.Sort(want)
		var sorted []int32
		for _, f := range blocks.sorted() {
			sorted = append(sorted, f.Cell.Row)
		}
		if !slices.Equal(sorted, want) {
			t.Fatalf("not in order: %v", sorted)
		}
	})
}
