package corrected

import (
	"bytes"
	"strings"
	"testing"
	"testing/iotest"

	"pgregory.net/rapid"
)

// Texts are read as XML has them: entities, character numbers, line ends, CDATA, comments between.
func TestCellTexts(t *testing.T) {
	for part, want := range map[string]string{
		`<c r="B2" t="inlineStr"><is><t>a &lt;&amp;&#x41;&#66; &unknown; </t></is></c>`:              "a <&AB &unknown; ",
		"<c t='str' r='B2'><v>one\r\ntwo</v></c>":                                                    "one\ntwo",
		`<x:c r="B2" t="str"><!-- 1 < 2 --><x:v><![CDATA[<&amp;>]]></x:v></x:c>`:                     "<&amp;>",
		`<c r="$B$2" t="inlineStr"><is><r><t>K</t></r><rPh><t>kay</t></rPh><r><t>X</t></r></is></c>`: "KX",
		`<c r="B2" t="s"><v>0</v></c>`:                                                               "0",
	} {
		text := `<?xml version="1.0"?><worksheet a=">"><sheetData><row r="2">` + part + "</row></sheetData></worksheet>"
		cells := sheetCells{walk: walkXML(iotest.OneByteReader(strings.NewReader(text)))}
		var cell sheetCell
		if more, err := cells.next(&cell); err != nil || !more || string(cell.value) != want || cell.row != 2 || cell.col != 2 || cell.kind == cellNumber {
			t.Errorf("%s: %+v, %v", part, cell, err)
		}
	}
}

// Damaged parts give an error or fewer cells, never a panic.
func TestDamagedSheetsDoNotPanic(t *testing.T) {
	whole := rawWorkbook()["xl/worksheets/sheet1.xml"]
	rapid.Check(t, func(t *rapid.T) {
		data := []byte(whole[:rapid.IntRange(0, len(whole)).Draw(t, "cut")])
		for range rapid.IntRange(0, 3).Draw(t, "changes") {
			if len(data) > 0 {
				data[rapid.IntRange(0, len(data)-1).Draw(t, "at")] = rapid.SampledFrom([]byte("<>\"/&;= A9")).Draw(t, "byte")
			}
		}
		cells := sheetCells{walk: walkXML(bytes.NewReader(data))}
		var cell sheetCell
		for {
			if more, err := cells.next(&cell); err != nil || !more {
				return
			}
		}
	})
}

// A part is stepped through without a loss, whatever it holds and however it is read.
func TestWalkLosesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		piece := rapid.SampledFrom([]string{"<a>", "</a>", "<b c='>' d=\"x\"/>", "text &amp; more", "<!-- <c> -->", "<![CDATA[</a>]]>", "<?p >?>", "<", ">", "\"", "é", "<!", "\r\n"})
		text := strings.Join(rapid.SliceOf(piece).Draw(t, "pieces"), "")
		w := walkXML(iotest.OneByteReader(strings.NewReader(text)))
		whole := walkBytes([]byte(text))
		var got []byte
		for w.next() {
			got = append(got, w.step()...)
			if !whole.next() || string(whole.step()) != string(w.step()) || string(whole.name) != string(w.name) {
				t.Fatalf("read in one go the step is %q, else %q", whole.step(), w.step())
			}
		}
		if got = append(got, w.step()...); w.err == nil && string(got) != text {
			t.Fatalf("%q became %q", text, got)
		}
	})
}

// Attributes are replaced or added and all else of the tag stays.
func TestWithAttr(t *testing.T) {
	for tag, want := range map[string]string{
		`<calcPr/>`: `<calcPr a="1"/>`, `<x:c b = "2" >`: `<x:c a="1" b = "2" >`, `<c a='0' b="2"/>`: `<c a='1' b="2"/>`, `<c x:a="3" a="0">`: `<c x:a="3" a="1">`,
	} {
		w := walkBytes([]byte(tag))
		w.next()
		if got := w.withAttr("a", "1"); got != want {
			t.Errorf("%s became %s, want %s", tag, got, want)
		}
	}
}

// Texts come back from a cell as they were put into it.
func TestCellTextComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := strings.ToValidUTF8(rapid.StringOf(rapid.SampledFrom([]rune("a_x00D7&<>\"\r\n\t\x07é𝄞"))).Draw(t, "text"), "")
		if got := readCellText(unescapeXML([]byte(cellText(text)))); got != text {
			t.Fatalf("%q came back as %q", text, got)
		}
	})
}
