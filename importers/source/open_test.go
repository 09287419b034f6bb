package source

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/unicode"

	"otaudit/importers/importtest"
)

func openBytes(t testing.TB, name string, content []byte) *Source {
	t.Helper()
	source, err := Open(importtest.WriteFile(t, name, content), Limits{})
	if err != nil {
		t.Fatalf("Open: %v", err)
	}
	return source
}

// dump prints the rows of a sheet as "number: a|b|c".
func dump(t testing.TB, s *Sheet) string {
	t.Helper()
	var b strings.Builder
	err := s.Rows(func(r *Row) error {
		fmt.Fprintf(&b, "%d: %s\n", r.Number, strings.Join(r.Text, "|"))
		return nil
	})
	if err != nil {
		t.Fatalf("Rows: %v", err)
	}
	return b.String()
}

// refusal opens what must be refused.
func refusal(t testing.TB, path string, limits Limits) *Unreadable {
	t.Helper()
	_, err := Open(path, limits)
	var u *Unreadable
	if !errors.As(err, &u) {
		t.Fatalf("Open(%s) = %v, want *Unreadable", filepath.Base(path), err)
	}
	if !strings.HasPrefix(err.Error(), path+": ") || strings.ContainsAny(err.Error(), "\n") || strings.HasSuffix(err.Error(), ".") {
		t.Errorf("error is not one line that begins with the path: %q", err)
	}
	return u
}

// oleNames builds the beginning of an OLE container that names streams.
func oleNames(t testing.TB, names ...string) []byte {
	b := []byte(oleMagic + strings.Repeat("\x00", 3000))
	for _, name := range names {
		b = append(append(b, importtest.Utf16Bytes(t, unicode.LittleEndian, unicode.IgnoreBOM, name)...), make([]byte, 60)...)
	}
	return b
}

func TestRefusedByContent(t *testing.T) {
	const xml2003 = `<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet><Table/></Worksheet></Workbook>`
	for _, c := range []struct {
		name    string
		content []byte
		what    string
		hint    string
		skip    bool
	}{
		{"IMP-12 encrypted.xlsx", oleNames(t, "EncryptionInfo", "EncryptedPackage"), "encrypted", "without a password", false},
		{"IMP-13 jan.xls", oleNames(t, "Root Entry", "Workbook"), "legacy .xls", ".xlsx or CSV", false},
		{"IMP-13 excel 5.xls", oleNames(t, "Root Entry", "Book"), "legacy .xls", ".xlsx or CSV", false},
		{"letter.doc", oleNames(t, "WordDocument"), "Word document", "", false},
		{"IMP-14 jan.xlsb", importtest.ZipOf(t, "[Content_Types].xml", "<Types/>", "xl/workbook.bin", "x"), "binary workbook (.xlsb)", ".xlsx or CSV", false},
		{"IMP-14 jan.ods", importtest.ZipOf(t, "mimetype", "application/vnd.oasis.opendocument.spreadsheet", "content.xml", "<a/>"), "OpenDocument", ".xlsx or CSV", false},
		{"IMP-14 jan.xml", []byte(xml2003), "XML spreadsheet 2003", ".xlsx or CSV", false},
		{"IMP-14 jan.xls utf-16", importtest.Utf16Bytes(t, unicode.LittleEndian, unicode.UseBOM, xml2003), "XML spreadsheet 2003", "", false},
		{"IMP-14 jan.pdf", []byte("%PDF-1.7\n"), "PDF", "", false},
		{"IMP-14 scan.csv", []byte("\x89PNG\r\n\x1a\n\x00\x00"), "PNG image", "", false},
		{"IMP-14 scan.jpg", []byte("\xff\xd8\xff\xe0"), "JPEG image", "", false},
		{"letter.docx", importtest.ZipOf(t, "[Content_Types].xml", "<Types/>", "word/document.xml", "<a/>"), "Word document", "", false},
		{"all.zip", importtest.ZipOf(t, "jan.csv", "a,b"), "zip archive without a workbook", "unpack", false},
		{"cut.xlsx", importtest.ZipOf(t, "xl/workbook.xml", strings.Repeat("x", 500))[:40], "damaged workbook or zip", "", false},
		{"other.xml", []byte("<?xml version='1.0'?><visits/>"), "XML file", "", false},
		{"page.mht", []byte("MIME-Version: 1.0\nContent-Type: multipart/related;\n\n<html>"), "web archive", "", false},
		{"page.html", []byte("<html><body>no log</body></html>"), "HTML page without a table", "", false},
		{"IMP-11 cut.html", []byte("<html><table><tr><td>DOS<td>Code<tr><td>1/5"), "damaged HTML table", "", false},
		{"nul.csv", []byte("a,b\n1,\x00\x00\x002\n"), "binary data", "", false},
		{"IMP-19 odd utf-16.csv", append(importtest.Utf16Bytes(t, unicode.LittleEndian, unicode.UseBOM, "a,b\n"), 'x'), "odd number of bytes", "", false},
		{"IMP-19 bad mark.csv", []byte("\xef\xbb\xbfa,\xe9\n"), "marked as UTF-8", "", false},
		{"IMP-16 empty.csv", nil, "empty", "export it again", false},
		{"IMP-16 blank.csv", []byte("\r\n \r\n"), "empty", "export it again", false},
		{"~$IMP-16 jan.xlsx", []byte("owner"), "lock file", "", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			u := refusal(t, importtest.WriteFile(t, c.name, c.content), Limits{})
			if !strings.Contains(u.What, c.what) || !strings.Contains(u.Hint, c.hint) || u.Skip != c.skip {
				t.Errorf("got %q, hint %q, skip %v; want %q, hint %q, skip %v", u.What, u.Hint, u.Skip, c.what, c.hint, c.skip)
			}
		})
	}
}

// The name of a stream may lie across the chunks in which the file is read.
func TestOLENameAcrossChunks(t *testing.T) {
	b := append([]byte(oleMagic), make([]byte, chunkBytes-len(oleMagic)-7)...)
	b = append(append(b, importtest.Utf16Bytes(t, unicode.LittleEndian, unicode.IgnoreBOM, "EncryptedPackage")...), 0, 0)
	if u := refusal(t, importtest.WriteFile(t, "a.xlsx", b), Limits{}); u.What != "encrypted" {
		t.Errorf("got %q", u.What)
	}
}

// IMP-15: text is read as text whatever its name.
func TestTextUnderAnyName(t *testing.T) {
	for _, name := range []string{"log.xls", "log.txt", "log.xlsx", "log"} {
		s := openBytes(t, name, []byte("DOS\tCode\n1/5/2026\t97530\n"))
		if s.Kind != DelimitedText || s.Delimiter != '\t' {
			t.Errorf("%s: %v, delimiter %q", name, s.Kind, s.Delimiter)
		}
	}
}

func TestSourceDescribesTheFile(t *testing.T) {
	s := openBytes(t, "log.csv", []byte("abc"))
	if s.SHA256 != "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" || s.Bytes != 3 || s.Name != "log.csv" {
		t.Errorf("%+v", s)
	}
}

// A file that changes between two passes must not give rows under the checksum
// of what it was.
func TestChangedBetweenPasses(t *testing.T) {
	path := importtest.WriteFile(t, "log.csv", []byte("a,b\n1,2\n"))
	s, err := Open(path, Limits{})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte("a,b\n1,2\n3,4\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	err = s.Sheets[0].Rows(func(*Row) error { return nil })
	var u *Unreadable
	if !errors.As(err, &u) || !strings.Contains(u.What, "changed") {
		t.Errorf("got %v", err)
	}
}

func TestStopAndVisitorErrors(t *testing.T) {
	s := openBytes(t, "log.csv", []byte("a,b\n1,2\n3,4\n"))
	n := 0
	if err := s.Sheets[0].Rows(func(*Row) error { n++; return ErrStop }); err != nil || n != 1 {
		t.Errorf("ErrStop: %v after %d rows", err, n)
	}
	mine := errors.New("mine")
	if err := s.Sheets[0].Rows(func(*Row) error { return mine }); err != mine {
		t.Errorf("got %v, want the visitor's own error", err)
	}
}

// TestChecksumRefusesAChangedFile: the checksum is taken after the pass, and must be that of the file that was read.
func TestChecksumRefusesAChangedFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "log.csv")
	importtest.Overwrite(t, path, []byte("DOS,CPT\n1/5/2026,97110\n"))
	facts, err := gatherFacts(path)
	if err != nil {
		t.Fatal(err)
	}
	if of := facts.checksum(); of.err != nil || of.sha256 != facts.sha256 {
		t.Errorf("%q, %v; want %q", of.sha256, of.err, facts.sha256)
	}
	importtest.Overwrite(t, path, []byte("DOS,CPT\n1/5/2026,97110\n1/6/2026,97110\n"))
	var unreadable *Unreadable
	if of := facts.checksum(); !errors.As(of.err, &unreadable) {
		t.Errorf("a changed file has the checksum %q, %v", of.sha256, of.err)
	}
}
