package corrected

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"otaudit/audit"
)

// REP-113: beyond the cell limit the Audit sheet stands alone and the edits say why they were not written.
func TestWorkbookBeyondLimit(t *testing.T) {
	dir := t.TempDir()
	buildWorkbook(t, filepath.Join(dir, "jan.xlsx"))
	path, result, done := correctBook(t, dir, Options{Apply: audit.Safe, MaxCells: 20})
	if filepath.Base(path) != "jan.audit-sheet.xlsx" || !strings.Contains(done.Note, "more than the limit of 20") {
		t.Errorf("%+v", done)
	}
	if e := result.Findings[0].Fix.Edits[0]; e.Applied || !strings.Contains(e.Why, "limit of 20") {
		t.Errorf("%+v", e)
	}
	f, err := excelize.OpenFile(path)
	must(t, err)
	defer f.Close()
	if mark, _ := f.GetCellValue("Audit", "A1"); mark != auditSheetMark || f.SheetCount != 1 {
		t.Errorf("A1 %q of %d sheets", mark, f.SheetCount)
	}
}

// REP-113: a copy that differs outside the corrections is not released.
func TestVerifyFindsDifferences(t *testing.T) {
	dir := t.TempDir()
	input := filepath.Join(dir, "jan.xlsx")
	buildWorkbook(t, input)
	for name, spoil := range map[string]func(*excelize.File) error{
		"value":   func(f *excelize.File) error { return f.SetCellInt("Log", "A3", 1) },
		"new":     func(f *excelize.File) error { return f.SetCellInt("Log", "K9", 1) },
		"formula": func(f *excelize.File) error { return f.SetCellFormula("Log", "E3", "D3*11") },
		"style":   func(f *excelize.File) error { return f.SetCellStyle("Log", "A2", "A2", 1) },
		"comment": func(f *excelize.File) error { return f.DeleteComment("Log", "D2") },
		"sheet":   func(f *excelize.File) error { return f.DeleteSheet("Summary") },
		"other":   func(f *excelize.File) error { return f.SetCellStr("Summary", "B2", "changed") },
		"none":    func(*excelize.File) error { return nil },
	} {
		f, err := excelize.OpenFile(input)
		must(t, err)
		_, err = f.NewSheet("Audit (2)")
		must(t, err, spoil(f))
		spoiled := filepath.Join(dir, "spoiled.xlsx")
		must(t, f.SaveAs(spoiled), f.Close())
		if err := verifyWorkbook(input, spoiled, nil, &cellFacts{}); (err == nil) != (name == "none") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// The corrected workbook opens in another program than the one that wrote it.
func TestWorkbookOpensInLibreOffice(t *testing.T) {
	program, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("soffice is not installed: the corrected workbook is not opened by a second program")
	}
	dir := t.TempDir()
	buildWorkbook(t, filepath.Join(dir, "jan.xlsx"))
	path, _, _ := correctBook(t, dir, Options{Apply: audit.Safe})
	command := exec.Command(program, "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless",
		"--convert-to", `csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1`, "--outdir", dir, path)
	if output, err := command.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, output)
	}
	log, err := os.ReadFile(filepath.Join(dir, "jan.audited-Log.csv"))
	must(t, err)
	if !strings.Contains(string(log), `"KX, 59, GO",3,`) {
		t.Errorf("the log reads\n%s", log)
	}
	listed, err := os.ReadFile(filepath.Join(dir, "jan.audited-Audit (2).csv"))
	must(t, err)
	if !strings.HasPrefix(string(listed), auditSheetMark) || !strings.Contains(string(listed), "Log!D2") {
		t.Errorf("the Audit sheet reads\n%s", listed)
	}
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
	f, err := excelize.OpenFile(done.Path)
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
