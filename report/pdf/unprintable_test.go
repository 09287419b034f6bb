package pdf

import (
	"slices"
	"testing"

	"otaudit/audit"
)

// REP-28: what cannot be printed is named by field, once, and what can is not named.
func TestUnprintableNamesFields(t *testing.T) {
	r := &audit.Result{Totals: []audit.Total{{Dimension: "all"}, {Dimension: "payer", Key: "Œuvre Łódź – “plan”?"}, {Dimension: "therapist", Key: "山田"}, {Dimension: "therapist", Key: "鈴木"}},
		Findings: []audit.Finding{{Original: "a\tb\n"}, {Original: "\xff"}, {Original: "1 ½"}}}
	if got, want := Unprintable(r, "Müller ✓ 日本"), []string{"the client", "therapist", "the cells of findings"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := Unprintable(&audit.Result{}, "Müller & Søn"); got != nil {
		t.Errorf("got %q", got)
	}
}
