package reporttest

import (
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	HiddenParts = regexp.MustCompile(`(?s)<style>.*?</style>|<script[^>]*>.*?</script>`)
	DataElement = regexp.MustCompile(`(?s)<script type="application/json" id="data">(.*?)</script>`)
	anyTag      = regexp.MustCompile(`(?s)<[^>]*>`)
	Spaces      = regexp.MustCompile(`\s+`)
)

// HTMLText is the text of the page as a reader without scripts meets it.
func HTMLText(page []byte) string {
	text := HiddenParts.ReplaceAllString(string(page), " ")
	return Spaces.ReplaceAllString(html.UnescapeString(anyTag.ReplaceAllString(text, " ")), " ")
}

// PDFText extracts the text of some pages; 0 stands for all. It skips the test where pdftotext is not installed.
func PDFText(t *testing.T, pdf []byte, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("pdftotext (poppler-utils) is not installed: the text of the report cannot be extracted")
	}
	name := filepath.Join(t.TempDir(), "report.pdf")
	if err := os.WriteFile(name, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("pdftotext", append(args, name, "-")...).Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func Squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }
