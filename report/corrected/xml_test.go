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
