// Package hostile makes files that cost a reader far more than their size: each is refused, or read in little time and memory.
// They are made when they are needed, since some are large. The package knows the formats and no reader.
package hostile

import (
	"archive/zip"
	"bufio"
	"fmt"
	"io"
	"strings"
)

// Case is one file.
type Case struct {
	Name string // with the extension of its content
	// Refused is a part of what is said of it; empty if it is read.
	Refused string
	Write   func(w *bufio.Writer)
	Long    bool // it takes more than some seconds to make or to read
}

// WriteTo writes the file.
func (c *Case) WriteTo(w io.Writer) (int64, error) {
	count := &counter{to: w}
	buffer := bufio.NewWriterSize(count, 1<<20)
	c.Write(buffer)
	err := buffer.Flush()
	return count.n, err
}

type counter struct {
	to io.Writer
	n  int64
}

func (c *counter) Write(p []byte) (int, error) {
	n, err := c.to.Write(p)
	c.n += int64(n)
	return n, err
}

// header and line are a sound log of CSV.
const (
	header = "Patient ID,Visit ID,Date of Service,Start,End,CPT Code,Modifiers,Units,Minutes,Charge,Therapist,Payer\n"
	line   = "P1,V1,3/25/2026,9:00 AM,9:30 AM,97110,GO,2,30,80.00,\"Alder, Ann\",Medicare Part B\n"
)

// repeat writes a text so many times.
func repeat(w io.Writer, text string, times int) {
	block := strings.Repeat(text, min(times, max(1, (1<<16)/max(1, len(text)))))
	for n := len(block) / max(1, len(text)); times > 0; times -= n {
		n = min(n, times)
		io.WriteString(w, block[:n*len(text)])
	}
}

// part is a part of a package.
type part struct {
	name  string
	write func(w io.Writer)
}

func text(s string) func(io.Writer) { return func(w io.Writer) { io.WriteString(w, s) } }

// pack writes parts as a zip.
func pack(w io.Writer, parts ...part) {
	z := zip.NewWriter(w)
	for _, p := range parts {
		to, err := z.Create(p.name)
		if err != nil {
			panic(err)
		}
		p.write(to)
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
}

const (
	relationships = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
	office        = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
)

// book is the parts of a workbook that lists sheets with the given parts, without the sheets.
func book(sheets []string, more ...part) []part {
	var list, links strings.Builder
	for i, target := range sheets {
		fmt.Fprintf(&list, `<sheet name="S%d" sheetId="%d" r:id="r%d"/>`, i, i+1, i)
		fmt.Fprintf(&links, `<Relationship Id="r%d" Type="%sworksheet" Target="%s"/>`, i, office, target)
	}
	return append([]part{
		{"[Content_Types].xml", text(`<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`)},
		{"_rels/.rels", text(relationships + `<Relationship Id="r" Type="` + office + `officeDocument" Target="xl/workbook.xml"/></Relationships>`)},
		{"xl/workbook.xml", text(`<workbook xmlns:r="r"><sheets>` + list.String() + `</sheets></workbook>`)},
		{"xl/_rels/workbook.xml.rels", text(relationships + links.String() + `<Relationship Id="s" Type="` + office + `sharedStrings" Target="shared.xml"/>` +
			`<Relationship Id="t" Type="` + office + `styles" Target="styles.xml"/></Relationships>`)},
	}, more...)
}

var (
	noStrings = part{"xl/shared.xml", text("<sst/>")}
	noStyles  = part{"xl/styles.xml", text("<styleSheet/>")}
)

// log is the beginning of a sheet that is a sound log; rows of others follow from row 3.
const logRows = `<worksheet><sheetData><row r="1"><c t="inlineStr"><is><t>Patient ID</t></is></c><c t="inlineStr"><is><t>Date of Service</t></is></c>` +
	`<c t="inlineStr"><is><t>CPT Code</t></is></c><c t="inlineStr"><is><t>Units</t></is></c><c t="inlineStr"><is><t>Minutes</t></is></c></row>` +
	`<row r="2"><c t="inlineStr"><is><t>P1</t></is></c><c t="inlineStr"><is><t>3/25/2026</t></is></c><c><v>97110</v></c><c><v>2</v></c><c><v>30</v></c></row>`

const logEnd = `</sheetData></worksheet>`

// oneSheet is a workbook of one sheet: a log and what write puts behind it.
func oneSheet(write func(w io.Writer)) func(*bufio.Writer) {
	return func(w *bufio.Writer) {
		pack(w, book([]string{"sheet.xml"}, noStrings, noStyles, part{"xl/sheet.xml", func(w io.Writer) {
			io.WriteString(w, logRows)
			write(w)
			io.WriteString(w, logEnd)
		}})...)
	}
}
