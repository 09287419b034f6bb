package corrected

import (
	"strings"
	"testing"

	"otaudit/audit"
)

// A column that repeats the units is corrected with them: else the copy would hold two columns of units that differ, of which
// neither could be read. What cannot be written into both is written into none.
func TestCopiesOfAColumnAreCorrectedTogether(t *testing.T) {
	for _, test := range []struct{ row, want, why string }{
		{"97110,GO,4,4", "97110,GO,3,3", ""},
		{"97110,GO,4,4.0", "97110,GO,3,3.0", ""},
		{"97110,GO,4,4 units", "97110,GO,4,4 units", "more or other than a plain number"},
		{"97110,GO,4,5", "97110,GO,4,5", "does not hold 4 any more"},
	} {
		layout := testLayout("jan.csv", 1, 3, 2)
		layout.Copies = map[int32][]int32{3: {4}}
		result := testResult("jan.csv", unitsFinding("jan.csv", 2, 3, "4", "3", audit.Safe))
		got, _ := correctText(t, "Code,Mods,Units,Billed Units\n"+test.row+"\n", result, layout, Options{Apply: audit.Safe})
		fix := result.Findings[0].Fix
		if row := strings.Split(got, "\n")[1]; row != test.want || fix.Applied != (test.why == "") || !strings.Contains(fix.Held, test.why) {
			t.Errorf("%s became %s, want %s; %+v", test.row, row, test.want, fix)
		}
	}
}

// A copy that is calculated from the units follows by itself, and keeps a stored value, since the next audit reads it.
func TestCopiesThatAreFormulasFollow(t *testing.T) {
	parts := formulaBook([]string{formulaHeader + `<c r="E1" t="str"><v>Billed Units</v></c>`,
		`<c r="A2"><v>97110</v></c><c r="C2"><v>4</v></c><c r="D2"><v>100</v></c><c r="E2"><f>C2</f><v>4</v></c>`}, "", "")
	dir := t.TempDir()
	writeRaw(t, dir+"/jan.xlsx", parts)
	layout := testLayout(logSheet, 1, 3, 2)
	layout.Copies = map[int32][]int32{3: {5}}
	result := testResult(logSheet, unitsFinding(logSheet, 2, 3, "4", "3", audit.Safe))
	_, err := CorrectFile(dir+"/jan.xlsx", dir+"/out.xlsx", result, []*audit.Layout{layout}, Options{Apply: audit.Safe})
	must(t, err)
	sheet := readRaw(t, dir+"/out.xlsx")["xl/worksheets/sheet1.xml"]
	if !strings.Contains(sheet, `<c r="C2"><v>3</v></c>`) || !strings.Contains(sheet, `<f>C2</f><v>3</v>`) {
		t.Errorf("sheet %s", sheet)
	}
}

// A line that is left without a unit is said to be voided: in the comment and on the Audit sheet, and in no cell of the log.
func TestVoidIsSaidBesideTheLog(t *testing.T) {
	for newUnits, want := range map[string]bool{"0": true, "1": false} {
		parts := formulaBook([]string{formulaHeader, `<c r="A2"><v>97110</v></c><c r="C2"><v>4</v></c><c r="D2"><v>100</v></c>`}, "", "")
		dir := t.TempDir()
		writeRaw(t, dir+"/jan.xlsx", parts)
		result := testResult(logSheet, unitsFinding(logSheet, 2, 3, "4", newUnits, audit.Safe))
		_, err := CorrectFile(dir+"/jan.xlsx", dir+"/out.xlsx", result, []*audit.Layout{testLayout(logSheet, 1, 3, 2)}, Options{Apply: audit.Safe})
		must(t, err)
		comment, auditSheet := false, false
		for name, text := range readRaw(t, dir+"/out.xlsx") {
			said := strings.Contains(text, "void the line")
			switch {
			case strings.Contains(name, "comments"):
				comment = comment || said
			case strings.Contains(name, "worksheets/sheet1.xml") && said:
				t.Errorf("the log itself says void: %s", text)
			default:
				auditSheet = auditSheet || said
			}
		}
		if comment != want || auditSheet != want {
			t.Errorf("to %s: said in the comment %t, on the Audit sheet %t", newUnits, comment, auditSheet)
		}
	}
}
