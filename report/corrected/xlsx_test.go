package corrected

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"otaudit/audit"
)

const logSheet = "jan.xlsx!Log"

// must ends the test if a step of a fixture fails.
func must(t *testing.T, errs ...error) {
	t.Helper()
	for _, err := range errs {
		if err != nil {
			t.Fatal(err)
		}
	}
}

// buildWorkbook makes a log with everything that must survive: styles, formulas, merges, validations, conditional
// formats, comments, a chart, several sheets, panes, a filter, the 1904 epoch.
func buildWorkbook(t *testing.T, path string) {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	yes := true
	must(t, f.SetSheetName("Sheet1", "Log"), f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &yes}))
	bold, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}, NumFmt: 2})
	must(t, err)
	rows := [][]any{
		{"Date", "Code", "Mods", "Units", "Charge", "Mod 1", "Mod 2", "Note"},
		{44726, 97110, "KX, 59", 4, 100.5, "GO", nil, " padded text "},
		{44726, 97530, nil, 3, nil, nil, nil, "=not a formula"},
		{44727, 97110, "GO", "3", nil, "GO", "KX", nil},
		{44727, 97112, "GO", nil, nil, nil, nil, nil},
		{44728, 97112, "GO", 2, nil, nil, nil, nil},
		{44728, 97140, "GO", nil, nil, nil, nil, nil},
	}
	for i, row := range rows {
		must(t, f.SetSheetRow("Log", cellName(int32(i+1), 1), &row))
	}
	must(t,
		f.SetCellStyle("Log", "D2", "D2", bold),
		f.SetColWidth("Log", "A", "C", 23),
		f.SetCellFormula("Log", "D5", "D2+1"),
		f.SetCellFormula("Log", "E3", "D3*10"),
		f.MergeCell("Log", "D6", "D7"),
		f.SetConditionalFormat("Log", "D2:D7", []excelize.ConditionalFormatOptions{{Type: "data_bar", Criteria: "=", MinType: "min", MaxType: "max", BarColor: "#638EC6"}}),
		f.AddComment("Log", excelize.Comment{Author: "Clinic", Cell: "D2", Paragraph: []excelize.RichTextRun{{Text: "kept comment"}}}),
		f.SetPanes("Log", &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}),
		f.AutoFilter("Log", "A1:H7", nil),
		f.AddChart("Log", "J2", &excelize.Chart{Type: excelize.Col, Series: []excelize.ChartSeries{{Values: "Log!$D$2:$D$4"}}}),
	)
	validation := excelize.NewDataValidation(true)
	validation.SetSqref("D2:D7")
	must(t, validation.SetRange(0, 20, excelize.DataValidationTypeWhole, excelize.DataValidationOperatorBetween), f.AddDataValidation("Log", validation))
	for _, name := range []string{"Audit", "Summary"} {
		_, err := f.NewSheet(name)
		must(t, err, f.SetCellFormula(name, "A1", "SUM(Log!D2:D4)"), f.SetCellStr(name, "B2", "other sheet"))
	}
	must(t, f.SetSheetVisible("Summary", false), f.SaveAs(path))
}

func workbookFindings() *audit.Result {
	related := modifierFinding(logSheet, 4, 6, "GO KX", audit.Safe, "CO")
	related.Fix.Edits[0].Slot = 1
	free := modifierFinding(logSheet, 2, 6, "GO", audit.Safe, "CO")
	free.Fix.Edits[0].Slot = 1
	split := unitsFinding(logSheet, 4, 4, "3", "2", audit.Manual)
	split.Fix.Title, split.Fix.Edits, split.Message = "split the line for the assistant's minutes", nil, "=1+1 is plain text here"
	return testResult(logSheet,
		unitsFinding(logSheet, 2, 4, "4", "3", audit.Safe),
		modifierFinding(logSheet, 2, 3, "KX 59", audit.Safe, "GO"),
		modifierFinding(logSheet, 3, 3, "", audit.Safe, "GO"),
		unitsFinding(logSheet, 4, 4, "3", "2", audit.Safe),
		unitsFinding(logSheet, 5, 4, "5", "4", audit.Safe),
		unitsFinding(logSheet, 6, 4, "2", "1", audit.Safe),
		free, related, split,
		unitsFinding(logSheet, 3, 4, "3", "2", audit.Review),
	)
}

func workbookLayout() *audit.Layout {
	layout := testLayout(logSheet, 2, 4, 3)
	layout.Slots[0][audit.Charge] = []int32{5}
	second := layout.Slots[0]
	second[audit.Modifiers] = []int32{6, 7}
	layout.Slots = append(layout.Slots, second)
	return layout
}

func correctBook(t *testing.T, dir string, o Options) (string, *audit.Result, Corrected) {
	t.Helper()
	input, output := filepath.Join(dir, "jan.xlsx"), filepath.Join(dir, "jan.audited.xlsx")
	result := workbookFindings()
	done, err := CorrectFile(input, output, result, []*audit.Layout{workbookLayout()}, o)
	must(t, err)
	return done.Copy.Path, result, done
}

// REP-107 to REP-113: only the cells of applied edits differ, in their old type and style, and everything else is there.
func TestWorkbookChangesOnlyCorrectedCells(t *testing.T) {
	dir := t.TempDir()
	input := filepath.Join(dir, "jan.xlsx")
	buildWorkbook(t, input)
	path, result, done := correctBook(t, dir, Options{Apply: audit.Safe})
	for i, want := range []string{"", "", "", "", "formula", "merged", "", "no free modifier column", "", "reviewed first"} {
		for _, e := range result.Findings[i].Fix.Edits {
			if e.Applied != (want == "") || !strings.Contains(e.Why, want) {
				t.Errorf("finding %d: applied %v, why %q, want %q", i, e.Applied, e.Why, want)
			}
		}
	}
	before, err := excelize.OpenFile(input)
	must(t, err)
	defer before.Close()
	after, err := excelize.OpenFile(path)
	must(t, err)
	defer after.Close()
	changed := map[string]string{"D2": "3", "C2": "KX, 59, GO", "C3": "GO", "D4": "2", "G2": "CO"}
	if done.Cells != len(changed) {
		t.Errorf("%d cells changed, want %d", done.Cells, len(changed))
	}
	for row := int32(1); row <= 9; row++ {
		for col := int32(1); col <= 12; col++ {
			name := cellName(row, col)
			want, _ := before.GetCellValue("Log", name, excelize.Options{RawCellValue: true})
			if corrected, ok := changed[name]; ok {
				want = corrected
			}
			if got, _ := after.GetCellValue("Log", name, excelize.Options{RawCellValue: true}); got != want {
				t.Errorf("%s holds %q, want %q", name, got, want)
			}
			oldFormula, _ := before.GetCellFormula("Log", name)
			if formula, _ := after.GetCellFormula("Log", name); formula != oldFormula {
				t.Errorf("%s has formula %q, want %q", name, formula, oldFormula)
			}
			oldStyle, _ := before.GetCellStyle("Log", name)
			if style, _ := after.GetCellStyle("Log", name); style != oldStyle {
				t.Errorf("%s has style %d, want %d", name, style, oldStyle)
			}
		}
	}
	for name, want := range map[string]excelize.CellType{"D2": excelize.CellTypeUnset, "D4": excelize.CellTypeInlineString} {
		if kind, _ := after.GetCellType("Log", name); kind != want {
			t.Errorf("%s has type %d, want %d", name, kind, want)
		}
	}
	checkSurvivors(t, after)
}

func checkSurvivors(t *testing.T, f *excelize.File) {
	t.Helper()
	if got := strings.Join(f.GetSheetList(), ", "); got != "Log, Audit, Summary, Audit (2)" {
		t.Errorf("sheets %s", got)
	}
	if visible, _ := f.GetSheetVisible("Summary"); visible {
		t.Error("a hidden sheet became visible")
	}
	if props, _ := f.GetWorkbookProps(); props.Date1904 == nil || !*props.Date1904 {
		t.Error("the 1904 epoch was lost")
	}
	if calc, _ := f.GetCalcProps(); calc.FullCalcOnLoad == nil || !*calc.FullCalcOnLoad {
		t.Error("formulas are not recalculated on opening")
	}
	if merges, _ := f.GetMergeCells("Log"); len(merges) != 1 || merges[0].GetStartAxis() != "D6" {
		t.Errorf("merges %v", merges)
	}
	if v, _ := f.GetDataValidations("Log"); len(v) != 1 || v[0].Sqref != "D2:D7" {
		t.Errorf("validations %v", v)
	}
	if width, _ := f.GetColWidth("Log", "B"); width != 23 {
		t.Errorf("width %v", width)
	}
	if panes, _ := f.GetPanes("Log"); !panes.Freeze || panes.YSplit != 1 {
		t.Errorf("panes %+v", panes)
	}
	if chart, ok := f.Pkg.Load("xl/charts/chart1.xml"); !ok || len(chart.([]byte)) == 0 {
		t.Error("the chart was lost")
	}
	formats, _ := f.GetConditionalFormats("Log")
	for _, area := range []string{"D2:D7", "C2:C3 D2 D4 G2"} {
		if len(formats[area]) == 0 {
			t.Errorf("no conditional format on %s: %v", area, formats)
		}
	}
	comments, _ := f.GetComments("Log")
	byCell := map[string]string{}
	for _, c := range comments {
		for _, run := range c.Paragraph {
			byCell[c.Cell] += run.Text
		}
	}
	if byCell["D2"] != "kept comment" {
		t.Errorf("the comment that was there became %q", byCell["D2"])
	}
	if !strings.Contains(byCell["D4"], "was: 3\nis: 2") || !strings.Contains(byCell["D5"], "correct the formula by hand") {
		t.Errorf("comments %q", byCell)
	}
}

// REP-111: the Audit sheet has the mark by which the importer skips it, every finding, a link to each cell, and no
// formula but the links.
func TestWorkbookAuditSheet(t *testing.T) {
	dir := t.TempDir()
	buildWorkbook(t, filepath.Join(dir, "jan.xlsx"))
	path, result, _ := correctBook(t, dir, Options{Apply: audit.Safe})
	f, err := excelize.OpenFile(path)
	must(t, err)
	defer f.Close()
	rows, err := f.GetRows("Audit (2)")
	must(t, err)
	if rows[0][0] != auditSheetMark {
		t.Errorf("A1 is %q", rows[0][0])
	}
	header := 0
	for i, row := range rows {
		if len(row) > 0 && row[0] == "No." {
			header = i
		}
	}
	listed := rows[header+1 : header+1+len(result.Findings)]
	for i, row := range listed {
		finding := &result.Findings[i]
		if row[1] != "Log!"+strings.TrimPrefix(finding.Cell.String(), logSheet+"!") || row[5] != finding.Message || row[3] != finding.Rule {
			t.Errorf("row %d is %q", i, row)
		}
		formula, _ := f.GetCellFormula("Audit (2)", cellName(int32(header+2+i), 2))
		if !strings.HasPrefix(formula, `HYPERLINK("#'Log'!`) {
			t.Errorf("link %q", formula)
		}
		if formula, _ := f.GetCellFormula("Audit (2)", cellName(int32(header+2+i), 6)); formula != "" {
			t.Errorf("a text became the formula %q", formula)
		}
	}
	text := ""
	for _, row := range rows {
		text += strings.Join(row, "|") + "\n"
	}
	for _, want := range []string{"Units after corrections", "|9|7|status 1", "errors 10", "applied 5 (5 cells changed), not written for the reason given 3, to review 1, by hand 1",
		"charge in E2: left as it is", "Proposed lines", "split the line for the assistant's minutes", "=1+1 is plain text here"} {
		if !strings.Contains(text, want) {
			t.Errorf("the Audit sheet lacks %q:\n%s", want, text)
		}
	}
	if panes, _ := f.GetPanes("Audit (2)"); !panes.Freeze || panes.YSplit != header+1 {
		t.Errorf("panes %+v, header in row %d", panes, header+1)
	}
}

// REP-01: two runs give the same bytes; REP-112: correcting the corrected copy changes nothing more.
func TestWorkbookTwice(t *testing.T) {
	dir := t.TempDir()
	buildWorkbook(t, filepath.Join(dir, "jan.xlsx"))
	var first []byte
	for range 5 {
		path, _, _ := correctBook(t, dir, Options{Apply: audit.Safe})
		data, err := os.ReadFile(path)
		must(t, err)
		if first == nil {
			first = data
		} else if !bytes.Equal(first, data) {
			t.Fatal("two runs give different bytes")
		}
	}
	must(t, os.Rename(filepath.Join(dir, "jan.audited.xlsx"), filepath.Join(dir, "jan.xlsx")))
	_, result, done := correctBook(t, dir, Options{Apply: audit.Safe})
	if done.Cells != 0 {
		t.Errorf("%d cells changed by correcting again", done.Cells)
	}
	if why := result.Findings[0].Fix.Edits[0].Why; why != "the cell already holds the value" {
		t.Errorf("why %q", why)
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 2 {
		t.Errorf("left behind: %v %v", entries, err)
	}
}
