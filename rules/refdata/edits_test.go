package refdata

import "testing"

// TestMayEditFollowsTheTable asks every two rows of the code table.
func TestMayEditFollowsTheTable(t *testing.T) {
	tables, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	inTable := map[[2]string]bool{}
	for key := range tables.pairs {
		inTable[[2]string{key.column1, key.column2}] = true
	}
	marked := 0
	for column1 := range tables.codes {
		for column2 := range tables.codes {
			for _, first := range tables.CodeEver(column1) {
				for _, second := range tables.CodeEver(column2) {
					want := inTable[[2]string{column1, column2}]
					if first.MayEdit(second) != want {
						t.Errorf("%s with %s: may be in an edit %t, is in the table %t", column1, column2, !want, want)
					}
					if want {
						marked++
					}
				}
			}
		}
	}
	if marked == 0 {
		t.Error("no two codes of the table are in an edit: the test shows nothing")
	}
}
