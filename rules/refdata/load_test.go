package refdata

import (
	"testing"
)

func embeddedTables(t testing.TB) *Tables {
	t.Helper()
	tables, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	return tables
}

func TestEmbeddedTablesHaveNoProblems(t *testing.T) {
	problems, err := Check("")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		t.Error(p)
	}
	for _, o := range embeddedTables(t).Origins() {
		t.Log(o)
	}
}
