package model

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"otaudit/audit"
)

// Cells are named in a list as each is alone.
func TestRefListNamesEachCell(t *testing.T) {
	var list RefList
	rapid.Check(t, func(t *rapid.T) {
		refs := rapid.SliceOf(rapid.Custom(func(t *rapid.T) audit.Ref {
			return audit.Ref{Sheet: rapid.SampledFrom([]string{"", "S1", "jan.xlsx!Log"}).Draw(t, "sheet"),
				Row: rapid.Int32Range(0, 1000).Draw(t, "row"), Col: rapid.SampledFrom([]int32{0, 1, 26, 27, 703}).Draw(t, "column")}
		})).Draw(t, "cells")
		var names []string
		for _, r := range refs {
			names = append(names, r.String())
		}
		if got, want := list.Join(refs, "; "), strings.Join(names, "; "); got != want {
			t.Fatalf("got %q, want %q", got, want)
		}
	})
}
