package grid

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// Whatever the numbers of a column are, packed rows give them back, and after a change what was changed too.
func TestPackedRowsHoldTheirNumbers(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		width, rows := rapid.IntRange(1, 6).Draw(rt, "columns"), rapid.IntRange(1, 40).Draw(rt, "rows")
		number := rapid.OneOf(rapid.Int32Range(0, 1), rapid.Int32Range(0, 300), rapid.Int32Range(65_000, 66_000), rapid.Int32Range(0, 1<<31-1))
		const stride = 50
		ids, want := make([]int32, stride*width), make([]int32, rows*width)
		for col := range width {
			same := rapid.Bool().Draw(rt, "one number in the column")
			first := number.Draw(rt, "number")
			for row := range rows {
				id := first
				if !same {
					id = number.Draw(rt, "number")
				}
				ids[col*stride+row], want[row*width+col] = id, id
			}
		}
		p := packRows(ids, rows, width, stride)
		check := func(what string) {
			for row := range rows {
				for col := range width {
					if got := p.cell(row, col); got != want[row*width+col] {
						rt.Fatalf("%s: row %d, column %d: %d, want %d", what, row, col, got, want[row*width+col])
					}
				}
			}
			if got := p.unpack(make([]int32, 3)); !slices.Equal(got, want) {
				rt.Fatalf("%s: %d, want %d", what, got, want)
			}
		}
		check("packed")
		for range rapid.IntRange(0, 5).Draw(rt, "changes") {
			row, col := rapid.IntRange(0, rows-1).Draw(rt, "row"), rapid.IntRange(0, width-1).Draw(rt, "column")
			id := number.Draw(rt, "new number")
			p.set(row, col, id)
			want[row*width+col] = id
			check("changed")
		}
	})
}
