package model

import (
	"testing"

	"pgregory.net/rapid"

	"otaudit/audit"
)

func TestRowSetCountsRows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		set, want := newRowSet(), map[audit.Ref]bool{}
		for range rapid.IntRange(0, 200).Draw(t, "cells") {
			cell := audit.Ref{Sheet: rapid.SampledFrom([]string{"", "a", "b"}).Draw(t, "sheet"),
				Row: rapid.OneOf(rapid.Int32Range(0, 2000), rapid.Int32()).Draw(t, "row"), Col: rapid.Int32Range(0, 3).Draw(t, "col")}
			set.add(cell)
			cell.Col = 0
			want[cell] = true
		}
		if set.len() != len(want) {
			t.Fatalf("%d rows, want %d", set.len(), len(want))
		}
	})
}
