package corrected

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
)

// asUTF8 gives a part in the encoding in which nearly all are written, and whether it was in another: its declaration says
// so still and has to be replaced where the part is written.
func asUTF8(src io.Reader) (text io.Reader, other bool, err error) {
	r := bufio.NewReaderSize(src, 4096)
	head, err := r.Peek(200)
	if err != nil && err != io.EOF {
		return nil, false, err
	}
	switch {
	case bytes.HasPrefix(head, []byte("\xff\xfe")), bytes.HasPrefix(head, []byte("\xfe\xff")):
		return unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder().Reader(r), true, nil
	case !bytes.HasPrefix(head, []byte("<?xml")):
		return r, false, nil
	}
	declaration, _, _ := bytes.Cut(head[len("<?xml"):], []byte("?>"))
	label := (&xmlWalk{attrs: declaration}).attr("encoding")
	if label == "" || strings.EqualFold(label, "utf-8") {
		return r, false, nil
	}
	encoding, err := htmlindex.Get(label)
	if err != nil {
		return nil, false, errors.New("unknown encoding of the XML")
	}
	return encoding.NewDecoder().Reader(r), true, nil
}

const xmlDeclaration = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`

// redeclared gives what stands before the root of a part that was in another encoding.
func redeclared(lead []byte) []byte {
	if _, behind, found := bytes.Cut(lead, []byte("?>")); found {
		lead = behind
	}
	return append([]byte(xmlDeclaration), lead...)
}

// maxCellText is the number of characters a cell of a workbook holds.
const maxCellText = 32767

// cellText writes a text as a cell or comment holds it: characters that XML does not allow, and what could be taken for
// them, have the form _x0007_.
func cellText(text string) string {
	if utf8.RuneCountInString(text) > maxCellText/2 {
		text = string([]rune(text)[:maxCellText/2]) // each may take two of what a spreadsheet program counts
	}
	var b strings.Builder
	for i, r := range text {
		switch {
		case isEscaped(r):
			fmt.Fprintf(&b, "_x%04X_", r)
		case r == '_' && looksLikeForm(text[i:]):
			b.WriteString("_x005F_")
		default:
			b.WriteRune(r)
		}
	}
	return escapeXML(b.String())
}

// isEscaped reports whether XML does not allow a character, or not as it is.
func isEscaped(r rune) bool { return r < ' ' && r != '\t' && r != '\n' || r == 0xfffe || r == 0xffff }

// looksLikeForm reports whether a text would be taken for one that begins with _xHHHH_ once it is written: the form of the
// character behind it begins with an underscore too.
func looksLikeForm(text string) bool {
	if len(text) < 7 {
		return false
	}
	next, _ := utf8.DecodeRuneInString(text[6:])
	return isCharacterForm(text[:6]+"_") && (next == '_' || isEscaped(next))
}

// isCharacterForm says whether a text begins with _xHHHH_.
func isCharacterForm(text string) bool {
	if len(text) < 7 || text[1] != 'x' || text[6] != '_' {
		return false
	}
	_, err := strconv.ParseUint(text[2:6], 16, 16)
	return err == nil
}

// readCellText gives the text for which a cell stands.
func readCellText(written string) string {
	at := strings.Index(written, "_x")
	if at < 0 {
		return written
	}
	var b strings.Builder
	for ; at >= 0; at = strings.Index(written, "_x") {
		b.WriteString(written[:at])
		written = written[at:]
		if !isCharacterForm(written) {
			b.WriteString("_x")
			written = written[2:]
			continue
		}
		code, _ := strconv.ParseUint(written[2:6], 16, 16)
		b.WriteRune(rune(code))
		written = written[7:]
	}
	b.WriteString(written)
	return b.String()
}
