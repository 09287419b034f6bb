package reporttest

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"
)

// PackageText returns all that a workbook holds: names and content of its parts, decompressed.
func PackageText(t *testing.T, book []byte) string {
	t.Helper()
	parts, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	for _, part := range parts.File {
		file, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(file)
		if err != nil {
			t.Fatal(err)
		}
		text.WriteString(part.Name + "\n" + string(content) + "\n")
	}
	return text.String()
}
