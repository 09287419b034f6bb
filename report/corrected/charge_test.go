package corrected

import (
	"strings"
	"testing"

	"otaudit/audit"
)

// chargeFinding lowers units and gives the charge beside them what belongs to the new units.
func chargeFinding(sheet string, units, newUnits, charge, newCharge string) audit.Finding {
	f := unitsFinding(sheet, 2, 3, units, newUnits, audit.Safe)
	f.Fix.Edits = append(f.Fix.Edits, audit.Edit{Cell: audit.Ref{Sheet: sheet, Row: 2, Col: 4}, Line: 2, Field: audit.Charge, Old: charge, New: newCharge})
	return f
}

func chargeLayout(sheet string) *audit.Layout {
	layout := testLayout(sheet, 1, 3, 2)
	layout.Slots[0][audit.Charge] = []int32{4}
	return layout
}

// A charge follows its units in the form in which it stands; one that cannot be written stays and is listed, but for units
// of 0.
func TestChargeFollowsUnitsInText(t *testing.T) {
	for _, test := range []struct{ row, charge, newUnits, newCharge, want, why string }{
		{"97110,,4,100.00", "100.00", "3", "75.00", "97110,,3,75.00", ""},
		{"97110,,4,100", "100.00", "3", "75.00", "97110,,3,75.00", ""},
		{"97110,,4,$100.00", "100.00", "3", "75.00", "97110,,3,$75.00", ""},
		{`97110,,4,"$ 1,234,500.00"`, "1234500.00", "3", "1034500.5", `97110,,3,"$ 1,034,500.50"`, ""},
		{`97110,,4,"100,00"`, "100.00", "3", "75.00", `97110,,3,"75,00"`, ""},
		{`97110,,4,"1,200.00"`, "1200.00", "3", "900.00", `97110,,3,"900.00"`, ""},
		{"97110,,4,100.00 USD", "100.00", "3", "75.00", "97110,,3,100.00 USD", "more or other than a plain number"},
		{"97110,,4,$90.00", "100.00", "3", "75.00", "97110,,3,$90.00", "does not hold 100.00 any more"},
		{"97110,,4,100.00 USD", "100.00", "0", "0.00", "97110,,4,100.00 USD", "more or other than a plain number"},
		{"97110,,4,100.00", "100.00", "0", "0.00", "97110,,0,0.00", ""},
	} {
		result := testResult("jan.csv", chargeFinding("jan.csv", "4", test.newUnits, test.charge, test.newCharge))
		got, _ := correctText(t, "Code,Mods,Units,Charge\n"+test.row+"\n", result, chargeLayout("jan.csv"), Options{Apply: audit.Safe})
		fix := result.Findings[0].Fix
		if row := strings.Split(got, "\n")[1]; row != test.want || !strings.Contains(fix.Edits[1].Why, test.why) || (test.why == "") != (fix.Edits[1].Why == "") {
			t.Errorf("%s became %s, want %s; why %q", test.row, row, test.want, fix.Edits[1].Why)
		}
		if wantApplied := test.want != test.row; fix.Applied != wantApplied || fix.Edits[0].Applied != wantApplied || fix.Edits[1].Applied != (test.why == "") {
			t.Errorf("%s: %+v", test.row, fix)
		}
	}
}

// A charge that is a number keeps its format and stays one; a charge that is a formula comes to the new value by itself.
func TestChargeFollowsUnitsInWorkbook(t *testing.T) {
	for _, test := range []struct{ cell, newCharge, want, why string }{
		{`<c r="D2" s="1"><v>100</v></c>`, "75.00", `<c r="D2" s="1"><v>75</v></c>`, ""},
		{`<c r="D2" s="1" t="n"><v>1.0E2</v></c>`, "75.50", `<c r="D2" s="1"><v>75.5</v></c>`, ""},
		{`<c r="D2" t="str"><v>$100.00</v></c>`, "75.00", `<c r="D2" t="inlineStr"><is><t xml:space="preserve">$75.00</t></is></c>`, ""},
		{`<c r="D2" s="1"><f>C2*25</f><v>100</v></c>`, "75.00", `<c r="D2" s="1"><f>C2*25</f><v>75</v></c>`, ""},
		{`<c r="D2" s="1"><f>C2*20+20</f><v>100</v></c>`, "75.00", `<c r="D2" s="1"><f>C2*20+20</f><v>80</v></c>`, ""},
		{`<c r="D2" s="1"><f>100+0*A2</f><v>100</v></c>`, "75.00", `<c r="D2" s="1"><f>100+0*A2</f><v>100</v></c>`, correctFormula},
	} {
		parts := formulaBook([]string{formulaHeader, `<c r="A2"><v>97110</v></c><c r="C2"><v>4</v></c>` + test.cell}, "", "")
		dir := t.TempDir()
		writeRaw(t, dir+"/jan.xlsx", parts)
		result := testResult(logSheet, chargeFinding(logSheet, "4", "3", "100.00", test.newCharge))
		_, err := CorrectFile(dir+"/jan.xlsx", dir+"/out.xlsx", result, []*audit.Layout{chargeLayout(logSheet)}, Options{Apply: audit.Safe})
		must(t, err)
		fix := result.Findings[0].Fix
		if sheet := readRaw(t, dir+"/out.xlsx")["xl/worksheets/sheet1.xml"]; !strings.Contains(sheet, test.want) || !strings.Contains(sheet, `<c r="C2"><v>3</v></c>`) {
			t.Errorf("%s: sheet %s", test.cell, sheet)
		}
		after := test.newCharge // what the account counts is what the cell holds
		if strings.Contains(test.want, "<v>80</v>") {
			after = "80.00"
		}
		if fix.Edits[1].New != after && test.newCharge != "75.50" {
			t.Errorf("%s: the charge is said to be %s, want %s", test.cell, fix.Edits[1].New, after)
		}
		if !fix.Applied || fix.Edits[1].Applied != (test.why == "") || !strings.Contains(fix.Edits[1].Why, test.why) {
			t.Errorf("%s: %+v", test.cell, fix)
		}
	}
}
