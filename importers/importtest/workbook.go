package importtest

import (
	"testing"

	"github.com/xuri/excelize/v2"
)

// WorkbookBytes saves a workbook that fill has written into.
func WorkbookBytes(t testing.TB, fill func(f *excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	fill(f)
	buf, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

func Must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// Set writes cells given as reference, value, reference, value …
func Set(t testing.TB, f *excelize.File, sheet string, pairs ...any) {
	t.Helper()
	for i := 0; i < len(pairs); i += 2 {
		Must(t, f.SetCellValue(sheet, pairs[i].(string), pairs[i+1]))
	}
}

func SetFormat(t testing.TB, f *excelize.File, cell, code string) {
	t.Helper()
	style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &code})
	Must(t, err)
	Must(t, f.SetCellStyle("Sheet1", cell, cell, style))
}

// Minimal is a workbook of one sheet written by hand.
func Minimal(t testing.TB, sheet string, more ...string) []byte {
	return ZipOf(t, append([]string{
		"_rels/.rels", `<Relationships><Relationship Id="r" Type="http://x/officeDocument" Target="/xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml", `<?xml version="1.0"?><x:workbook xmlns:x="m" xmlns:q="r"><x:sheets><x:sheet name="A &amp; B" sheetId="1" q:id="rId1"/></x:sheets></x:workbook>`,
		"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="rId1" Type="http://x/worksheet" Target="worksheets/one.xml"/>` +
			`<Relationship Id="rId2" Type="http://x/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
		"xl/sharedStrings.xml", `<sst><si><t>zero</t></si><si><r><t xml:space="preserve">o </t></r><r><t>ne</t></r><rPh><t>no</t></rPh></si></sst>`,
		"xl/worksheets/one.xml", sheet}, more...)...)
}
