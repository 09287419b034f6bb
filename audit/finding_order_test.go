package audit

import "testing"

// TestCompareTellsLinesOfOneCell holds that findings of several lines of one cell have an order of their own: without one their
// place in findings.csv would be that in which the workers ended.
func TestCompareTellsLinesOfOneCell(t *testing.T) {
	at := Ref{Sheet: "s", Row: 3, Col: 7}
	line := func(code string, number int32) *Finding {
		return &Finding{Rule: "M008", Cell: at, Code: code, Message: "2 repeated modifiers", Fix: Fix{Edits: []Edit{{Cell: at, Line: number}}}}
	}
	ordered := []*Finding{line("97032", 2), line("97110", 1), line("97110", 3)}
	for i, a := range ordered {
		for j, b := range ordered {
			if got, want := Compare(a, b) < 0, i < j; got != want {
				t.Errorf("finding %d before finding %d: %v, want %v", i, j, got, want)
			}
		}
	}
}
