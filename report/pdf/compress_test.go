package pdf

import (
	"bytes"
	"errors"
	"io"
	"testing"

	"otaudit/report/reporttest"
)

// The pages are compressed as the library compresses them: the documents are the same byte for byte.
func TestPagesAreCompressedAsByTheLibrary(t *testing.T) {
	for name, size := range reporttest.Sizes {
		r, o := reporttest.SampleResult(size), Options{AsOf: 20000, Counsel: true}
		p, err := buildPDF(r, o)
		if err != nil {
			t.Fatal(err)
		}
		var want, got bytes.Buffer
		if err := p.pdf.Output(&want); err != nil {
			t.Fatal(err)
		}
		if err := Write(&got, r, o); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got.Bytes(), want.Bytes()) {
			t.Errorf("%s: the document differs from the library's: %d bytes, want %d", name, got.Len(), want.Len())
		}
		if n := bytes.Count(got.Bytes(), []byte("/Filter /FlateDecode /Length")); n != p.pdf.PageCount() {
			t.Errorf("%d of %d pages are compressed", n, p.pdf.PageCount())
		}
	}
}

func TestForeignDocumentsAreRefused(t *testing.T) {
	for _, text := range []string{"", "startxref\n", "startxref\n9\n", "xref\n0 1\nstartxref\n0\n%%EOF\n", "xref\n0 9\n0000000000 65535 f \nstartxref\n0\n%%EOF\n",
		"xref\n0 2\n0000000000 65535 f \n0000000009 00000 n \nstartxref\n0\n%%EOF\n"} {
		if err := compressPages(io.Discard, []byte(text)); !errors.Is(err, errPDFForm) {
			t.Errorf("%q: %v", text, err)
		}
	}
}
