package corrected

import (
	"strings"
	"testing"

	"otaudit/audit"
)

// totalRow is a row that sums up the log.
func totalRow(sheet string, row int32) audit.ExcludedRow {
	return audit.ExcludedRow{Cell: audit.Ref{Sheet: sheet, Row: row}, Kind: audit.KindNonData, Reason: "total", Units: audit.Some(4)}
}

// A typed total stays as it is in the copy, and is said to be the one before the corrections: with a text on the console, with a
// workbook on the Audit sheet. Where nothing was corrected nothing is said.
func TestTypedTotalsAreListed(t *testing.T) {
	const want = "total before corrections, where it is typed and not a formula: row 3"
	for _, apply := range []audit.Safety{audit.Safe, audit.NoFix} {
		result := testResult("jan.csv", unitsFinding("jan.csv", 2, 3, "4", "3", audit.Safe))
		result.Excluded = []audit.ExcludedRow{totalRow("jan.csv", 3)}
		got, done := correctText(t, "Code,Mods,Units\n97110,GO,4\nTotal,,4\n", result, testLayout("jan.csv", 1, 3, 2), Options{Apply: apply})
		if (done.Note == want) != (apply == audit.Safe) || !strings.HasSuffix(got, "Total,,4\n") {
			t.Errorf("%s: said %q beside\n%s", apply, done.Note, got)
		}
	}
	dir := t.TempDir()
	writeRaw(t, dir+"/jan.xlsx", formulaBook([]string{formulaHeader, `<c r="A2"><v>97110</v></c><c r="C2"><v>4</v></c>`,
		`<c r="A3" t="str"><v>Total</v></c><c r="C3"><v>4</v></c>`}, "", ""))
	result := testResult(logSheet, unitsFinding(logSheet, 2, 3, "4", "3", audit.Safe))
	result.Excluded = []audit.ExcludedRow{totalRow(logSheet, 3)}
	_, err := CorrectFile(dir+"/jan.xlsx", dir+"/out.xlsx", result, []*audit.Layout{testLayout(logSheet, 1, 3, 2)}, Options{Apply: audit.Safe})
	must(t, err)
	said := false
	for name, text := range readRaw(t, dir+"/out.xlsx") {
		said = said || strings.HasPrefix(name, "xl/worksheets/") && strings.Contains(text, want)
	}
	if !said {
		t.Error("the Audit sheet does not name the total")
	}
}
