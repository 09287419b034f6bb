package source

import (
	"archive/zip"
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What costs more than a log may is refused with the flag that raises the bound, and read when it is raised.
func TestBounds(t *testing.T) {
	folder := t.TempDir()
	put := func(name string, content []byte) string {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	wide := put("wide.csv", []byte(strings.Repeat("a,", 20)+"b\n"+strings.Repeat("1,", 20)+"2\n"))
	long := put("long.csv", []byte("a,b\n1,"+strings.Repeat("x", 300)+"\n"))
	ragged := put("ragged.csv", []byte("a,b,c\n1,2,\"3\nx\n4\n5,6\n"))
	page := put("page.html", []byte("<html><table><tr><td colspan=5>a<td>b<tr><td>a</table><table><tr><td>a<td>b<td>c<td>d</table>"))
	sheets := put("sheets.xlsx", workbookOf(t, "sheet1.xml", "sheet2.xml", "sheet3.xml"))
	for _, c := range []struct {
		path, flag string
		low, high  Limits
	}{
		{wide, "--max-columns", Limits{MaxColumns: 20}, Limits{MaxColumns: 21}},
		{wide, "--max-cells", Limits{MaxCells: 41}, Limits{MaxCells: 42}},
		{ragged, "--max-cells", Limits{MaxCells: 39}, Limits{MaxCells: 40}},
		{page, "--max-cells", Limits{MaxCells: 10}, Limits{MaxCells: 11}},
		{page, "--max-columns", Limits{MaxColumns: 5}, Limits{MaxColumns: 6}},
		{page, "--max-sheets", Limits{MaxSheets: 1}, Limits{MaxSheets: 2}},
		{sheets, "--max-cells", Limits{MaxCells: 23}, Limits{MaxCells: 24}},
		{sheets, "--max-unzip", Limits{MaxUnzip: 1000}, Limits{MaxUnzip: 5000}},
		{long, "--max-line", Limits{MaxLine: 301}, Limits{MaxLine: 302}},
		{sheets, "--max-sheets", Limits{MaxSheets: 2}, Limits{MaxSheets: 3}},
	} {
		err := readAll(c.path, c.low)
		var refused *Unreadable
		if !errors.As(err, &refused) || !strings.Contains(refused.Hint, c.flag) {
			t.Errorf("%s: %v", c.path, err)
		}
		if err := readAll(c.path, c.high); err != nil {
			t.Errorf("%s with a higher bound: %v", c.path, err)
		}
	}
	for most, want := range map[int]error{301: ErrNotPlain, 302: nil} {
		if err := OpenPlain(long, Limits{MaxLine: most}).Sheets[0].Records(func(*Record) error { return nil }); !errors.Is(err, want) {
			t.Errorf("a line of 302 bytes read at once, limit %d: %v", most, err)
		}
	}
	if _, err := Open(put("twice.xlsx", workbookOf(t, "sheet1.xml", "sheet1.xml")), Limits{}); err == nil || !strings.Contains(err.Error(), "named by two sheets") {
		t.Errorf("a part of two sheets: %v", err)
	}
}

// readAll opens a file and reads it to its end.
func readAll(path string, limits Limits) error {
	s, err := Open(path, limits)
	if err != nil {
		return err
	}
	for _, sheet := range s.Sheets {
		if err := sheet.Rows(func(*Row) error { return nil }); err != nil {
			return err
		}
	}
	return nil
}

// workbookOf is a workbook whose sheets name these parts.
func workbookOf(t *testing.T, parts ...string) []byte {
	t.Helper()
	var content bytes.Buffer
	w := zip.NewWriter(&content)
	put := func(name, text string) {
		part, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		part.Write([]byte(text))
	}
	sheets, links, written := "", "", map[string]bool{}
	for i, part := range parts {
		id := string(rune('1' + i))
		sheets += `<sheet name="S` + id + `" sheetId="` + id + `" r:id="rId` + id + `"/>`
		links += `<Relationship Id="rId` + id + `" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/` + part + `"/>`
		if !written[part] {
			put("xl/worksheets/"+part, `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>`)
		}
		written[part] = true
	}
	put("_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`)
	put("xl/workbook.xml", `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>`+sheets+`</sheets></workbook>`)
	put("xl/_rels/workbook.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`+links+`</Relationships>`)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return content.Bytes()
}
