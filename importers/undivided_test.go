package importers

import (
	"slices"
	"strings"
	"testing"

	"otaudit/audit"
)

// TestUndividedAmounts: IMP-01 and IMP-178, units and charges that a row states once for several codes are in the account,
// with the lines or with what was excluded.
func TestUndividedAmounts(t *testing.T) {
	const header, wide = "DOS,Patient ID,CPT,Units,Minutes,Charge\n", "DOS,Patient ID,CPT1,Min1,CPT2,Min2,Units,Charge\n"
	const last = "1/15/2026,P2,97110,1,15,40.00\n"
	for _, c := range []struct {
		name, text                 string
		lines, excluded            []string
		used, set                  audit.Units
		chargeUsed, chargeExcluded audit.Cents
	}{
		{"one number of units for two codes", header + "1/14/2026,P1,\"97110, 97530\",3,40,\n" + last,
			[]string{"3: 97110 1 . 40.00"}, []string{"2 list-length"}, 1000, 3000, 4000, 0},
		{"one number of units and units with the codes that make it", header + "1/14/2026,P1,97110x2; 97530x1,3,,\n" + last,
			[]string{"2: 97110 2 . -", "2: 97530 1 . -", "3: 97110 1 . 40.00"}, nil, 4000, 0, 4000, 0},
		{"one number of units and units with the codes that do not make it", header + "1/14/2026,P1,97110x2; 97530x1,4,,\n" + last,
			[]string{"3: 97110 1 . 40.00"}, []string{"2 list-length"}, 1000, 4000, 4000, 0},
		{"one number of units and units with one of the codes", header + "1/14/2026,P1,97110x2; 97530,3,,\n" + last,
			[]string{"3: 97110 1 . 40.00"}, []string{"2 list-length"}, 1000, 3000, 4000, 0},
		{"units that cannot be read", header + "1/14/2026,P1,\"97110, 97530\",x,,\n" + last + last,
			[]string{"2: 97110 !x - -", "2: 97530 !x - -", "3: 97110 1 15 40.00", "4: 97110 1 15 40.00"}, nil, 2000, 0, 8000, 0},
		{"one charge for two codes", header + "1/14/2026,P1,\"97110, 97530\",\"2, 1\",\"30, 15\",120.00\n" + last,
			[]string{"2: 97110 2 30 !120.00", "2: 97530 1 15 !120.00", "3: 97110 1 15 40.00"}, []string{"2 list-length"}, 4000, 0, 4000, 12000},
		{"one number of units and one charge for a wide row", wide + "1/14/2026,P1,97110,30,97530,15,3,120.00\n1/15/2026,P1,97110,30,,,2,80.00\n",
			[]string{"2: 97110 !3 30 !120.00", "2: 97530 !3 15 !120.00", "3: 97110 2 30 80.00"}, []string{"2 list-length", "2 list-length"}, 2000, 3000, 8000, 12000},
	} {
		book := importText(t, "log.csv", c.text)
		if got := showLines(book.Sessions, "code units minutes charge"); !slices.Equal(got, c.lines) {
			t.Errorf("%s: lines %q, want %q", c.name, got, c.lines)
		}
		if got := showExcluded(book); !slices.Equal(got, c.excluded) {
			t.Errorf("%s: excluded %q, want %q", c.name, got, c.excluded)
		}
		s := book.Sheets[0]
		if s.UnitsUsed != c.used || s.UnitsExcluded != c.set || s.ChargeUsed != c.chargeUsed || s.ChargeExcluded != c.chargeExcluded {
			t.Errorf("%s: units %s used and %s excluded, charges %s and %s", c.name, s.UnitsUsed, s.UnitsExcluded, s.ChargeUsed, s.ChargeExcluded)
		}
		if s.UnitsRead != c.used+c.set || s.ChargeRead != c.chargeUsed+c.chargeExcluded {
			t.Errorf("%s: units read %s, charges %s", c.name, s.UnitsRead, s.ChargeRead)
		}
	}
}

// TestModifiersByCode: a list of modifiers as long as that of the codes that names one twice is one for each code; any other is every
// line's.
func TestModifiersByCode(t *testing.T) {
	for modifiers, want := range map[string]string{"GO, GO CO": "GO|GO CO", "GO, CO": "GO CO|GO CO", "GO": "GO|GO", "GO; GO": "GO|GO"} {
		book := importText(t, "log.csv", "DOS,Patient ID,Payer,CPT,Units,Minutes,Mods\n9/16/2026,P1,Medicare,\"97032, 97110\",\"1, 1\",\"14, 17\",\""+modifiers+"\"\n")
		var got []string
		for _, s := range book.Sessions {
			got = append(got, strings.Join(s.List(audit.Modifiers), " "))
		}
		if strings.Join(got, "|") != want {
			t.Errorf("%s: %v, want %s", modifiers, got, want)
		}
	}
}
