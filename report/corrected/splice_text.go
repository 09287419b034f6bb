package corrected

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// textForm is how delimited text is written: enough to find its fields and to write a field the same way.
type textForm struct {
	encoding  string // utf-8, utf-16le, utf-16be, windows-1252
	unit      int    // bytes of a code unit
	bigEndian bool
	bom       int // length of the byte order mark
	delimiter byte
}

const textHeadBytes = 256 << 10

// newTextForm describes the text that begins with head. Delimiter and encoding are found out if they are not given.
func newTextForm(head []byte, encoding string, delimiter rune) (textForm, error) {
	f := textForm{encoding: strings.ToLower(encoding), unit: 1}
	marks := []struct{ mark, encoding string }{{"\xef\xbb\xbf", "utf-8"}, {"\xff\xfe", "utf-16le"}, {"\xfe\xff", "utf-16be"}}
	for _, m := range marks {
		if bytes.HasPrefix(head, []byte(m.mark)) && (f.encoding == "" || f.encoding == m.encoding) {
			f.encoding, f.bom = m.encoding, len(m.mark)
		}
	}
	if f.encoding == "" {
		f.encoding = guessEncoding(head)
	}
	switch f.encoding {
	case "utf-8", "windows-1252":
	case "utf-16le", "utf-16be":
		f.unit, f.bigEndian = 2, f.encoding == "utf-16be"
	default:
		return f, fmt.Errorf("the encoding %s cannot be written", f.encoding)
	}
	if delimiter > 0 && delimiter < utf8.RuneSelf {
		f.delimiter = byte(delimiter)
		return f, nil
	}
	body := head[f.bom:]
	if f.unit == 2 {
		text, _ := f.decode(body[:len(body)/2*2])
		body = []byte(text)
	}
	f.delimiter = guessDelimiter(body)
	return f, nil
}

// guessEncoding takes text without a byte order mark as IMP-19 does.
func guessEncoding(head []byte) string {
	even, odd := 0, 0
	for i, b := range head {
		if b == 0 {
			if i%2 == 0 {
				even++
			} else {
				odd++
			}
		}
	}
	switch {
	case odd > len(head)/4:
		return "utf-16le"
	case even > len(head)/4:
		return "utf-16be"
	}
	// A character may be cut by the end of the head.
	for cut := 0; cut < utf8.UTFMax && cut <= len(head); cut++ {
		if utf8.Valid(head[:len(head)-cut]) {
			return "utf-8"
		}
	}
	return "windows-1252"
}

// guessDelimiter obeys a line sep=; and else takes the candidate that divides most of the first records, the one with
// more fields if two do (IMP-20).
func guessDelimiter(head []byte) byte {
	if len(head) >= 5 && strings.EqualFold(string(head[:4]), "sep=") {
		return head[4]
	}
	best, bestScore := byte(','), 0
	for _, candidate := range []byte{',', ';', '\t', '|'} {
		form := textForm{encoding: "utf-8", unit: 1, delimiter: candidate}
		rows, widths := form.rows(bytes.NewReader(head), 0, len(head)), []int32{}
		for row, err := rows.next(); err == nil && row.number <= 60; row, err = rows.next() {
			if fields := form.fields(row.raw); fields > 1 {
				widths = append(widths, fields)
			}
		}
		widest, sum := int32(1), 0
		for _, n := range widths {
			widest, sum = max(widest, n), sum+int(n-1)
		}
		if score := sum * 8 / int(widest); score > bestScore {
			best, bestScore = candidate, score
		}
	}
	return best
}

// decode gives the text of raw bytes and whether no character was lost.
func (f *textForm) decode(raw []byte) (string, bool) {
	switch {
	case f.unit == 2:
		units := make([]uint16, len(raw)/2)
		for i := range units {
			units[i] = f.unitAt(raw, 2*i)
		}
		text := string(utf16.Decode(units))
		return text, !strings.ContainsRune(text, utf8.RuneError)
	case f.encoding == "windows-1252":
		text, err := charmap.Windows1252.NewDecoder().Bytes(raw)
		return string(text), err == nil && !bytes.ContainsRune(text, utf8.RuneError)
	}
	return string(raw), utf8.Valid(raw)
}

// encode gives the bytes of a text and whether the encoding has all its characters.
func (f *textForm) encode(text string) ([]byte, bool) {
	switch {
	case f.unit == 2:
		var raw []byte
		for _, u := range utf16.Encode([]rune(text)) {
			if f.bigEndian {
				raw = append(raw, byte(u>>8), byte(u))
			} else {
				raw = append(raw, byte(u), byte(u>>8))
			}
		}
		return raw, true
	case f.encoding == "windows-1252":
		raw, err := charmap.Windows1252.NewEncoder().Bytes([]byte(text))
		return raw, err == nil
	}
	return []byte(text), true
}

func (f *textForm) unitAt(raw []byte, i int) uint16 {
	if f.unit == 1 {
		return uint16(raw[i])
	}
	if f.bigEndian {
		return uint16(raw[i])<<8 | uint16(raw[i+1])
	}
	return uint16(raw[i+1])<<8 | uint16(raw[i])
}

// unquote gives the value of a field as written. A quote inside that is not doubled stands for itself.
func unquote(written string) (value string, quoted bool) {
	if !strings.HasPrefix(written, `"`) {
		return written, false
	}
	inner := strings.TrimSuffix(written[1:], `"`)
	return strings.ReplaceAll(inner, `""`, `"`), true
}

// quote writes a value as a field, in quotes if the old field had them or the value needs them (REP-115).
func (f *textForm) quote(value string, quoted bool) string {
	needs := strings.ContainsAny(value, "\"\r\n"+string(rune(f.delimiter)))
	if !quoted && !needs {
		return value
	}
	return `"` + strings.ReplaceAll(value, `"`, `""`) + `"`
}
