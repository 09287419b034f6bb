package source

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/unicode"

	"otaudit/importers/importtest"
)

// cellsOf collects the cells of a sheet by reference.
func cellsOf(t testing.TB, s *Sheet) map[string]Cell {
	t.Helper()
	cells := map[string]Cell{}
	err := s.Rows(func(r *Row) error {
		for col := range r.Len() {
			if c := r.Cell(col); c != (Cell{}) {
				name, err := excelize.CoordinatesToCellName(col+1, r.Number)
				importtest.Must(t, err)
				cells[name] = c
			}
		}
		return nil
	})
	importtest.Must(t, err)
	return cells
}

// IMP-10, IMP-21, IMP-22: values, types and number formats of cells.
func TestWorkbookCells(t *testing.T) {
	content := importtest.WorkbookBytes(t, func(f *excelize.File) {
		importtest.Set(t, f, "Sheet1", "A1", "DOS", "C1", "Units", "A4", 46188, "B4", 0.375, "C4", 2.9000000000000004,
			"D4", true, "E4", " padded ", "F4", "a_x", "N4", `="00123"`, "G4", 1e20, "H4", 46188.375, "I4", 1250.5, "J4", 0.5, "K4", 0.03125)
		for cell, code := range map[string]string{"A4": "m/d/yyyy", "B4": "h:mm AM/PM", "H4": "yyyy-mm-dd hh:mm",
			"I4": "$#,##0.00", "J4": "0%", "K4": "[h]:mm"} {
			importtest.SetFormat(t, f, cell, code)
		}
		importtest.Must(t, f.SetCellRichText("Sheet1", "L4", []excelize.RichTextRun{{Text: "rich "}, {Text: "text"}}))
		importtest.Must(t, f.SetCellFormula("Sheet1", "M4", "1/0"))
	})
	s := openBytes(t, "log.xls", content)
	if s.Kind != Workbook || len(s.Sheets) != 1 || s.Sheets[0].Name != "Sheet1" || s.Sheets[0].RowCount != 2 {
		t.Fatalf("%+v", s)
	}
	want := map[string]Cell{
		"A1": {Text: "DOS"}, "C1": {Text: "Units"},
		"A4": {"46188", CellNumber, FormatDate}, "B4": {"0.375", CellNumber, FormatTime},
		"C4": {"2.9", CellNumber, FormatGeneral}, "D4": {"TRUE", CellBool, FormatGeneral},
		"E4": {Text: " padded "}, "F4": {Text: "a_x"}, "N4": {Text: "00123"}, "G4": {"100000000000000000000", CellNumber, FormatGeneral},
		"H4": {"46188.375", CellNumber, FormatDateTime}, "I4": {"1250.5", CellNumber, FormatMoney},
		"J4": {"0.5", CellNumber, FormatPercent}, "K4": {"0.03125", CellNumber, FormatDuration},
		"L4": {Text: "rich text"}, "M4": {"", CellFormulaEmpty, FormatGeneral},
	}
	if got := cellsOf(t, s.Sheets[0]); !reflect.DeepEqual(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
	if got := s.Sheets[0].FormulaEmpty; !reflect.DeepEqual(got, map[int]int{12: 1}) {
		t.Errorf("IMP-22: formulas without a result %v", got)
	}
}

// IMP-23, IMP-26, IMP-170: hidden things are counted and read, merges listed.
func TestWorkbookHiddenAndMerged(t *testing.T) {
	content := importtest.WorkbookBytes(t, func(f *excelize.File) {
		_, err := f.NewSheet("Old")
		importtest.Must(t, err)
		importtest.Set(t, f, "Old", "A1", "x")
		importtest.Must(t, f.SetSheetVisible("Old", false))
		importtest.Set(t, f, "Sheet1", "A1", "band", "A2", "DOS", "D2", "Code", "A3", "hidden", "A5", "y")
		importtest.Must(t, f.MergeCell("Sheet1", "A1", "C1"))
		importtest.Must(t, f.SetRowVisible("Sheet1", 3, false))
		importtest.Must(t, f.SetRowVisible("Sheet1", 4, false)) // blank: hides nothing
		importtest.Must(t, f.SetColVisible("Sheet1", "B:C", false))
		importtest.Must(t, f.SetColVisible("Sheet1", "X", false)) // beyond the last column in use
		date1904 := true
		importtest.Must(t, f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &date1904}))
	})
	s := openBytes(t, "log.xlsx", content)
	log, old := s.Sheets[0], s.Sheets[1]
	if log.HiddenRows != 1 || !reflect.DeepEqual(log.HiddenCols, []int{1, 2}) || log.Hidden || !old.Hidden || !log.Date1904 {
		t.Errorf("%+v\n%+v", log, old)
	}
	if want := []Merge{{FirstRow: 1, LastRow: 1, FirstCol: 0, LastCol: 2}}; !reflect.DeepEqual(log.Merges, want) {
		t.Errorf("merges %v", log.Merges)
	}
	if got := dump(t, log); got != "1: band\n2: DOS|||Code\n3: hidden\n5: y\n" {
		t.Errorf("got\n%s", got)
	}
}

// IMP-25: the sheet of an earlier run is told by its first cell.
func TestOwnAuditSheetIsNotRead(t *testing.T) {
	content := importtest.WorkbookBytes(t, func(f *excelize.File) {
		for _, name := range []string{"Audit", "Audit (2)"} {
			_, err := f.NewSheet(name)
			importtest.Must(t, err)
		}
		importtest.Set(t, f, "Audit", "A1", "the clinic's own audit")
		importtest.Set(t, f, "Audit (2)", "A1", auditSheetMark, "A2", "x")
	})
	s := openBytes(t, "log.xlsx", content)
	if len(s.Sheets) != 2 || s.Sheets[1].Name != "Audit" || len(s.Notes) != 1 || !strings.Contains(s.Notes[0], "Audit (2)") {
		t.Errorf("%d sheets, notes %q", len(s.Sheets), s.Notes)
	}
}

// What other programs write into worksheet parts.
func TestWorksheetForms(t *testing.T) {
	for _, c := range []struct{ name, sheet, want string }{
		{"prefix, quotes, shared and rich text", `<?xml version='1.0'?><x:worksheet xmlns:x="m"><x:sheetData><x:row r='2'><x:c r='B2' t='s'><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>`, "2: |o ne\n"},
		{"no positions", `<worksheet><sheetData><row><c><v>1</v></c><c><v>2</v></c></row><row/><row><c><v>3</v></c></row></sheetData></worksheet>`, "1: 1|2\n3: 3\n"},
		{"inline text, entities, CDATA, line ends", "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>a&lt;b &#65;</t><rPh><t>no</t></rPh><r><t><![CDATA[<&>]]></t></r><r><t>x\r\ny</t></r></is></c></row></sheetData></worksheet>", "1: a<b A<&>x\ny\n"},
		{"errors, booleans, ISO dates", `<worksheet><sheetData><row r="1"><c r="A1" t="e"><v>#N/A</v></c><c r="B1" t="b"><v>0</v></c><c r="C1" t="d"><v>2026-06-15T00:00:00</v></c></row></sheetData></worksheet>`, "1: #N/A|FALSE|2026-06-15T00:00:00\n"},
		{"formula with result, without, with empty text", `<worksheet><sheetData><row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>1</f><v></v></c><c r="C1" t="str"><f>""</f><v></v></c><c r="D1"><v>4</v></c></row></sheetData></worksheet>`, "1: 2|||4\n"},
		{"styled blanks, comments, extension", `<worksheet><!-- > <row> --><sheetData><row r="1"><c r="A1" s="7"/><c r="B1"><v>2</v><extLst><v>9</v></extLst></c><c r="C1"/></row></sheetData><extLst><ext><row r="5"/></ext></extLst></worksheet>`, "1: |2\n"},
		{"bracket in an attribute", `<worksheet><sheetData><row r="1" note="a>b"><c r="A1"><v>1</v></c></row></sheetData></worksheet>`, "1: 1\n"},
		{"number that is none", `<worksheet><sheetData><row r="1"><c r="A1"><v>0x10</v></c></row></sheetData></worksheet>`, "1: 0x10\n"},
		{"no data", `<worksheet><sheetData/></worksheet>`, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := openBytes(t, "log.xlsx", importtest.Minimal(t, c.sheet))
			if s.Sheets[0].Name != "A & B" {
				t.Errorf("name %q", s.Sheets[0].Name)
			}
			if got := dump(t, s.Sheets[0]); got != c.want {
				t.Errorf("got\n%s", got)
			}
		})
	}
}

func TestWorksheetInUTF16(t *testing.T) {
	sheet := `<?xml version="1.0" encoding="UTF-16"?><worksheet><sheetData><row><c t="str"><v>é</v></c></row></sheetData></worksheet>`
	s := openBytes(t, "log.xlsx", importtest.Minimal(t, string(importtest.Utf16Bytes(t, unicode.BigEndian, unicode.UseBOM, sheet))))
	if got := dump(t, s.Sheets[0]); got != "1: é\n" {
		t.Errorf("got %q", got)
	}
}

// IMP-11: whatever is cut or damaged makes the whole file unreadable.
func TestDamagedWorksheets(t *testing.T) {
	const whole = `<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2" t="s"><v>1</v></c></row></sheetData></worksheet>`
	for cut := range len(whole) {
		refusal(t, importtest.WriteFile(t, "log.xlsx", importtest.Minimal(t, whole[:cut])), Limits{})
	}
	for _, c := range []struct{ name, sheet string }{
		{"rows turn back", `<worksheet><sheetData><row r="5"/><row r="4"/></sheetData></worksheet>`},
		{"a row twice", `<worksheet><sheetData><row r="5"/><row r="5"/></sheetData></worksheet>`},
		{"a cell twice", `<worksheet><sheetData><row r="1"><c r="A1"/><c r="A1"/></row></sheetData></worksheet>`},
		{"a cell of another row", `<worksheet><sheetData><row r="1"><c r="A2"/></row></sheetData></worksheet>`},
		{"no such shared string", `<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>2</v></c></row></sheetData></worksheet>`},
		{"beyond the last row", `<worksheet><sheetData><row r="1048577"/></sheetData></worksheet>`},
		{"beyond the last column", `<worksheet><sheetData><row r="1"><c r="XFE1"/></row></sheetData></worksheet>`},
		{"tags cross", `<worksheet><sheetData><row r="1"></sheetData></row></worksheet>`},
		{"another root", `<html></html>`},
		{"text behind the end", `<worksheet></worksheet>x`},
		{"unknown entity", `<worksheet><sheetData><row><c t="str"><v>&nbsp;</v></c></row></sheetData></worksheet>`},
		{"document type", `<!DOCTYPE worksheet><worksheet/>`},
	} {
		t.Run(c.name, func(t *testing.T) {
			if u := refusal(t, importtest.WriteFile(t, "log.xlsx", importtest.Minimal(t, c.sheet)), Limits{}); !strings.Contains(u.What, "worksheets/one.xml") {
				t.Errorf("got %q", u.What)
			}
		})
	}
}

// IMP-11: every cut of the file and a flipped bit in a sheet's compressed data
// are noticed.
func TestDamagedZip(t *testing.T) {
	whole := importtest.WorkbookBytes(t, func(f *excelize.File) {
		for row := 1; row <= 300; row++ {
			importtest.Set(t, f, "Sheet1", fmt.Sprintf("A%d", row), row*7919, fmt.Sprintf("B%d", row), fmt.Sprint("text ", row*31))
		}
	})
	for cut := 4; cut < len(whole); cut += 101 {
		refusal(t, importtest.WriteFile(t, "log.xlsx", whole[:cut]), Limits{})
	}
	archive, err := zip.NewReader(bytes.NewReader(whole), int64(len(whole)))
	importtest.Must(t, err)
	for _, part := range archive.File {
		if part.Name != "xl/worksheets/sheet1.xml" {
			continue
		}
		from, err := part.DataOffset()
		importtest.Must(t, err)
		broken := bytes.Clone(whole)
		broken[from+int64(part.CompressedSize64)/2] ^= 0x10
		refusal(t, importtest.WriteFile(t, "log.xlsx", broken), Limits{})
	}
}

func TestSizeText(t *testing.T) {
	for bytes, want := range map[int64]string{1: "1 B", 1000: "1000 B", 5e8: "500 MB", 3 << 20: "3 MiB", DefaultMaxUnzip: "2 GiB"} {
		if got := sizeText(bytes); got != want {
			t.Errorf("%d: %s, want %s", bytes, got, want)
		}
	}
}

// IMP-18: the limit holds for what is declared and for what is unpacked, and
// the hint names the flag.
func TestUnpackLimit(t *testing.T) {
	big := importtest.Minimal(t, "<worksheet>"+strings.Repeat(" ", 1<<20)+"</worksheet>")
	u := refusal(t, importtest.WriteFile(t, "log.xlsx", big), Limits{MaxUnzip: 1 << 20})
	if !strings.Contains(u.What, "limit of 1 MiB") || !strings.Contains(u.Hint, "--max-unzip") {
		t.Errorf("got %q, hint %q", u.What, u.Hint)
	}
	if _, err := Open(importtest.WriteFile(t, "log.xlsx", big), Limits{MaxUnzip: 3 << 20}); err != nil {
		t.Error(err)
	}
	left := int64(5)
	if _, err := io.ReadAll(&budgetReader{strings.NewReader("longer than declared"), &left}); !errors.Is(err, errBudget) {
		t.Errorf("got %v", err)
	}
}

// The own reader and excelize's must agree on what a workbook holds.
func TestAgreesWithExcelize(t *testing.T) {
	content := importtest.WorkbookBytes(t, func(f *excelize.File) {
		for row := 1; row <= 200; row++ {
			for col := 1; col <= 12; col++ {
				name, err := excelize.CoordinatesToCellName(col, row*2)
				importtest.Must(t, err)
				switch (row*col + col) % 5 {
				case 0:
					importtest.Set(t, f, "Sheet1", name, row*col)
				case 1:
					importtest.Set(t, f, "Sheet1", name, float64(row)/8)
				case 2:
					importtest.Set(t, f, "Sheet1", name, fmt.Sprintf("text & <%d> é\n\"q\"", row*col%37))
				case 3:
					importtest.Set(t, f, "Sheet1", name, row%2 == 0)
				}
			}
		}
	})
	f, err := excelize.OpenReader(bytes.NewReader(content))
	importtest.Must(t, err)
	defer f.Close()
	rows, err := f.GetRows("Sheet1", excelize.Options{RawCellValue: true})
	importtest.Must(t, err)
	seen := 0
	err = openBytes(t, "log.xlsx", content).Sheets[0].Rows(func(r *Row) error {
		seen++
		want := rows[r.Number-1]
		for col := range max(len(want), r.Len()) {
			c := r.Cell(col)
			if c.Kind == CellBool {
				c.Text = map[string]string{"TRUE": "1", "FALSE": "0"}[c.Text]
			}
			if col >= len(want) && c.Text != "" || col < len(want) && c.Text != want[col] {
				t.Errorf("row %d col %d: %q", r.Number, col, c.Text)
			}
		}
		return nil
	})
	importtest.Must(t, err)
	if seen != 200 {
		t.Errorf("%d rows", seen)
	}
}

// BenchmarkReadWorkbook reads 100,000 rows of 30 columns, twice as Open and
// one pass do, and reports the time against excelize's row iterator.
func BenchmarkReadWorkbook(b *testing.B) {
	content := importtest.WorkbookBytes(b, func(f *excelize.File) {
		w, err := f.NewStreamWriter("Sheet1")
		importtest.Must(b, err)
		row := make([]any, 30)
		for r := range 100_000 {
			for c := range row {
				if row[c] = any(float64(r*c) / 7); c%3 == 0 {
					row[c] = fmt.Sprint("text ", r*c%5000)
				}
			}
			importtest.Must(b, w.SetRow(fmt.Sprintf("A%d", r+1), row))
		}
		importtest.Must(b, w.Flush())
	})
	path := importtest.WriteFile(b, "log.xlsx", content)
	importtest.Compare(b, func() {
		s, err := Open(path, Limits{})
		importtest.Must(b, err)
		importtest.Must(b, s.Sheets[0].Rows(func(*Row) error { return nil }))
	}, func() {
		f, err := excelize.OpenFile(path)
		importtest.Must(b, err)
		defer f.Close()
		rows, err := f.Rows("Sheet1")
		importtest.Must(b, err)
		for rows.Next() {
			_, err := rows.Columns(excelize.Options{RawCellValue: true})
			importtest.Must(b, err)
		}
	}, "x-excelize-rows")
}
