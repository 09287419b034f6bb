package corrected

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"otaudit/audit"
)

const vmlOfNotes = `<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel">
<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"/>
<v:shape id="_x0000_s1025" type="#_x0000_t202"><v:textbox><div style='text-align:left'>a<br>b</div></v:textbox><x:ClientData ObjectType="Note"><x:Row>1</x:Row><x:Column>0</x:Column></x:ClientData></v:shape>
<v:shape id="Button_x0020_1" type="#_x0000_t201"><x:ClientData ObjectType="Button"/></v:shape></xml>`

// shapes are workbooks as several programs write them. In all of them the sheet Log holds a code in A2, modifiers in B2 and units
// in C2, which are 4, and the same in row 3.
func shapes() map[string]map[string]string {
	base := func() map[string]string {
		return formulaBook([]string{formulaHeader,
			`<c r="A2"><v>97110</v></c><c r="C2"><v>4</v></c><c r="D2"><v>100</v></c>`,
			`<c r="A3"><v>97110</v></c><c r="B3" t="inlineStr"><is><t>KX</t></is></c><c r="C3"><v>4</v></c>`}, ``, ``)
	}
	const sheet, rels = "xl/worksheets/sheet1.xml", "xl/worksheets/_rels/sheet1.xml.rels"
	relate := func(parts map[string]string, entries ...string) {
		text := ""
		for i, e := range entries {
			kind, target, _ := strings.Cut(e, " ")
			text += `<Relationship Id="rId` + string(rune('1'+i)) + `" Type="` + kind + `" Target="` + target + `"/>`
		}
		parts[rels] = `<Relationships xmlns="` + relationsSpace + `">` + text + `</Relationships>`
	}
	change := func(parts map[string]string, name, old, new string) {
		if !strings.Contains(parts[name], old) {
			panic(name + " lacks " + old)
		}
		parts[name] = strings.Replace(parts[name], old, new, 1)
	}
	all := map[string]map[string]string{"plain": base()}

	p := base() // comments at a number of their own, with a drawing that is no XML and a button
	p["xl/comments/note7.xml"] = `<comments ` + mainNamespace + `><authors><author>A &amp; B</author></authors><commentList><comment ref="A2" authorId="0"><text><t>kept</t></text></comment></commentList></comments>`
	p["xl/drawings/legacy3.vml"] = vmlOfNotes
	change(p, sheet, "</worksheet>", `<legacyDrawing r:id="rId1"/></worksheet>`)
	relate(p, relationships+"vmlDrawing ../drawings/legacy3.vml", relationships+"comments /xl/comments/note7.xml")
	all["comments at odd numbers"] = p

	p = base()
	p["xl/comments1.xml"] = `<comments ` + mainNamespace + `><authors><author>tc={1}</author></authors><commentList><comment ref="C2" authorId="0"><text><t>[Threaded comment] why four?</t></text></comment></commentList></comments>`
	p["xl/threadedComments/threadedComment1.xml"] = `<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"><threadedComment ref="C2" id="{1}" personId="{2}"><text>why four?</text></threadedComment></ThreadedComments>`
	p["xl/persons/person.xml"] = `<personList xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"/>`
	p["xl/drawings/vmlDrawing1.vml"] = vmlOfNotes
	change(p, sheet, "</worksheet>", `<legacyDrawing r:id="rId1"/></worksheet>`)
	relate(p, relationships+"vmlDrawing ../drawings/vmlDrawing1.vml", relationships+"comments ../comments1.xml",
		"http://schemas.microsoft.com/office/2017/10/relationships/threadedComment ../threadedComments/threadedComment1.xml")
	all["threaded comment"] = p

	p = base() // a table, a chain of calculation, a pivot, protection, macros
	change(p, sheet, "</worksheet>", `<sheetProtection sheet="1" objects="1"/><pageMargins left="1" right="1" top="1" bottom="1" header="1" footer="1"/><tableParts count="1"><tablePart r:id="rId1"/></tableParts></worksheet>`)
	change(p, sheet, `<c r="D2"><v>100</v></c>`, `<c r="D2"><f>C2*Table1[[#This Row],[Units]]*6.25</f><v>100</v></c>`)
	p["xl/tables/table1.xml"] = `<table ` + mainNamespace + ` id="1" name="Table1" displayName="Table1" ref="A1:D3"><autoFilter ref="A1:D3"/><tableColumns count="4"><tableColumn id="1" name="Code"/><tableColumn id="2" name="Mods"/><tableColumn id="3" name="Units"/><tableColumn id="4" name="Charge"/></tableColumns></table>`
	relate(p, relationships+"table ../tables/table1.xml")
	p["xl/calcChain.xml"] = `<calcChain ` + mainNamespace + `><c r="D2" i="1"/></calcChain>`
	p["xl/pivotCache/pivotCacheDefinition1.xml"] = `<pivotCacheDefinition ` + mainNamespace + `/>`
	p["xl/vbaProject.bin"] = "\xd0\xcf\x11\xe0 macros"
	p["docProps/core.xml"], p["docProps/app.xml"] = `<coreProperties/>`, `<Properties/>`
	p["customXml/item1.xml"], p["xl/media/"] = `<a/>`, ""
	all["table, chain, pivot, protection, macros"] = p

	p = base() // prefixes and absolute targets, as the Open XML SDK writes them
	for _, name := range []string{sheet, "xl/workbook.xml"} {
		p[name] = regexp.MustCompile(`<(/?)([a-z])`).ReplaceAllString(p[name], "<${1}x:$2")
		p[name] = strings.Replace(p[name], `xmlns="`, `xmlns:x="`, 1)
	}
	p["xl/_rels/workbook.xml.rels"] = strings.ReplaceAll(p["xl/_rels/workbook.xml.rels"], `Target="`, `Target="/xl/`)
	all["prefixes and absolute targets"] = p

	p = base() // no names of cells, single quotes, spans, an empty row
	change(p, sheet, `<row r="2"><c r="A2"><v>97110</v></c><c r="C2"><v>4</v></c><c r="D2">`, `<row r='2' spans='1:4'  ht = '15' ><c ><v>97110</v></c><c/><c s = '0' t='n'><v>4</v></c><c>`)
	change(p, sheet, `</sheetData>`, `<row/></sheetData><!-- <row> --><extLst><ext uri="x"><a:b xmlns:a="urn:a"><![CDATA[</worksheet>]]></a:b></ext></extLst>`)
	change(p, sheet, `<worksheet`, "<?xml version='1.0'?>\r\n<!-- a comment -->\r\n<worksheet")
	all["loosely written"] = p

	p = base() // another encoding
	change(p, sheet, `<worksheet`, `<?xml version="1.0" encoding="UTF-16"?><worksheet`)
	wide := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(p[sheet])) {
		wide = append(wide, byte(u), byte(u>>8))
	}
	p[sheet] = string(wide)
	all["UTF-16"] = p

	p = base() // signed
	change(p, "_rels/.rels", `</Relationships>`, `<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin" Target="_xmlsignatures/origin.sigs"/></Relationships>`)
	p["_xmlsignatures/origin.sigs"] = ""
	p["_xmlsignatures/_rels/origin.sigs.rels"] = `<Relationships xmlns="` + relationsSpace + `"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/signature" Target="sig1.xml"/></Relationships>`
	p["_xmlsignatures/sig1.xml"] = `<Signature/>`
	change(p, contentTypesPart, `</Types>`, `<Default Extension="sigs" ContentType="application/vnd.openxmlformats-package.digital-signature-origin"/><Override PartName="/_xmlsignatures/sig1.xml" ContentType="application/vnd.openxmlformats-package.digital-signature-xmlsignature+xml"/></Types>`)
	all["signed"] = p

	p = base()
	for name := range p {
		p[name] = strings.NewReplacer("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main",
			"http://schemas.openxmlformats.org/officeDocument/2006/relationships", "http://purl.oclc.org/ooxml/officeDocument/relationships").Replace(p[name])
	}
	all["strict"] = p
	return all
}

// correctShape lowers the units of both rows and adds a modifier where there is no cell.
func correctShape(t *testing.T, input, output string) (*audit.Result, Corrected) {
	t.Helper()
	result := testResult(logSheet, unitsFinding(logSheet, 2, 3, "4", "3", audit.Safe), modifierFinding(logSheet, 2, 2, "", audit.Safe, "GO"),
		unitsFinding(logSheet, 3, 3, "4", "3", audit.Safe))
	layout := testLayout(logSheet, 1, 3, 2)
	layout.Slots[0][audit.Charge] = []int32{4}
	done, err := CorrectFile(input, output, result, []*audit.Layout{layout}, Options{Apply: audit.Safe})
	must(t, err)
	return result, done
}

// mayChange are the parts of a copy that may be other than those of the input.
var mayChange = regexp.MustCompile(`^(\[Content_Types\]\.xml|xl/workbook\.xml|xl/_rels/workbook\.xml\.rels|xl/worksheets/sheet1\.xml|xl/worksheets/_rels/sheet1\.xml\.rels|` +
	`xl/styles\.xml|xl/(comments/|drawings/).*|xl/comments\d+\.xml|xl/worksheets/sheet4\.xml)$`)

// Workbooks of several writers are corrected; every part that is not on the list is the same, as it is compressed.
func TestShapesOfWorkbooks(t *testing.T) {
	for name, parts := range shapes() {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			input, output := filepath.Join(dir, "jan.xlsx"), filepath.Join(dir, "jan.audited.xlsx")
			writeRaw(t, input, parts)
			result, done := correctShape(t, input, output)
			for i := range result.Findings {
				if !result.Findings[i].Fix.Applied {
					t.Errorf("finding %d: %+v", i, result.Findings[i].Fix)
				}
			}
			compareRaw(t, input, output)
			checkShape(t, output, name)
			if (done.Note == signatureRemoved) != (name == "signed") {
				t.Errorf("note %q", done.Note)
			}
			for _, leftover := range []string{"_xmlsignatures", "digital-signature/origin", "sig1.xml"} {
				for part, text := range readRaw(t, output) {
					if strings.Contains(part, leftover) || strings.HasSuffix(part, "rels") && strings.Contains(text, leftover) {
						t.Errorf("%s: %s is left", part, leftover)
					}
				}
			}
		})
	}
}

// compareRaw holds the bytes of the parts of a copy against those of the input, as they are compressed.
func compareRaw(t *testing.T, input, output string) {
	t.Helper()
	raw := func(path string) map[string][]byte {
		archive, err := zip.OpenReader(path)
		must(t, err)
		defer archive.Close()
		all := map[string][]byte{}
		for _, f := range archive.File {
			r, err := f.OpenRaw()
			must(t, err)
			data, err := io.ReadAll(r)
			must(t, err)
			all[f.Name] = data
		}
		return all
	}
	before, after := raw(input), raw(output)
	signed := before["_xmlsignatures/origin.sigs"] != nil
	for part, data := range before {
		if signed && (strings.HasPrefix(part, "_xmlsignatures/") || part == "_rels/.rels") {
			continue
		}
		if !mayChange.MatchString(part) && !bytes.Equal(after[part], data) {
			t.Errorf("%s is not the same", part)
		}
	}
	for part := range after {
		if before[part] == nil && !mayChange.MatchString(part) {
			t.Errorf("%s was added", part)
		}
	}
}

// checkShape opens a corrected workbook with the scanner of this package and with excelize.
func checkShape(t *testing.T, path, name string) {
	t.Helper()
	parts, err := openWorkbookParts(path)
	must(t, err)
	defer parts.Close()
	cells, err := parts.cellsOf(parts.sheets[0])
	must(t, err)
	defer cells.Close()
	got := map[string]string{}
	var cell sheetCell
	for {
		more, err := cells.next(&cell)
		must(t, err)
		if !more {
			break
		}
		got[cellName(cell.row, cell.col)] = string(cell.value)
	}
	if got["C2"] != "3" || got["C3"] != "3" || got["B2"] != "GO" || got["B3"] != "KX" {
		t.Errorf("cells %v", got)
	}
	notes, err := parts.notesOf(parts.sheets[0], "")
	must(t, err)
	_, threaded := parts.files["xl/threadedcomments/threadedcomment1.xml"]
	if ours := strings.Contains(notes.texts["C2"], "was: 4"); ours == threaded {
		t.Errorf("comment of C2: %q", notes.texts["C2"])
	}
	if !strings.Contains(notes.texts["C3"], "was: 4") {
		t.Errorf("comment of C3: %q", notes.texts["C3"])
	}
	if name == "comments at odd numbers" && notes.texts["A2"] != "kept" {
		t.Errorf("comment of A2: %q", notes.texts["A2"])
	}
	for part := range parts.files {
		if strings.HasSuffix(part, ".vml") {
			checkDrawing(t, parts, part)
		}
	}
	if name == "strict" { // excelize knows no comments of the strict form
		return
	}
	f, err := excelize.OpenFile(path)
	must(t, err)
	defer f.Close()
	for cell, want := range map[string]string{"C2": "3", "C3": "3", "B2": "GO", "A2": "97110"} {
		if value, err := f.GetCellValue("Log", cell); err != nil || value != want {
			t.Errorf("excelize reads %q, %v in %s", value, err, cell)
		}
	}
	rows, err := f.GetRows("Audit")
	if err != nil || len(rows) == 0 || rows[0][0] != auditSheetMark {
		t.Errorf("the Audit sheet: %v", err)
	}
	pivot := slices.ContainsFunc(rows, func(row []string) bool {
		return len(row) > 1 && row[0] == "Pivot tables" && strings.Contains(row[1], "refresh")
	})
	if _, has := parts.files["xl/pivotcache/pivotcachedefinition1.xml"]; has != pivot {
		t.Error("the Audit sheet says nothing of the pivots, or of some that are not there")
	}
}

var shapeIDs = regexp.MustCompile(`<v:shape [^>]*\bid="([^"]*)"|<v:shape id="([^"]*)"`)

// checkDrawing looks for the shapes that were there, for ids that are there twice, and for blocks that are not declared.
func checkDrawing(t *testing.T, parts *workbookParts, part string) {
	t.Helper()
	data, err := parts.part(part)
	must(t, err)
	text := string(data)
	if kept := strings.Contains(text, "s1025"); kept && (!strings.Contains(text, "a<br>b") || !strings.Contains(text, `ObjectType="Button"`)) {
		t.Errorf("%s lost a shape: %s", part, text)
	}
	seen := map[string]bool{}
	for _, m := range shapeIDs.FindAllStringSubmatch(text, -1) {
		id := m[1] + m[2]
		if seen[id] {
			t.Errorf("%s has the shape %s twice", part, id)
		}
		seen[id] = true
	}
	if len(seen) < 2 || strings.Count(text, `id="_x0000_t202"`) != 1 || strings.Count(text, "</xml>") != 1 || !strings.HasSuffix(strings.TrimSpace(text), "</xml>") {
		t.Errorf("%s: %s", part, text)
	}
}

// A copy of each shape is left in the folder that OTAUDIT_WORKBOOKS names, and its input in the folder inputs there, for the script
// .ci/workbooks, which opens them with other programs.
func TestLeaveWorkbooks(t *testing.T) {
	dir := os.Getenv("OTAUDIT_WORKBOOKS")
	if dir == "" {
		t.Skip("OTAUDIT_WORKBOOKS is not set: no workbooks are left for other programs")
	}
	for name, parts := range shapes() {
		file := strings.NewReplacer(" ", "-", ",", "").Replace(name) + ".xlsx"
		input := filepath.Join(dir, "inputs", file)
		writeRaw(t, input, parts)
		correctShape(t, input, filepath.Join(dir, file))
	}
	folder := t.TempDir()
	buildWorkbook(t, filepath.Join(folder, "jan.xlsx"))
	path, _, _ := correctBook(t, folder, Options{Apply: audit.Safe})
	data, err := os.ReadFile(path)
	must(t, err, os.WriteFile(filepath.Join(dir, "excelize.xlsx"), data, 0o600), os.Rename(filepath.Join(folder, "jan.xlsx"), filepath.Join(dir, "inputs", "excelize.xlsx")))
}
