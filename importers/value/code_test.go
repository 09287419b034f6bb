package value

import (
	"strconv"
	"strings"
	"testing"

	"otaudit/importers/importtest"
)

// showItems prints the items of a code cell as `97110 GO x2 "words"`.
func showItems(items []CodeItem) string {
	var parts []string
	for _, item := range items {
		text := strings.Join(append([]string{item.Code}, item.Modifiers...), " ")
		if item.HasUnits {
			text += " x" + item.Units.String()
		}
		if item.HasMinutes {
			text += " " + strconv.Itoa(int(item.Minutes)) + "min"
		}
		if item.Description != "" {
			text += ` "` + item.Description + `"`
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, "; ")
}

var codeCases = [][]valueCase{
	cells(244, "97535 GO CO", "97535-GO-CO", "97535GOCO", "97535 go co"),
	cells(244, "97110 GO", "97110GO", "97110 GO", "97110.GO", "97110:GO", "97110, GO"),
	cells(244, "97110 ZZ", "97110-ZZ"),
	cells(178, "97110; 97530", "97110, 97530", "{97110, 97530}", "97110;97530", "97110 97530", "97110\n97530"),
	cells(178, "97110 x2; 97530 x1", "97110x2; 97530x1", "97110(2), 97530 x 1"),
	cells(178, "97110 GO x2; 97530 GO", "97110 GO x2; 97530-GO", "97110x2 GO, 97530 GO"),
	cells(178, `97110 "Ther Ex"; 97530 "Ther Act"`, "97110 - Ther Ex; 97530 - Ther Act"),
	cells(178, "97110 x2; 97530 x1", "97110 x2, 97530 x1", "97110(2) 97530(1)", "97110 (2), 97530 (1)", "2x97110, 1x97530", "2x97110 1x97530", "2-97110, 1-97530",
		"97110*2 + 97530*1", "97110 - 2 units, 97530 - 1 unit", "97110:2/97530:1", "97110 x 2\n97530 x 1", "97110 2u, 97530 1u", "97110x2 97530x1", "2 units of 97110; 1 unit 97530"),
	cells(178, "97110; 97530", "97110/97530", "97110 + 97530", "97110 & 97530"),
	cells(178, "97110 GO; 97530 GO KX", "97110 GO, 97530 GO KX", "97110-GO/97530-GO-KX", "97110 GO 97530 GO KX"),
	cells(178, "97110 x2 28min; 97530 x1 15min", "97110 (28 min, 2u), 97530 (15 min, 1u)", "97110 (2 units, 28 min); 97530 (1 unit, 15 min)", "97110 x2 (28 min), 97530 x1 (15 min)"),
	cells(178, wantBad, "97110 (30)", "97110; 97530 (30)"),
	cells(178, "97110 GO x2", "97110 GO x2", "97110x2-GO", "2x97110-GO"),
	cells(244, "97110 GO KX", "97110 GO KX", "97110-GO-KX", "97110:GO:KX", "97110GOKX", "HC:97110:GO:KX"),
	cells(244, "97110 59", "97110:59", "97110-59"),
	cells(250, "97110", "CPT-4 97110", "CPT\u00ae 97110", "HC:97110"),
	cells(252, `97110 "Therapeutic Exercise"`, "Therapeutic Exercise (97110)", "Therapeutic Exercise [97110]", "Therapeutic Exercise - 97110", "Therapeutic Exercise: 97110",
		"97110 (Therapeutic Exercise)", "97110 \u2013 Therapeutic Exercise", "Therapeutic Exercise (CPT 97110)"),
	cells(252, `97110 GO "Therapeutic Exercise"`, "Therapeutic Exercise (97110-GO)"),
	cells(252, `97535 "Self Care/Home Mgmt Training"`, "97535 - Self Care/Home Mgmt Training"),
	cells(252, `97110 "Ther Ex"; 97530 "Ther Act"`, "Ther Ex (97110), Ther Act (97530)"),
	cells(250, "97110", "97110", "97110.0", "'97110", " 97110 ", "CPT 97110", "CPT: 97110", "cpt97110"),
	{{imp: 250, cell: number("97110", StylePlain), want: "97110"}},
	cells(251, "G0283", "g0283"), cells(251, "0591T", "0591t"),
	cells(252, `97110 "Therapeutic Exercise"`, "97110 - Therapeutic Exercise", "97110 Therapeutic Exercise", "97110: Therapeutic Exercise"),
	cells(252, `97156 "Family guidance"`, "97156: Family guidance"),
	cells(252, `97530 "Activities, direct contact"`, "97530 - Activities, direct contact"),
	cells(253, wantBad, "9.711E+04", "9.754e+04"),
	cells(254, wantBad, "did therapeutic exercise, not 97530", "not 97110, 97530 done", "Therapeutic Exercise 97110 today (97530)", "97110 / see 97530"),
	cells(254, wantBad, "9711O", "97110-97530", "9711", "097110", "OTEX1", "9711059",
		"did 97110 today", "97110 and then 97530", "97110 instead of 97530", "971100", "97110 45", "97110T", "97110; see note"),
	cells(255, "97999", "97999"), cells(255, "97003", "97003"),
}

func TestCodes(t *testing.T) {
	runCases(t, codeCases, func(_ []CellValue, cell CellValue) (string, Reading, string) {
		items, reading, why := ParseCodes(cell.Text, importtest.KnownModifier)
		return showItems(items), reading, why
	})
}

var modifierCases = [][]valueCase{
	cells(241, "GO KX", "GO, KX", "go kx", "GO/KX", "GO:KX", "GO-KX", "GO;KX", "GO|KX", "GO.KX"),
	cells(242, "59", "59", "59.0"),
	{{imp: 242, cell: number("25", StylePlain), want: "25"}},
	cells(243, "GO CO 59", "GOCO59"),
	cells(243, wantBad, "GOZZ"),
	cells(241, wantBad, strings.Repeat("GO KX ", 21)), // no line has so many
	cells(246, "GO GO", "GO GO"),
	cells(247, wantAbsent, "0", "00", "NA", "None"),
	cells(248, "G0", "G0"),
	cells(249, wantBad, "G", "GOX", "none needed", "G-O", "/"),
}

func TestModifiers(t *testing.T) {
	runCases(t, modifierCases, func(_ []CellValue, cell CellValue) (string, Reading, string) {
		modifiers, reading, why := ParseModifiers(cell.Text, importtest.KnownModifier)
		return strings.Join(modifiers, " "), reading, why
	})
}

var modifierFlagCases = [][]valueCase{
	cells(245, "KX", "Y", "yes", "X", "1", "true", "KX", "kx", "1.0"),
	cells(245, "nothing", "N", "0", "no", "FALSE"),
	cells(245, wantAbsent, "", " "),
	cells(245, wantBad, "maybe", "2"),
}

func TestModifierFlags(t *testing.T) {
	runCases(t, modifierFlagCases, func(_ []CellValue, cell CellValue) (string, Reading, string) {
		yes, reading, why := ParseModifierFlag("KX", cell.Text)
		if yes {
			return "KX", reading, why
		}
		return "nothing", reading, why
	})
}

var diagnosisCases = [][]valueCase{
	cells(256, "M62.81", "m6281", "M62.81 - Muscle weakness", "M62.81", "M62.81: Muscle weakness", "M62.81 Muscle weakness, generalized",
		"Muscle weakness (M62.81)", "M62.81, M62.81"),
	cells(256, "M62.81 R27.8", "M62.81;R27.8", "M62.81 R27.8", "M62.81, R27.8", "M62.81 - Muscle weakness; R27.8 - Lack of coordination"),
	cells(256, "U07.1 I10", "U07.1 I10"),
	cells(257, wantBad, "A", "1,2", "728.87", "A,B", "weakness", "M62.81 and R27.8", "M62.81x728.87"),
}

func TestDiagnoses(t *testing.T) {
	runCases(t, diagnosisCases, func(_ []CellValue, cell CellValue) (string, Reading, string) {
		codes, reading, why := ParseDiagnoses(cell.Text)
		return strings.Join(codes, " "), reading, why
	})
}

func TestNoKnownModifiers(t *testing.T) {
	if modifiers, reading, _ := ParseModifiers("GO KX", nil); reading != OK || len(modifiers) != 2 {
		t.Errorf("IMP-241: without a list of modifiers GO KX is %v", modifiers)
	}
	if _, reading, _ := ParseModifiers("GOKX", nil); reading != Bad {
		t.Error("IMP-243: without a list of modifiers a run of them is taken apart")
	}
	if _, reading, _ := ParseCodes("97110GO", nil); reading != Bad {
		t.Error("IMP-244: without a list of modifiers 97110GO is read")
	}
}

func TestCollapsedIdentifiers(t *testing.T) {
	for text, want := range map[string]bool{"1.23457E+11": true, "'1.23457E+11": true, "9.711E+04": true, "1.5e+12": true, "1,23457E+11": true,
		"123457000000": false, "1.23E+02": false, "1E05": false, "P1.5E+11": false, "": false, "E+11": false} {
		if got := CollapsedID(text); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}

// TestCodeBehindItsName: words with the code behind them are a code, a sentence about one is none.
func TestCodeBehindItsName(t *testing.T) {
	for text, code := range map[string]string{
		"OT Therapeutic Activities 97530":                 "97530",
		"Self Care/Home Mgmt 97535":                       "97535",
		"97530 not done, did 97110":                       "",
		"no charge for 97530":                             "",
		"changed to 97530":                                "",
		"patient tolerated the whole hour of OT 97530":    "",
		"Therapeutic Activities 97530 and Exercise 97110": "",
	} {
		items, reading, _ := ParseCodes(text, nil)
		if (reading == OK) != (code != "") || code != "" && items[0].Code != code {
			t.Errorf("%q: %v %v, want %q", text, items, reading, code)
		}
	}
}
