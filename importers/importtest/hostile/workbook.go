package hostile

import (
	"archive/zip"
	"bufio"
	"bytes"
	"compress/flate"
	"fmt"
	"hash/crc32"
	"io"
	"strings"
)

// Workbooks are files of Office Open XML, whole and broken.
var Workbooks = []Case{
	{Name: "unpacks_to_3gb.xlsx", Long: true, Refused: "--max-unzip", Write: func(w *bufio.Writer) { bomb(w, 3<<30, 3<<30) }},
	{Name: "says_less_than_it_unpacks_to.xlsx", Long: true, Refused: "damaged", Write: func(w *bufio.Writer) { bomb(w, 1<<30, 1000) }},
	{Name: "rows_1m_of_one_value.xlsx", Long: true, Refused: "--max-", Write: oneSheet(func(w io.Writer) {
		repeat(w, `<row><c><v>1</v></c><c><v>1</v></c><c><v>1</v></c><c><v>1</v></c><c><v>1</v></c><c><v>1</v></c><c><v>1</v></c><c><v>1</v></c><c><v>1</v></c><c><v>1</v></c></row>`, 1_000_000)
	})},
	{Name: "column_990_1m_rows.xlsx", Long: true, Refused: "--max-cells", Write: oneSheet(func(w io.Writer) {
		for row := 3; row <= 1_000_000; row++ {
			fmt.Fprintf(w, `<row r="%d"><c r="ALB%d"><v>1</v></c></row>`, row, row)
		}
	})},
	{Name: "columns_16384.xlsx", Long: true, Refused: "--max-unzip", Write: oneSheet(func(w io.Writer) {
		for row := 3; row < 2000; row++ {
			fmt.Fprintf(w, `<row r="%d">`, row)
			repeat(w, `<c><v>1</v></c>`, 16384)
			io.WriteString(w, `</row>`)
		}
	})},
	{Name: "sheets_20000.xlsx", Long: true, Refused: "--max-sheets", Write: func(w *bufio.Writer) { sheets(w, 20_000) }},
	{Name: "sheets_900.xlsx", Long: true, Write: func(w *bufio.Writer) { sheets(w, 900) }},
	{Name: "sheets_on_one_part.xlsx", Refused: "named by two sheets", Write: func(w *bufio.Writer) {
		names := make([]string, 500)
		for i := range names {
			names[i] = "sheet.xml"
		}
		pack(w, book(names, noStrings, noStyles, part{"xl/sheet.xml", text(logRows + logEnd)})...)
	}},
	{Name: "sheets_of_one_place.xlsx", Refused: "damaged", Write: overlapping},
	{Name: "strings_1m.xlsx", Long: true, Write: func(w *bufio.Writer) {
		pack(w, book([]string{"sheet.xml"}, noStyles, part{"xl/sheet.xml", text(logRows + logEnd)}, part{"xl/shared.xml", func(w io.Writer) {
			io.WriteString(w, "<sst>")
			for i := range 1_000_000 {
				fmt.Fprintf(w, "<si><t>a text that nobody uses %d</t></si>", i)
			}
			io.WriteString(w, "</sst>")
		}})...)
	}},
	{Name: "strings_20m_empty.xlsx", Long: true, Refused: "--max-", Write: func(w *bufio.Writer) {
		pack(w, book([]string{"sheet.xml"}, noStyles, part{"xl/sheet.xml", text(logRows + logEnd)}, part{"xl/shared.xml", func(w io.Writer) {
			io.WriteString(w, "<sst>")
			repeat(w, "<si/>", 20_000_000)
			io.WriteString(w, "</sst>")
		}})...)
	}},
	{Name: "string_of_1mb_in_200000_cells.xlsx", Refused: "--max-", Write: func(w *bufio.Writer) {
		pack(w, book([]string{"sheet.xml"}, noStyles, part{"xl/shared.xml", func(w io.Writer) {
			io.WriteString(w, "<sst><si><t>")
			repeat(w, "laugh ", 170_000)
			io.WriteString(w, "</t></si></sst>")
		}}, part{"xl/sheet.xml", func(w io.Writer) {
			io.WriteString(w, logRows)
			for row := 3; row < 40_000; row++ {
				fmt.Fprintf(w, `<row r="%d">`, row)
				repeat(w, `<c t="s"><v>0</v></c>`, 5)
				io.WriteString(w, `</row>`)
			}
			io.WriteString(w, logEnd)
		}})...)
	}},
	{Name: "xml_nested.xlsx", Refused: "nested too deeply", Write: oneSheet(func(w io.Writer) { repeat(w, "<a>", 1<<20) })},
	{Name: "comment_of_100mb.xlsx", Refused: "--max-unzip", Write: oneSheet(func(w io.Writer) { io.WriteString(w, "<!--"); repeat(w, "x", 100<<20); io.WriteString(w, "-->") })},
	{Name: "text_of_60mb.xlsx", Long: true, Refused: "--max-unzip", Write: oneSheet(func(w io.Writer) {
		io.WriteString(w, `<row r="3"><c t="inlineStr"><is><t>`)
		repeat(w, "x", 60<<20)
		io.WriteString(w, "</t></is></c></row>")
	})},
	{Name: "attribute_of_100mb.xlsx", Refused: "--max-unzip", Write: oneSheet(func(w io.Writer) { io.WriteString(w, `<row r="`); repeat(w, "1", 100<<20); io.WriteString(w, `"/>`) })},
	{Name: "laughs.xlsx", Refused: "document type", Write: func(w *bufio.Writer) {
		pack(w, book([]string{"sheet.xml"}, noStrings, noStyles, part{"xl/sheet.xml", text(`<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>` + logRows + logEnd)})...)
	}},
	{Name: "merged_500000.xlsx", Long: true, Write: func(w *bufio.Writer) {
		pack(w, book([]string{"sheet.xml"}, noStrings, noStyles, part{"xl/sheet.xml", func(w io.Writer) {
			io.WriteString(w, logRows)
			for row := 3; row < 2000; row++ {
				fmt.Fprintf(w, `<row r="%d"><c><v>1</v></c></row>`, row)
			}
			io.WriteString(w, "</sheetData><mergeCells>")
			for i := range 500_000 {
				fmt.Fprintf(w, `<mergeCell ref="A%d:XFD%d"/>`, 1+i*2, 2+i*2)
			}
			io.WriteString(w, "</mergeCells></worksheet>")
		}})...)
	}},
	{Name: "merged_all.xlsx", Write: func(w *bufio.Writer) {
		pack(w, book([]string{"sheet.xml"}, noStrings, noStyles, part{"xl/sheet.xml", func(w io.Writer) {
			io.WriteString(w, logRows+"</sheetData><mergeCells>")
			repeat(w, `<mergeCell ref="A1:XFD1048576"/>`, 100_000)
			io.WriteString(w, "</mergeCells></worksheet>")
		}})...)
	}},
	{Name: "hidden_columns.xlsx", Long: true, Write: func(w *bufio.Writer) {
		pack(w, book([]string{"sheet.xml"}, noStrings, noStyles, part{"xl/sheet.xml", func(w io.Writer) {
			io.WriteString(w, "<worksheet><cols>")
			repeat(w, `<col min="1" max="16384" hidden="1"/>`, 500_000)
			io.WriteString(w, "</cols>"+strings.TrimPrefix(logRows, "<worksheet>")+logEnd)
		}})...)
	}},
	{Name: "names_1m.xlsx", Long: true, Write: func(w *bufio.Writer) {
		parts := book([]string{"sheet.xml"}, noStrings, noStyles, part{"xl/sheet.xml", text(logRows + logEnd)})
		parts[2].write = func(w io.Writer) {
			io.WriteString(w, `<workbook xmlns:r="r"><sheets><sheet name="S" sheetId="1" r:id="r0"/></sheets><definedNames>`)
			for i := range 1_000_000 {
				fmt.Fprintf(w, `<definedName name="n%d">S!$A$1</definedName>`, i)
			}
			io.WriteString(w, `</definedNames></workbook>`)
		}
		pack(w, parts...)
	}},
	{Name: "relationships_1m.xlsx", Long: true, Refused: "more relationships", Write: func(w *bufio.Writer) {
		parts := book([]string{"sheet.xml"}, noStrings, noStyles, part{"xl/sheet.xml", text(logRows + logEnd)})
		parts[3].write = func(w io.Writer) {
			io.WriteString(w, relationships+`<Relationship Id="r0" Type="`+office+`worksheet" Target="sheet.xml"/>`)
			for i := range 1_000_000 {
				fmt.Fprintf(w, `<Relationship Id="x%d" Type="%ssharedStrings" Target="shared.xml"/>`, i, office)
			}
			io.WriteString(w, "</Relationships>")
		}
		pack(w, parts...)
	}},
	{Name: "styles_5m.xlsx", Long: true, Refused: "--max-unzip", Write: func(w *bufio.Writer) {
		pack(w, book([]string{"sheet.xml"}, noStrings, part{"xl/sheet.xml", text(logRows + logEnd)}, part{"xl/styles.xml", func(w io.Writer) {
			io.WriteString(w, "<styleSheet><numFmts>")
			for i := range 100_000 {
				fmt.Fprintf(w, `<numFmt numFmtId="%d" formatCode="%s"/>`, 200+i, strings.Repeat("[h]:mm;", 20))
			}
			io.WriteString(w, "</numFmts><cellXfs>")
			repeat(w, `<xf numFmtId="14"/>`, 5_000_000)
			io.WriteString(w, "</cellXfs></styleSheet>")
		}})...)
	}},
	{Name: "dimension.xlsx", Write: func(w *bufio.Writer) {
		pack(w, book([]string{"sheet.xml"}, noStrings, noStyles, part{"xl/sheet.xml", text(`<worksheet><dimension ref="A1:XFD1048576"/>` + strings.TrimPrefix(logRows, "<worksheet>") + logEnd)})...)
	}},
	{Name: "last_row.xlsx", Write: oneSheet(func(w io.Writer) {
		io.WriteString(w, `<row r="1000"><c r="A1000" t="inlineStr"><is><t>P1</t></is></c></row><row r="1048576"><c r="A1048576" t="inlineStr"><is><t>P1</t></is></c></row>`)
	})},
	{Name: "beyond_the_last_row.xlsx", Refused: "row", Write: oneSheet(func(w io.Writer) { io.WriteString(w, `<row r="1048577"><c><v>1</v></c></row>`) })},
	{Name: "row_twice.xlsx", Refused: "row", Write: oneSheet(func(w io.Writer) { io.WriteString(w, `<row r="2"><c><v>1</v></c></row>`) })},
	{Name: "row_99999999999999999999.xlsx", Refused: "row", Write: oneSheet(func(w io.Writer) { io.WriteString(w, `<row r="99999999999999999999"><c><v>1</v></c></row>`) })},
	{Name: "cell_backwards.xlsx", Refused: "cell", Write: oneSheet(func(w io.Writer) {
		io.WriteString(w, `<row r="3"><c r="C3"><v>1</v></c><c r="A3"><v>1</v></c></row>`)
	})},
	{Name: "parts_200000.xlsx", Long: true, Write: func(w *bufio.Writer) {
		parts := book([]string{"sheet.xml"}, noStrings, noStyles, part{"xl/sheet.xml", text(logRows + logEnd)})
		for i := range 200_000 {
			parts = append(parts, part{fmt.Sprintf("xl/media/%d", i), text("x")})
		}
		pack(w, parts...)
	}},
	{Name: "part_twice.xlsx", Refused: "twice", Write: func(w *bufio.Writer) {
		pack(w, book([]string{"sheet.xml"}, noStrings, noStyles, part{"xl/sheet.xml", text(logRows + logEnd)}, part{"XL/Sheet.xml", text(logRows + logEnd)})...)
	}},
	{Name: "cut.xlsx", Refused: "damaged", Write: func(w *bufio.Writer) {
		var whole bytes.Buffer
		pack(&whole, book([]string{"sheet.xml"}, noStrings, noStyles, part{"xl/sheet.xml", text(logRows + logEnd)})...)
		w.Write(whole.Bytes()[:whole.Len()/2])
	}},
}

func sheets(w io.Writer, count int) {
	names, parts := make([]string, count), make([]part, count)
	for i := range names {
		names[i] = fmt.Sprintf("sheet%d.xml", i)
		parts[i] = part{"xl/" + names[i], text(logRows + logEnd)}
	}
	pack(w, append(book(names, noStrings, noStyles), parts...)...)
}

// bomb is a workbook whose sheet unpacks to so many bytes of one value and is said to have others.
func bomb(w io.Writer, size, said int) {
	z := zip.NewWriter(w)
	for _, p := range book([]string{"sheet.xml"}, noStrings, noStyles) {
		to, _ := z.Create(p.name)
		p.write(to)
	}
	var packed bytes.Buffer
	sum := crc32.NewIEEE()
	deflated, _ := flate.NewWriter(&packed, flate.BestSpeed)
	both := bufio.NewWriterSize(io.MultiWriter(deflated, sum), 1<<20)
	io.WriteString(both, logRows)
	repeat(both, "<row><c><v>1</v></c></row>", size/26)
	io.WriteString(both, logEnd)
	both.Flush()
	deflated.Close()
	to, _ := z.CreateRaw(&zip.FileHeader{Name: "xl/sheet.xml", Method: zip.Deflate, CRC32: sum.Sum32(), CompressedSize64: uint64(packed.Len()), UncompressedSize64: uint64(said)})
	to.Write(packed.Bytes())
	z.Close()
}

// overlapping is a workbook of 800 sheets whose entries in the directory all lead to one place in the file, a thousand rows.
func overlapping(w *bufio.Writer) {
	const sheets = 800
	names := make([]string, sheets)
	for i := range names {
		names[i] = fmt.Sprintf("s%04d.xml", i)
	}
	parts := book(names, noStrings, noStyles)
	for i := range names {
		write := text("x")
		if i == 0 {
			write = func(w io.Writer) {
				io.WriteString(w, logRows)
				repeat(w, "<row><c><v>1</v></c></row>", 1000)
				io.WriteString(w, logEnd)
			}
		}
		parts = append(parts, part{"xl/" + names[i], write})
	}
	var file bytes.Buffer
	pack(&file, parts...)
	content := file.Bytes()
	var first []byte // the directory's facts of the first sheet: checksum, sizes; and its place
	for at := bytes.Index(content, []byte("PK\x01\x02")); at >= 0 && string(content[at:at+4]) == "PK\x01\x02"; {
		length := 46 + int(content[at+28]) + int(content[at+29])<<8 + int(content[at+30]) + int(content[at+31])<<8
		entry := content[at : at+length]
		if name := string(entry[46 : 46+int(entry[28])]); strings.HasPrefix(name, "xl/s0") {
			if first == nil {
				first = bytes.Clone(entry)
			}
			copy(entry[16:28], first[16:28])
			copy(entry[42:46], first[42:46])
		}
		at += length
	}
	w.Write(content)
}
