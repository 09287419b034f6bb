package pdf

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf16"

	"otaudit/report/model"
	"otaudit/report/privacy"
	"otaudit/report/reporttest"
)

// inUTF16 is a text as titles and bookmarks of a PDF hold it.
func inUTF16(text string) []byte {
	var b []byte
	for _, unit := range utf16.Encode([]rune(text)) {
		b = append(b, byte(unit>>8), byte(unit))
	}
	return b
}

// TestPDFHoldsNoIdentifierInTheShareSet holds REP-91 to REP-97 and REP-104 for the pages, title, bookmarks and all other
// bytes of the PDF.
func TestPDFHoldsNoIdentifierInTheShareSet(t *testing.T) {
	o := Options{DetailLimit: 1000}
	// A cell of a table may break an identifier over two lines: the text is searched without spaces.
	textOf := func(pdf []byte) string {
		return strings.ToLower(strings.Join(strings.Fields(reporttest.PDFText(t, pdf)), ""))
	}
	held := func(pdf []byte, text, secret string) bool {
		return strings.Contains(text, strings.ToLower(strings.Join(strings.Fields(secret), ""))) ||
			bytes.Contains(pdf, []byte(secret)) || bytes.Contains(pdf, inUTF16(secret))
	}
	for _, coding := range []bool{false, true} {
		raw := reporttest.SecretResult()
		codes, err := privacy.Assign(raw, nil)
		if err != nil {
			t.Fatal(err)
		}
		r := privacy.Publish(raw, codes, privacy.Options{Set: model.Share, NameTherapists: !coding})
		pdf := pdfBytes(t, r, o)
		text := textOf(pdf)
		hidden := reporttest.Secrets
		if coding {
			hidden = append(append([]string{}, reporttest.Secrets...), reporttest.Coded...)
		}
		for _, secret := range hidden {
			if held(pdf, text, secret) {
				t.Errorf("therapists coded %v: the PDF holds %q", coding, secret)
			}
		}
	}
	shown := pdfBytes(t, reporttest.SecretResult(), o)
	if text := textOf(shown); !held(shown, text, "MRN-448812") || !held(shown, text, "Quillfeather") {
		t.Error("the PDF of the raw result holds no secret: the test tests nothing")
	}
}
