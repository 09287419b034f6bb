package importers

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"otaudit/importers/importtest"
	"otaudit/importers/source"
)

// fuzzOpen opens content as a file of its own and checks what holds for any:
// no panic, every error an Unreadable, row numbers that rise, valid text, and
// a second pass like the first.
func fuzzOpen(t *testing.T, path string, content []byte) {
	importtest.Overwrite(t, path, content)
	s, err := source.Open(path, source.Limits{MaxUnzip: 16 << 20})
	if err != nil {
		var u *source.Unreadable
		if !errors.As(err, &u) || u.What == "" {
			t.Fatalf("error of another kind: %v", err)
		}
		return
	}
	for _, sheet := range s.Sheets {
		var passes [2]strings.Builder
		for i := range passes {
			rows, last := 0, 0
			err := sheet.Rows(func(r *source.Row) error {
				if r.Number <= last || r.Len() == 0 {
					t.Fatalf("row %d of %d cells after row %d", r.Number, r.Len(), last)
				}
				last = r.Number
				rows++
				for col := range r.Len() {
					text := r.Cell(col).Text
					if s.Kind != source.HTMLTables && !utf8.ValidString(text) {
						t.Fatalf("row %d: %q is not UTF-8", r.Number, text)
					}
					passes[i].WriteString(text + "|")
				}
				return nil
			})
			if err != nil {
				t.Fatalf("opened and then not read: %v", err)
			}
			if sheet.RowCount >= 0 && rows != sheet.RowCount {
				t.Fatalf("%d rows, %d announced", rows, sheet.RowCount)
			}
		}
		if passes[0].String() != passes[1].String() {
			t.Fatal("two passes differ")
		}
	}
}

func FuzzReadText(f *testing.F) {
	for _, seed := range []string{"a,b\n1,2\n", "sep=;\r\na;\"b\r\nc\"\r\n", "a\tb\r1\t\"2\"\"\"\r", "\xff\xfea\x00,\x00b\x00", "M\xfcller,5\n",
		"a,\"b\"c,\"d\n", "\ufeffa|b\n\n\n1|2", "a,b\n5\" x,\"y\nz\"\n"} {
		f.Add([]byte(seed))
	}
	path := importtest.WriteFile(f, "log.csv", nil)
	f.Fuzz(func(t *testing.T, content []byte) { fuzzOpen(t, path, content) })
}

func FuzzReadHTML(f *testing.F) {
	for _, seed := range []string{"<table><tr><td rowspan=2>a<td>b<tr><td>c</table>", "<tr><td colspan=0>x<table><td>y</table></table>",
		"<thead><th>&nbsp;a<br>b</th></table>", "<td rowspan=0>a<tr><td>b<tr></table><table></table>"} {
		f.Add([]byte(seed))
	}
	path := importtest.WriteFile(f, "log.html", nil)
	f.Fuzz(func(t *testing.T, content []byte) {
		fuzzOpen(t, path, append([]byte("<html><table>"), content...))
	})
}

// The targets want -fuzzminimizetime 1x: at its default the engine spends most
// of the time minimising inputs and executes next to none, yet reports PASS.

// FuzzOpenWorkbook fuzzes whole files and, so that the compression does not
// stand in the way, the worksheet part of a sound one.
func FuzzOpenWorkbook(f *testing.F) {
	f.Add(importtest.WorkbookBytes(f, func(x *excelize.File) { importtest.Set(f, x, "Sheet1", "A1", "DOS", "B2", 2.5, "C3", true) }), "<worksheet/>")
	for _, sheet := range []string{
		`<worksheet><cols><col min="1" max="2" hidden="1"/></cols><sheetData><row r="1"><c r="A1" t="s"><v>1</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells></worksheet>`,
		`<x:worksheet xmlns:x='m'><!-- c --><x:sheetData><x:row hidden='1'><x:c t='inlineStr'><x:is><x:t>a&#65;_x0041_<![CDATA[&]]></x:t></x:is></x:c><x:c><x:f>1</x:f></x:c></x:row></x:sheetData></x:worksheet>`,
	} {
		f.Add([]byte("PK\x03\x04"), sheet)
	}
	path := importtest.WriteFile(f, "log.xlsx", nil)
	f.Fuzz(func(t *testing.T, file []byte, sheet string) {
		fuzzOpen(t, path, file)
		fuzzOpen(t, path, importtest.Minimal(t, sheet))
	})
}
