package source

import (
	"bytes"
	"io"
	"path/filepath"
	"strings"
)

// foreignMagic lists the first bytes of kinds of files that are refused by name.
var foreignMagic = []struct{ magic, what, hint string }{
	{"%PDF-", "PDF", "export the log as .xlsx or CSV instead"},
	{"\x89PNG\r\n", "PNG image", imageHint},
	{"\xff\xd8\xff", "JPEG image", imageHint},
	{"GIF8", "GIF image", imageHint},
	{"II*\x00", "TIFF image", imageHint},
	{"MM\x00*", "TIFF image", imageHint},
	{"\x1f\x8b", "gzip archive", "unpack it first"},
	{"7z\xbc\xaf\x27\x1c", "7-Zip archive", "unpack it first"},
	{"Rar!\x1a\x07", "RAR archive", "unpack it first"},
	{"{\\rtf", "rich text document (.rtf)", "save the table as .xlsx or CSV"},
	{"SQLite format 3\x00", "SQLite database", "export the table as CSV"},
	{"PK00PK\x03\x04", "part of a split zip archive", "unpack it first"},
	{"\x00\x01\x00\x00Standard ", "Access database", "export the table as CSV"},
}

const (
	imageHint   = "a picture of a log cannot be audited; export the log as .xlsx or CSV"
	oleMagic    = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
	saveAsSheet = "save it as .xlsx or CSV"
)

// refuseForeign recognises by their first bytes the files that are neither
// zip, OLE nor text.
func refuseForeign(f *fileFacts) *Unreadable {
	for _, m := range foreignMagic {
		if bytes.HasPrefix(f.head, []byte(m.magic)) {
			return &Unreadable{Path: f.path, What: m.what, Hint: m.hint}
		}
	}
	return nil
}

// refuseOLE names what an OLE container is: an encrypted workbook (IMP-12), a
// legacy one (IMP-13) or another document. The directory may stand anywhere in
// the file, so its UTF-16 names are searched for; the first of the list wins,
// since a workbook may have other documents embedded.
func refuseOLE(f *fileFacts) error {
	file, err := f.open()
	if err != nil {
		return err
	}
	defer file.Close()
	streams := []struct{ name, what, hint string }{
		{"EncryptedPackage", "encrypted", "save it without a password"},
		{"Workbook", "legacy .xls workbook", saveAsSheet},
		{"Book", "legacy .xls workbook", saveAsSheet},
		{"WordDocument", "Word document", saveAsSheet},
		{"PowerPoint Document", "presentation", saveAsSheet},
		{"__properties_version", "Outlook message", "save its attachment"},
	}
	found := make([]bool, len(streams))
	const overlap = 64 // longer than the longest name in UTF-16
	buf := make([]byte, chunkBytes)
	kept := 0
	for {
		n, err := file.Read(buf[kept:])
		window := buf[:kept+n]
		for i, s := range streams {
			found[i] = found[i] || bytes.Contains(window, utf16Name(s.name))
		}
		if err == io.EOF {
			break
		}
		if err != nil {
			return cannotRead(f.path, err)
		}
		kept = min(overlap, len(window))
		copy(buf, window[len(window)-kept:])
	}
	for i, s := range streams {
		if found[i] {
			return &Unreadable{Path: f.path, What: s.what, Hint: s.hint}
		}
	}
	return &Unreadable{Path: f.path, What: "OLE document without a workbook", Hint: saveAsSheet}
}

// utf16Name is the directory form of a stream's name, with its final NUL.
func utf16Name(name string) []byte {
	b := make([]byte, 0, 2*len(name)+2)
	for i := range len(name) {
		b = append(b, name[i], 0)
	}
	if name == "__properties_version" { // a prefix of the name
		return b
	}
	return append(b, 0, 0)
}

// textKind tells the kinds of marked-up text apart from delimited text. The
// head is decoded to UTF-8.
func textKind(path string, head []byte, enc textEncoding) (FileKind, *Unreadable) {
	start := bytes.ToLower(bytes.TrimSpace(head))
	has := func(s string) bool { return bytes.Contains(start, []byte(s)) }
	switch {
	case len(start) == 0:
		return 0, &Unreadable{Path: path, What: "empty", Hint: "export it again"}
	case bytes.HasPrefix(start, []byte("mime-version:")) && has("multipart/related"):
		return 0, &Unreadable{Path: path, What: "web archive (.mht)", Hint: saveAsSheet}
	case start[0] != '<':
		if share := binaryShare(head); share > 0.1 || enc.assumed && share > 0.01 { // UTF-8 is text, be some of it for a terminal
			return 0, binaryFile(path)
		}
		return DelimitedText, nil
	case !has("<html") && (has("urn:schemas-microsoft-com:office:spreadsheet") || has(`progid="excel.sheet"`)):
		return 0, &Unreadable{Path: path, What: "XML spreadsheet 2003", Hint: saveAsSheet}
	case has("<html"), has("<table"), has("<!doctype html"), has("<body"):
		return HTMLTables, nil
	case has("urn:oasis:names:tc:opendocument"):
		return 0, &Unreadable{Path: path, What: "OpenDocument spreadsheet (.fods)", Hint: saveAsSheet}
	case bytes.HasPrefix(start, []byte("<?xml")), has("<svg"):
		return 0, &Unreadable{Path: path, What: "XML file, not a table", Hint: saveAsSheet}
	}
	return DelimitedText, nil
}

// binaryShare is the share of control characters that no text holds.
func binaryShare(head []byte) float64 {
	if len(head) == 0 {
		return 0
	}
	n := 0
	for _, b := range head {
		if b < ' ' && b != '\t' && b != '\n' && b != '\r' && b != '\f' && b != '\v' && b != 0x1a {
			n++
		}
	}
	return float64(n) / float64(len(head))
}

// isLockFile recognises the lock file a spreadsheet program leaves beside an
// open workbook.
func isLockFile(path string) bool {
	name := filepath.Base(path)
	return strings.HasPrefix(name, "~$") || strings.HasPrefix(name, ".~lock.")
}
