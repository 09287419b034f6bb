package corrected

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"otaudit/audit"
)

// REP-113: a copy that differs outside the corrections is not released.
func TestVerifyFindsDifferences(t *testing.T) {
	dir := t.TempDir()
	input := filepath.Join(dir, "jan.xlsm")
	writeRaw(t, input, rawWorkbook())
	label := `jan.xlsm!It's "A" & B!`
	const sheet, other = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"
	for name, spoil := range map[string]struct{ part, old, new, want string }{
		"nothing":         {sheet, "", "", ""},
		"value":           {sheet, `<c r="E3"><f t="shared" si="0"/><v>6</v>`, `<c r="E3"><f t="shared" si="0"/><v>7</v>`, "near cell E3"},
		"new cell":        {sheet, `<c r="G3" t="b">`, `<c r="F3"><v>1</v></c><c r="G3" t="b">`, "near cell"},
		"cell left out":   {sheet, `<c r="G3" t="b"><v>1</v></c>`, ``, "near cell"},
		"kind":            {sheet, `<c r="G3" t="b">`, `<c r="G3">`, "near cell G3"},
		"formula":         {sheet, `A2:A3</f>`, `A2:A4</f>`, "near cell C4"},
		"style":           {sheet, `<c r="A5">`, `<c r="A5" s="1">`, "near cell A5"},
		"style of edit":   {sheet, `<c r="C2">`, `<c r="C2" s="1">`, "old style: C2"},
		"another value":   {sheet, `<c r="C2"><v>3</v>`, `<c r="C2"><v>2</v>`, "new value"},
		"as a text":       {sheet, `<c r="C2"><v>3</v>`, `<c r="C2" t="inlineStr"><is><t>3</t></is>`, "new value"},
		"edit left out":   {sheet, `<c r="C2"><v>3</v></c>`, ``, "missing in the copy: C2"},
		"row height":      {sheet, `<row r="3">`, `<row r="3" ht="9">`, "outside the cells"},
		"protection":      {sheet, `<sheetProtection sheet="1"/>`, ``, "outside the cells"},
		"another mark":    {sheet, `<conditionalFormatting sqref="C2:C6"`, `<conditionalFormatting sqref="A2:C6"`, "outside the cells"},
		"validation":      {sheet, `</worksheet>`, `<dataValidations/></worksheet>`, "outside the cells"},
		"another sheet":   {other, `<v>1</v>`, `<v>2</v>`, "sheet2.xml differs"},
		"macros":          {"xl/vbaProject.bin", "macros", "Macros", "vbaProject.bin differs"},
		"sheet renamed":   {"xl/workbook.xml", `name="Other"`, `name="other"`, "other sheets"},
		"style exchanged": {"xl/styles.xml", `<font><sz val="11"/>`, `<font><sz val="12"/>`, "other styles"},
	} {
		result := testResult(label, unitsFinding(label, 2, 3, "4", "3", audit.Safe))
		plan, err := Plan(input, filepath.Join(dir, "out.xlsm"), result, []*audit.Layout{testLayout(label, 1, 3, 2)}, Options{Apply: audit.Safe})
		must(t, err)
		parts, err := openWorkbookParts(input)
		must(t, err)
		book, err := plan.job.readWorkbook(parts)
		must(t, err)
		job, err := plan.job.newWorkbookCopy(book, &Corrected{})
		must(t, err)
		copied := filepath.Join(dir, "copy.xlsm")
		must(t, os.WriteFile(copied, nil, 0o600), job.save(copied))
		spoilPart(t, copied, spoil.part, spoil.old, spoil.new)
		err = job.verify(copied)
		if spoil.want == "" && err != nil || spoil.want != "" && (err == nil || !strings.Contains(err.Error(), spoil.want)) {
			t.Errorf("%s: error %v, want %q", name, err, spoil.want)
		}
		must(t, parts.Close(), os.Remove(copied))
	}
}

// spoilPart replaces a text in a part of a workbook.
func spoilPart(t *testing.T, path, part, old, replacement string) {
	t.Helper()
	parts := readRaw(t, path)
	if !strings.Contains(parts[part], old) {
		t.Fatalf("%s does not hold %q:\n%s", part, old, parts[part])
	}
	parts[part] = strings.Replace(parts[part], old, replacement, 1)
	writeRaw(t, path, parts)
}

// REP-110: a sheet gets at most 2,000 comments, errors first, and the Audit sheet says so.
func TestCommentsAreLimited(t *testing.T) {
	dir := t.TempDir()
	input, output := filepath.Join(dir, "jan.xlsx"), filepath.Join(dir, "jan.audited.xlsx")
	f := excelize.NewFile()
	must(t, f.SetSheetName("Sheet1", "Log"))
	var findings []audit.Finding
	for row := int32(1); row <= maxComments+10; row++ {
		must(t, f.SetSheetRow("Log", cellName(row, 1), &[]any{97110, "GO", 4}))
		finding := unitsFinding(logSheet, row, 3, "4", "3", audit.Safe)
		if row <= 20 {
			finding.Severity = audit.Warning
		}
		findings = append(findings, finding)
	}
	must(t, f.SaveAs(input), f.Close())
	done, err := CorrectFile(input, output, testResult(logSheet, findings...), []*audit.Layout{testLayout(logSheet, 1, 3, 2)}, Options{Apply: audit.Safe})
	must(t, err)
	if done.Comments != maxComments || done.LeftOut != 10 || done.Cells != maxComments+10 {
		t.Errorf("%+v", done)
	}
	f, err = excelize.OpenFile(output)
	must(t, err)
	defer f.Close()
	comments, err := f.GetComments("Log")
	must(t, err)
	with := map[string]bool{}
	for _, c := range comments {
		with[c.Cell] = true
	}
	if !with["C10"] || with["C11"] || with["C20"] || !with["C21"] || !with["C2010"] {
		t.Error("the comments left out are not those of the last warnings")
	}
	formats, _ := f.GetConditionalFormats("Log")
	if len(formats) != 1 || len(formats["C1:C2010"]) != 1 {
		t.Errorf("formats %v", formats)
	}
	rows, err := f.GetRows("Audit")
	must(t, err)
	if text := strings.Join(rows[7], " "); !strings.Contains(text, "2000 written, 10 left out") {
		t.Errorf("the Audit sheet says %q", text)
	}
}

// The accounts of many sheets stand below the table, so that the frozen rows stay few.
func TestAccountsOfManySheets(t *testing.T) {
	dir := t.TempDir()
	buildWorkbook(t, filepath.Join(dir, "jan.xlsx"))
	result := workbookFindings()
	for _, name := range []string{"jan.xlsx!Summary", "jan.xlsx!Audit", "jan.xlsx!Gone"} {
		result.Sheets = append(result.Sheets, audit.Sheet{Name: name, RowsRead: 2, Excluded: []audit.Count{{What: "status", N: 2}}})
	}
	done, err := CorrectFile(filepath.Join(dir, "jan.xlsx"), filepath.Join(dir, "jan.audited.xlsx"), result, []*audit.Layout{workbookLayout()}, Options{Apply: audit.Safe})
	must(t, err)
	f, err := excelize.OpenFile(done.Copy.Path)
	must(t, err)
	defer f.Close()
	rows, err := f.GetRows("Audit (2)")
	must(t, err)
	if got := strings.Join(rows[4], "|"); !strings.HasPrefix(got, "all sheets") || !strings.HasSuffix(got, "|12|1|7|4|4|9|7|status 7") {
		t.Errorf("sum %q", got)
	}
	if last := strings.Join(rows[len(rows)-1], "|"); !strings.HasPrefix(last, "jan.xlsx!Gone|2|0|2") {
		t.Errorf("last account %q", last)
	}
}
