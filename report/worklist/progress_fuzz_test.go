package worklist

import (
	"archive/zip"
	"bytes"
	"io"
	"testing"
)

// FuzzReadProgress fuzzes whole work lists and, so that the compression does not stand in the way, the worksheet part of a sound
// one: it is refused, or what it holds is carried into a new list.
func FuzzReadProgress(f *testing.F) {
	r := result(finding("U001-a", "U001", 4, -3050), finding("U002-b", "U002", 5, 2550))
	var list bytes.Buffer
	if err := Write(&list, r, nil); err != nil {
		f.Fatal(err)
	}
	f.Add(list.Bytes(), "")
	for _, sheet := range []string{"<worksheet/>", `<worksheet><sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>`,
		`<worksheet><sheetData><row r="-1"><c r="A0" t="s"><v>99999</v></c></row><row r="1"/><row r="1"/></sheetData></worksheet>`,
		`<worksheet><sheetData><row><c t="inlineStr"><is><t>Finding ids</t></is></c></row></sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>`} {
		f.Add([]byte("PK\x03\x04"), sheet)
	}
	f.Fuzz(func(t *testing.T, file []byte, sheet string) {
		for _, text := range [][]byte{file, withSheet(t, list.Bytes(), sheet)} {
			progress, err := Read(bytes.NewReader(text))
			if err != nil {
				continue
			}
			if err := Write(io.Discard, r, progress); err != nil {
				t.Errorf("carried over: %v", err)
			}
		}
	})
}

// withSheet is a workbook with another first worksheet.
func withSheet(t *testing.T, book []byte, sheet string) []byte {
	t.Helper()
	parts, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	if err != nil {
		t.Fatal(err)
	}
	var changed bytes.Buffer
	w := zip.NewWriter(&changed)
	for _, part := range parts.File {
		if part.Name != "xl/worksheets/sheet1.xml" {
			if err := w.Copy(part); err != nil {
				t.Fatal(err)
			}
			continue
		}
		to, err := w.Create(part.Name)
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(to, sheet)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return changed.Bytes()
}
