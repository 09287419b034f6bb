package importers

import (
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/unicode"

	"otaudit/importers/importtest"
	"otaudit/importers/source"
)

// TestLayoutsOfWorkbooks holds what only workbooks have: merged cells, bands, stored dates and times, hidden parts, sheets.
func TestLayoutsOfWorkbooks(t *testing.T) {
	row := func(t *testing.T, f *excelize.File, sheet, cell string, values ...any) {
		t.Helper()
		importtest.Must(t, f.SetSheetRow(sheet, cell, &values))
	}
	for _, c := range []struct {
		fill func(t *testing.T, f *excelize.File)
		layoutCase
	}{
		{func(t *testing.T, f *excelize.File) {
			row(t, f, "Sheet1", "A1", "DOS", "Patient ID", "CPT", "Units")
			row(t, f, "Sheet1", "A2", "1/13/2026", "P1", "97110", 2)
			row(t, f, "Sheet1", "C3", "97530", 1)
			importtest.Must(t, f.MergeCell("Sheet1", "A2", "A3"))
			importtest.Must(t, f.MergeCell("Sheet1", "B2", "B3"))
		}, layoutCase{name: "IMP-170 merged cells in the data", fields: "date_of_service patient_id code",
			lines: []string{"2: 2026-01-13 P1 97110", "3: 2026-01-13 P1 97530"}, rows: "title-or-header=1"}},
		{func(t *testing.T, f *excelize.File) {
			row(t, f, "Sheet1", "A1", "DOS", "Patient ID", "Minutes")
			importtest.Must(t, f.MergeCell("Sheet1", "C1", "D1"))
			row(t, f, "Sheet1", "C2", "97110", "97530")
			row(t, f, "Sheet1", "A3", "1/13/2026", "P1", 30, 15)
		}, layoutCase{name: "IMP-26 and IMP-177 a merged band over codes", fields: "code minutes",
			lines: []string{"3: 97110 30", "3: 97530 15"}, rows: "title-or-header=2"}},
		{func(t *testing.T, f *excelize.File) {
			row(t, f, "Sheet1", "A1", "Patient", "", "Service")
			importtest.Must(t, f.MergeCell("Sheet1", "A1", "B1"))
			importtest.Must(t, f.MergeCell("Sheet1", "C1", "E1"))
			row(t, f, "Sheet1", "A2", "ID", "Name", "Date", "CPT", "Units")
			row(t, f, "Sheet1", "A3", "P1", "Doe, Ann", "1/13/2026", "97110", 2)
		}, layoutCase{name: "IMP-26 a header over two rows", fields: "patient_id patient_name date_of_service code units",
			lines: []string{"3: P1 Doe,+Ann 2026-01-13 97110 2"}, rows: "title-or-header=2"}},
		{func(t *testing.T, f *excelize.File) {
			row(t, f, "Sheet1", "A1", "DOS", "Patient ID", "CPT", "Units", "Minutes", "Time In", "Time Out", "Charge")
			row(t, f, "Sheet1", "A2", 46188, 77, 97110, 2.9000000000000004, 0.03125, 0.378472222, 0.409722222, 80.5)
			row(t, f, "Sheet1", "A3", "6/16/2026", 77, 97110, 2)
			row(t, f, "Sheet1", "A4", "6/17/2026", 77, 97110, 2)
			importtest.SetFormat(t, f, "A2", "m/d/yyyy")
			importtest.SetFormat(t, f, "E2", "h:mm")
			importtest.SetFormat(t, f, "F2", "h:mm AM/PM")
			importtest.SetFormat(t, f, "G2", "h:mm AM/PM")
		}, layoutCase{name: "IMP-202, IMP-209, IMP-222 and IMP-232 stored dates, times and fractions",
			fields: "date_of_service patient_id code units minutes start_time end_time charge",
			lines:  []string{"2: 2026-06-15 77 97110 2.9 45 09:05 09:50 80.50", "3: 2026-06-16 77 97110 2 - - - -", "4: 2026-06-17 77 97110 2 - - - -"}, rows: "title-or-header=1"}},
		{func(t *testing.T, f *excelize.File) {
			yes := true
			importtest.Must(t, f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &yes}))
			row(t, f, "Sheet1", "A1", "DOS", "Patient ID", "CPT", "Units")
			row(t, f, "Sheet1", "A2", 44726, "P1", "97110", 2)
			importtest.SetFormat(t, f, "A2", "m/d/yyyy")
		}, layoutCase{name: "IMP-203 the date system of 1904", fields: "date_of_service", lines: []string{"2: 2026-06-15"}, rows: "title-or-header=1"}},
		{func(t *testing.T, f *excelize.File) {
			row(t, f, "Sheet1", "A1", "DOS", "Patient ID", "CPT", "Units")
			row(t, f, "Sheet1", "A2", "1/13/2026", "P1", "97110", 2)
			row(t, f, "Sheet1", "A3", "1/14/2026", "P1", "97530")
			importtest.Must(t, f.SetRowVisible("Sheet1", 3, false))
			importtest.Must(t, f.SetColVisible("Sheet1", "D", false))
			importtest.Must(t, f.SetCellFormula("Sheet1", "D3", "1+1"))
		}, layoutCase{name: "IMP-22 and IMP-23 hidden rows and columns, a formula without a result", fields: "code units",
			lines: []string{"2: 97110 2", "3: 97530 !#NO+RESULT"}, rows: "title-or-header=1",
			notices: []string{"I007", "1 hidden or filtered row and 1 hidden column", "I006 log.xlsx!Sheet1!D3 the formula has no stored result"}}},
		{func(t *testing.T, f *excelize.File) {
			row(t, f, "Sheet1", "A1", "DOS", "Patient ID", "CPT", "Units", "Minutes", "Charge", "Plan of care note", "Subjective", "Objective")
			row(t, f, "Sheet1", "A2", "1/13/2026", "P1", "97110", 1, 15, 40)
			row(t, f, "Sheet1", "A3", "1/14/2026", "P1", "97110", nil, 20, 40)
			row(t, f, "Sheet1", "A4", "1/15/2026", "P1", "97110", nil, 25, 40)
			row(t, f, "Sheet1", "A5", "1/16/2026", "P1", "97110", nil, 25, 40)
			row(t, f, "Sheet1", "A6", "Total")
			row(t, f, "Sheet1", "A7", "P1 Total")
			row(t, f, "Sheet1", "A9", "Therapist: Smith")
			for _, cell := range []string{"D3", "D4", "D5", "D6", "F6", "D7", "F7", "D8", "E8", "F8", "F9", "H2", "H3"} {
				importtest.Must(t, f.SetCellFormula("Sheet1", cell, "1+0"))
			}
		}, layoutCase{name: "formulas without a result in most lines, in totals and below the log", fields: "units minutes charge subjective",
			lines: []string{"2: 1 15 40.00 -", "3: !#NO+RESULT 20 40.00 -", "4: !#NO+RESULT 25 40.00 -", "5: !#NO+RESULT 25 40.00 -"}, rows: "blank=1 group-header=1 title-or-header=1 total=2",
			notices: []string{"I006 log.xlsx!Sheet1!D3 the formula has no stored result, so that the cell cannot be read; lines of which this is so in the column: 3;",
				"I006 log.xlsx!Sheet1!H1 2 cells of the column"}}},
		{func(t *testing.T, f *excelize.File) {
			row(t, f, "Sheet1", "A1", "DOS", "Patient ID", "CPT", "Units")
			row(t, f, "Sheet1", "A2", "1/13/2026", "P1", "97110", "one")
			row(t, f, "Sheet1", "A3", "1/14/2026", "P1", "97110", "one")
			row(t, f, "Sheet1", "A4", "1/15/2026", "P1", "97110")
			row(t, f, "Sheet1", "A5", "Subtotal")
			row(t, f, "Sheet1", "A6", "Total")
			importtest.Must(t, f.SetCellFormula("Sheet1", "D5", "1+0"))
			importtest.Must(t, f.SetCellFormula("Sheet1", "D6", "1+0"))
		}, layoutCase{name: "formulas without a result in totals say nothing of a column that is not read", fields: "units",
			lines: []string{"2: .", "3: .", "4: ."}, rows: "title-or-header=1 total=2",
			notices: []string{"I001 log.xlsx!Sheet1!D1 the column is not read as units: 0 of 2 values"}}},
		{func(t *testing.T, f *excelize.File) {
			row(t, f, "Sheet1", "A1", "DOS", "Patient ID", "CPT", "Units")
			row(t, f, "Sheet1", "A2", "1/13/2026", "P1", "97110", 2)
			_, err := f.NewSheet("February")
			importtest.Must(t, err)
			row(t, f, "February", "A1", "Patient ID", "DOS", "Units", "CPT")
			row(t, f, "February", "A2", "P2", "2/13/2026", 1, "97530")
			_, err = f.NewSheet("Notes to self")
			importtest.Must(t, err)
			row(t, f, "Notes to self", "A1", "call the plumber")
		}, layoutCase{name: "several sheets", fields: "patient_id date_of_service code units",
			lines: []string{"2: P1 2026-01-13 97110 2", "2: P2 2026-02-13 97530 1"}, rows: "title-or-header=1 title-or-header=1 no-table=1"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			content := importtest.WorkbookBytes(t, func(f *excelize.File) { c.fill(t, f) })
			c.check(t, importText(t, "log.xlsx", string(content)))
		})
	}
}

// TestLayoutsOfTextFiles holds the encodings and disguises in which one and the same log comes (IMP-14, IMP-15, IMP-19).
func TestLayoutsOfTextFiles(t *testing.T) {
	log := "DOS,Patient Name,CPT,Units\n1/13/2026,Zoé,97110,2\n"
	html := "<html><table><tr><th>DOS</th><th>Patient Name</th><th>CPT</th><th>Units</th></tr><tr><td>1/13/2026</td><td>Zoé</td><td>97110</td><td>2</td></tr></table></html>"
	for name, c := range map[string]struct{ file, text string }{
		"UTF-8":                       {"log.csv", log},
		"UTF-8 with mark":             {"log.csv", "\xef\xbb\xbf" + log},
		"UTF-16":                      {"log.csv", string(importtest.Utf16Bytes(t, unicode.LittleEndian, unicode.UseBOM, log))},
		"UTF-16 big-endian":           {"log.csv", string(importtest.Utf16Bytes(t, unicode.BigEndian, unicode.IgnoreBOM, log))},
		"Windows-1252":                {"log.csv", "DOS,Patient Name,CPT,Units\n1/13/2026,Zo\xe9,97110,2\n"},
		"CRLF":                        {"log.csv", "DOS,Patient Name,CPT,Units\r\n1/13/2026,Zoé,97110,2\r\n"},
		"CR":                          {"log.csv", "DOS,Patient Name,CPT,Units\r1/13/2026,Zoé,97110,2\r"},
		"tabs in .xls":                {"log.xls", "DOS\tPatient Name\tCPT\tUnits\n1/13/2026\tZoé\t97110\t2\n"},
		"HTML in .xls":                {"log.xls", html},
		"quotes that are not doubled": {"log.csv", "DOS,Patient Name,CPT,Units,Clinic Area\n1/13/2026,Zoé,97110,2,6\" wide\n"},
	} {
		t.Run(name, func(t *testing.T) {
			book := importText(t, c.file, c.text)
			want := []string{"2: 2026-01-13 Zoé 97110 2"}
			if got := showLines(book.Sessions, "date_of_service patient_name code units"); !slices.Equal(got, want) {
				t.Errorf("%q, want %q; problems %v", got, want, book.Problems)
			}
		})
	}
}

// TestPlainOpening: a file that begins as plain text and is none is read as Open reads it: in another encoding, or refused
// with the reason, and nothing of the first attempt is left.
func TestPlainOpening(t *testing.T) {
	filler := "1/13/2026,Ann,97110,2\n"
	long := "DOS,Patient Name,CPT,Units\n"
	for len(long) < 1<<17 { // longer than what is looked at to tell the encoding
		long += filler
	}
	lines := len(long)/len(filler) - 1
	book := importText(t, "log.csv", long+"1/14/2026,Zo\xe9,97530,1\n")
	if got := book.Sessions; len(got) != lines+1 || got[lines].Canonical(3) != "Zoé" || book.Sources[0].Encoding != "windows-1252" {
		t.Errorf("%d lines, want %d; encoding %s", len(got), lines+1, book.Sources[0].Encoding)
	}
	book = importText(t, "log.csv", long+"1/14/2026,\"Zoé,97530,1\n")
	if len(book.Problems) != 0 || len(book.Sessions) != lines || len(book.Excluded) != 1 || book.Excluded[0].Reason != "ragged" {
		t.Errorf("a quote that never closes: %d problems, %d lines, %d excluded", len(book.Problems), len(book.Sessions), len(book.Excluded))
	}
	book = importText(t, "log.csv", long+strings.Repeat("\x00", 99)+"\n")
	if len(book.Problems) != 1 || len(book.Sessions) != 0 || len(book.Layouts) != 0 || len(book.Excluded) != 0 {
		t.Errorf("binary data behind the text: %d problems, %d lines", len(book.Problems), len(book.Sessions))
	}
	source, err := source.Open(importtest.WriteFile(t, "same.csv", []byte(long)), source.Limits{})
	importtest.Must(t, err)
	if book = importText(t, "log.csv", long); book.Inputs[0].SHA256 != source.SHA256 {
		t.Error("the checksum of the pass is not that of the file")
	}
	if len(book.Sessions) != lines {
		t.Errorf("%d lines, want %d", len(book.Sessions), lines)
	}
}
