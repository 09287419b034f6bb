package corrected

import (
	"archive/zip"
	"bytes"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"otaudit/audit"
)

const (
	mainNamespace = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	contentTypes  = "application/vnd.openxmlformats-officedocument.spreadsheetml."
)

// rawWorkbook is a workbook with macros as other programs write them: texts in place, rich text with a phonetic
// reading, cells without names, shared and array formulas, no document properties, and the drawing numbers 1 and 2
// taken by a header picture and by another sheet's comments.
func rawWorkbook() map[string]string {
	return map[string]string{
		"[Content_Types].xml": `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
			`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
			`<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/><Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>` +
			`<Override PartName="/xl/workbook.xml" ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/>` +
			`<Override PartName="/xl/worksheets/sheet1.xml" ContentType="` + contentTypes + `worksheet+xml"/><Override PartName="/xl/worksheets/sheet2.xml" ContentType="` + contentTypes + `worksheet+xml"/>` +
			`<Override PartName="/xl/comments2.xml" ContentType="` + contentTypes + `comments+xml"/><Override PartName="/xl/styles.xml" ContentType="` + contentTypes + `styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="` + contentTypes + `sharedStrings+xml"/></Types>`,
		"_rels/.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="` + relationships + `officeDocument" Target="/xl/workbook.xml"/></Relationships>`,
		"xl/_rels/workbook.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
			`<Relationship Id="rId1" Type="` + relationships + `worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="` + relationships + `worksheet" Target="worksheets/sheet2.xml"/>` +
			`<Relationship Id="rId3" Type="` + relationships + `sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId5" Type="` + relationships + `styles" Target="styles.xml"/><Relationship Id="rId4" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="vbaProject.bin"/></Relationships>`,
		"xl/workbook.xml": `<workbook ` + mainNamespace + `><sheets><sheet name="It's &quot;A&quot; &amp; B!" sheetId="1" r:id="rId1"/><sheet name="Other" sheetId="2" r:id="rId2"/></sheets></workbook>`,
		"xl/styles.xml": `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>` +
			`<fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="1"><xf/></cellXfs></styleSheet>`,
		"xl/vbaProject.bin": "\xd0\xcf\x11\xe0 macros",
		"xl/sharedStrings.xml": `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="2" uniqueCount="2"><si><r><t>K</t></r><r><rPr><b/></rPr><t>X</t></r><rPh sb="0" eb="1"><t>kay</t></rPh></si>` +
			`<si><t xml:space="preserve"> a &lt;b&gt;&#10;c </t></si></sst>`,
		"xl/worksheets/sheet1.xml": `<worksheet ` + mainNamespace + `><sheetData>` +
			`<row><c t="inlineStr"><is><t>Code</t></is></c><c t="inlineStr"><is><t>Mods</t></is></c><c t="inlineStr"><is><t>Units</t></is></c></row>` +
			`<row r="2"><c r="A2"><v>97110</v></c><c r="B2" t="s"><v>0</v></c><c r="C2"><v>4.0</v></c><c r="E2"><f t="shared" ref="E2:E4" si="0">C2*2</f><v>8</v></c><c r="F2" t="s"><v>1</v></c></row>` +
			`<row r="3"><c r="A3"><v>97110</v></c><c r="C3"><v>3</v></c><c r="E3"><f t="shared" si="0"/><v>6</v></c><c r="G3" t="b"><v>1</v></c></row>` +
			`<row r="4"><c r="A4"><v>97110</v></c><c r="C4"><f t="array" ref="C4:C5">A2:A3</f><v>4</v></c><c r="E4"><f t="shared" si="0"/><v>8</v></c></row>` +
			`<row r="5"><c r="A5"><v>97110</v></c><c r="C5"><v>3</v></c><c r="G5" t="e"><v>#N/A</v></c></row>` +
			`<row r="6"><c r="A6" t="str"><v>97110, 97530</v></c><c r="B6" t="inlineStr"><is><t>GO</t></is></c><c r="C6" t="inlineStr"><is><t>2; 1</t></is></c></row>` +
			`</sheetData><sheetProtection sheet="1"/><conditionalFormatting sqref="C2:C6"><cfRule type="duplicateValues" priority="3"/></conditionalFormatting></worksheet>`,
		"xl/worksheets/sheet2.xml": `<worksheet ` + mainNamespace + `><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData><legacyDrawing r:id="rId1"/><legacyDrawingHF r:id="rId3"/></worksheet>`,
		"xl/worksheets/_rels/sheet2.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="` + relationships + `vmlDrawing" Target="../drawings/vmlDrawing2.vml"/>` +
			`<Relationship Id="rId2" Type="` + relationships + `comments" Target="../comments2.xml"/><Relationship Id="rId3" Type="` + relationships + `vmlDrawing" Target="../drawings/vmlDrawing1.vml"/></Relationships>`,
		"xl/comments2.xml":            `<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors><author>Clinic</author></authors><commentList><comment ref="A1" authorId="0"><text><t>other comment</t></text></comment></commentList></comments>`,
		"xl/drawings/vmlDrawing1.vml": `<xml>header picture</xml>`,
		"xl/drawings/vmlDrawing2.vml": `<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shape id="_x0000_s2049"><x:ClientData ObjectType="Note"/></v:shape></xml>`,
	}
}

func writeRaw(t *testing.T, path string, parts map[string]string) {
	t.Helper()
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	for _, name := range slices.Sorted(maps.Keys(parts)) {
		text := parts[name]
		method := zip.Deflate
		if strings.HasSuffix(name, ".bin") {
			method = zip.Store
		}
		part, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: method})
		must(t, err)
		_, err = io.WriteString(part, text)
		must(t, err)
	}
	must(t, w.Close(), os.WriteFile(path, buf.Bytes(), 0o600))
}

// readRaw reads the parts of a workbook.
func readRaw(t *testing.T, path string) map[string]string {
	t.Helper()
	archive, err := zip.OpenReader(path)
	must(t, err)
	defer archive.Close()
	parts := map[string]string{}
	for _, f := range archive.File {
		r, err := f.Open()
		must(t, err)
		data, err := io.ReadAll(r)
		must(t, err)
		parts[f.Name] = string(data)
	}
	return parts
}

// REP-107, REP-109: a workbook of another program keeps macros, texts, formulas and the comments of other sheets;
// cells of array formulas and cells with several lines are left to the reader.
func TestWorkbookOfAnotherProgram(t *testing.T) {
	dir := t.TempDir()
	input, output := filepath.Join(dir, "jan.xlsm"), filepath.Join(dir, "jan.audited.xlsm")
	writeRaw(t, input, rawWorkbook())
	label := `jan.xlsm!It's "A" & B!`
	result := testResult(label,
		unitsFinding(label, 2, 3, "4", "3", audit.Safe),
		modifierFinding(label, 2, 2, "KX", audit.Safe, "GO"),
		modifierFinding(label, 3, 2, "", audit.Safe, "GO"),
		unitsFinding(label, 4, 3, "4", "3", audit.Safe),
		unitsFinding(label, 5, 3, "3", "2", audit.Safe),
		unitsFinding(label, 6, 3, "2", "1", audit.Safe),
		modifierFinding(label, 6, 2, "GO", audit.Safe, "CO"),
	)
	done, err := CorrectFile(input, output, result, []*audit.Layout{testLayout(label, 1, 3, 2)}, Options{Apply: audit.Safe})
	must(t, err)
	for i, want := range []string{"", "", "", correctFormula, correctFormula, "shares its cell", "shares its cell"} {
		if e := result.Findings[i].Fix.Edits[0]; e.Applied != (want == "") || !strings.Contains(e.Why, want) {
			t.Errorf("finding %d: applied %v, why %q, want %q", i, e.Applied, e.Why, want)
		}
	}
	if done.Comments == 0 {
		t.Errorf("no comments written: %+v", done)
	}
	parts, err := openWorkbookParts(output)
	must(t, err)
	defer parts.Close()
	for _, name := range []string{"xl/vbaProject.bin", "xl/drawings/vmlDrawing1.vml", "xl/drawings/vmlDrawing2.vml", "xl/comments2.xml"} {
		if data, err := parts.part(name); err != nil || string(data) != rawWorkbook()[name] {
			t.Errorf("%s changed: %v", name, err)
		}
	}
	if types, _ := parts.part("[Content_Types].xml"); !bytes.Contains(types, []byte("macroEnabled")) {
		t.Error("the workbook is no longer one with macros")
	}
	if parts.files["docprops/core.xml"] != nil {
		t.Error("properties were added that nothing refers to")
	}
	f, err := excelize.OpenFile(output)
	must(t, err)
	defer f.Close()
	if got, _ := f.GetCellValue(parts.sheets[0].name, "B2"); got != "KX GO" {
		t.Errorf("modifiers %q", got)
	}
	if formula, _ := f.GetCellFormula("Audit", "B11"); !strings.Contains(formula, `'It''s ""A"" & B!'!C2`) {
		t.Errorf("link %q", formula)
	}
}

// The part of the Audit sheet replaces no part of another sheet, whatever their numbers.
func TestAuditSheetTakesAFreePart(t *testing.T) {
	parts := rawWorkbook()
	for from, to := range map[string]string{"xl/worksheets/sheet2.xml": "xl/worksheets/sheet3.xml", "xl/worksheets/_rels/sheet2.xml.rels": "xl/worksheets/_rels/sheet3.xml.rels"} {
		parts[to] = parts[from]
		delete(parts, from)
	}
	for _, name := range []string{"[Content_Types].xml", "xl/_rels/workbook.xml.rels"} {
		parts[name] = strings.ReplaceAll(parts[name], "worksheets/sheet2.xml", "worksheets/sheet3.xml")
	}
	dir := t.TempDir()
	input, output := filepath.Join(dir, "jan.xlsm"), filepath.Join(dir, "jan.audited.xlsm")
	writeRaw(t, input, parts)
	result := testResult("jan.xlsm!Other", unitsFinding("jan.xlsm!Other", 1, 1, "1", "0", audit.Safe))
	done, err := CorrectFile(input, output, result, []*audit.Layout{testLayout("jan.xlsm!Other", 2, 1, 3)}, Options{Apply: audit.Safe})
	if err != nil || done.Cells != 1 || done.Note != "" {
		t.Errorf("%+v, %v", done, err)
	}
}

// A workbook without a table of styles gets one, in which cells without a style look as before.
func TestWorkbookWithoutStyles(t *testing.T) {
	parts := rawWorkbook()
	delete(parts, "xl/styles.xml")
	parts["xl/_rels/workbook.xml.rels"] = strings.Replace(parts["xl/_rels/workbook.xml.rels"],
		`<Relationship Id="rId5" Type="`+relationships+`styles" Target="styles.xml"/>`, "", 1)
	dir := t.TempDir()
	input, output := filepath.Join(dir, "jan.xlsm"), filepath.Join(dir, "jan.audited.xlsm")
	writeRaw(t, input, parts)
	result := testResult("jan.xlsm!Other", unitsFinding("jan.xlsm!Other", 1, 1, "1", "0", audit.Safe))
	done, err := CorrectFile(input, output, result, []*audit.Layout{testLayout("jan.xlsm!Other", 2, 1, 3)}, Options{Apply: audit.Safe})
	if err != nil || done.Copy.Path != output || done.Cells != 1 {
		t.Fatalf("%+v, %v", done, err)
	}
	f, err := excelize.OpenFile(output)
	must(t, err)
	defer f.Close()
	for cell, bold := range map[string]bool{"A1": true, "A3": false} {
		id, err := f.GetCellStyle("Audit", cell)
		must(t, err)
		style, err := f.GetStyle(id)
		must(t, err)
		if style.Font == nil || style.Font.Bold != bold {
			t.Errorf("%s has font %+v", cell, style.Font)
		}
	}
	if id, _ := f.GetCellStyle("Other", "A1"); id != 0 {
		t.Errorf("the cell has style %d", id)
	}
}

// A workbook whose table of styles lacks what may be left out is corrected and commented like any other.
func TestWorkbookWithBareStyles(t *testing.T) {
	styles := func(inner string) string {
		return `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` + inner + `</styleSheet>`
	}
	named := rawWorkbook()["xl/styles.xml"]
	font := `<font><sz val="11"/><name val="Calibri"/></font>`
	for _, table := range []string{
		strings.Replace(named, font, `<font/>`, 1), strings.Replace(named, font, `<font><name/></font>`, 1), strings.Replace(named, font, ``, 1),
		styles(`<fonts count="1">` + font + `</fonts>`), styles(``),
	} {
		parts := rawWorkbook()
		parts["xl/styles.xml"] = table
		dir := t.TempDir()
		input, output := filepath.Join(dir, "jan.xlsm"), filepath.Join(dir, "jan.audited.xlsm")
		writeRaw(t, input, parts)
		label := `jan.xlsm!It's "A" & B!`
		result := testResult(label, unitsFinding(label, 2, 3, "4", "3", audit.Safe))
		done, err := CorrectFile(input, output, result, []*audit.Layout{testLayout(label, 1, 3, 2)}, Options{Apply: audit.Safe})
		if err != nil || done.Comments == 0 || !result.Findings[0].Fix.Applied {
			t.Errorf("%q: %+v, %v", table, done, err)
		}
	}
}

// A damaged workbook gives an error in one line, leaves no file, and no edit counts as applied.
func TestDamagedWorkbookIsWithdrawn(t *testing.T) {
	for name, damage := range map[string]func(map[string]string){
		"no workbook part": func(p map[string]string) { delete(p, "xl/workbook.xml") },
		"bad text number":  func(p map[string]string) { p["xl/sharedStrings.xml"] = "<sst/>" },
		"cut sheet": func(p map[string]string) {
			p["xl/worksheets/sheet1.xml"] = strings.Split(p["xl/worksheets/sheet1.xml"], `<row r="4">`)[0]
		},
	} {
		dir := t.TempDir()
		input := filepath.Join(dir, "jan.xlsm")
		parts := rawWorkbook()
		damage(parts)
		writeRaw(t, input, parts)
		label := `jan.xlsm!It's "A" & B!`
		result := testResult(label, unitsFinding(label, 2, 3, "4", "3", audit.Safe))
		_, err := CorrectFile(input, filepath.Join(dir, "out.xlsm"), result, []*audit.Layout{testLayout(label, 1, 3, 2)}, Options{Apply: audit.Safe})
		if err == nil || strings.Contains(err.Error(), "\n") || !strings.HasPrefix(err.Error(), input) && !strings.HasPrefix(err.Error(), dir) {
			t.Errorf("%s: error %v", name, err)
		}
		if e := result.Findings[0].Fix.Edits[0]; e.Applied || e.Why == "" || result.Findings[0].Fix.Applied {
			t.Errorf("%s: %+v", name, e)
		}
		if entries, _ := os.ReadDir(dir); len(entries) != 1 {
			t.Errorf("%s: left behind %v", name, entries)
		}
	}
}
