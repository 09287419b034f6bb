package filled

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func read(t *testing.T, text string, wanted ...string) (*Table, error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "t.csv")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return Read(path, wanted...)
}

// A table begins where its headers are, in any case and spacing; cells know their place.
func TestRead(t *testing.T) {
	table, err := read(t, "a title\n\nx;unit  ID;Why\n1; u1 ;because\n;;\n2;u2\n", "Unit id", "why")
	if err != nil {
		t.Fatal(err)
	}
	if len(table.Rows) != 2 || table.Rows[0].Text("UNIT ID") != "u1" || table.Rows[1].Text("why") != "" || table.Rows[1].Text("nowhere") != "" {
		t.Errorf("%+v", table.Rows)
	}
	if got := table.Rows[1].Cell("Unit id") + " " + table.Rows[1].Cell("nowhere"); got != "t.csv!B6 t.csv!6" {
		t.Errorf("the places are %s", got)
	}
	if !table.Rows[0].Filled([]string{"nowhere", "why"}) || table.Rows[1].Filled([]string{"why"}) {
		t.Error("filled cells are not told from blank ones")
	}
	if _, err := read(t, "a,b\n1,2\n", "Unit id"); err == nil || !strings.Contains(err.Error(), "no table with the columns Unit id") {
		t.Errorf("%v", err)
	}
}

// Amounts are read as the column writes them, and every one that is none is named.
func TestMoney(t *testing.T) {
	table, err := read(t, "a,b\n1,\"$1,250.50\"\n2,\n3,(5.00)\n4,x\n5,y\n", "a")
	if err != nil {
		t.Fatal(err)
	}
	amounts, err := table.Money("B")
	if amounts[0].String() != "1250.50" || amounts[1] != nil || amounts[2].String() != "-5.00" {
		t.Errorf("%v", amounts)
	}
	if err == nil || !strings.Contains(err.Error(), `t.csv!B5: "x" is not`) || !strings.Contains(err.Error(), `t.csv!B6: "y" is not`) {
		t.Errorf("%v", err)
	}
}
