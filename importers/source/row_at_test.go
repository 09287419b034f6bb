package source

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"otaudit/importers/importtest"
)

// startsOf finds by a plain scan where each row of a text begins, blank ones too: behind every line end outside of quotes.
func startsOf(text string) []int {
	starts, quoted := []int{0}, false
	for i := range len(text) {
		switch c := text[i]; {
		case c == '"':
			quoted = !quoted
		case c == '\n' && !quoted:
			starts = append(starts, i+1)
		}
	}
	return starts
}

// RowAt gives the row's own place or that of one less than 16 rows before it, whatever stands in the rows.
func TestRowAt(t *testing.T) {
	path := importtest.WriteFile(t, "log.csv", nil)
	rapid.Check(t, func(rt *rapid.T) {
		field := rapid.SampledFrom([]string{"", "a", "97110", `"b,c"`, "\"two\nlines\"", "\"two\r\n\r\nlines\"", `"say ""ok"""`, "é", strings.Repeat("long ", 4000)})
		end := rapid.SampledFrom([]string{"\n", "\r\n"}).Draw(rt, "line end")
		var text strings.Builder
		text.WriteString("a,b" + end)
		for range rapid.IntRange(0, 90).Draw(rt, "rows") {
			if rapid.IntRange(0, 4).Draw(rt, "blank line") > 0 {
				text.WriteString(field.Draw(rt, "first") + "," + field.Draw(rt, "second"))
			}
			text.WriteString(end)
		}
		starts := startsOf(text.String())
		start := rapid.SampledFrom([]string{"", "\ufeff", "sep=,\n", "\ufeffsep=,\r\n"}).Draw(rt, "start")
		importtest.Overwrite(rt, path, []byte(start+text.String()))
		s := OpenPlain(path, Limits{})
		first := 1
		if strings.Contains(start, "sep=") {
			first = 2
		}
		if s == nil {
			var err error
			if s, err = Open(path, Limits{}); err != nil {
				rt.Fatal(err)
			}
		}
		if _, _, ok := s.RowAt(int32(first)); ok {
			rt.Fatal("a place is given before a pass came to the end")
		}
		if err := s.Sheets[0].Rows(func(*Row) error { return nil }); err != nil {
			rt.Fatal(err)
		}
		for i := range starts[:len(starts)-1] {
			row := int32(first + i)
			at, place, ok := s.RowAt(row)
			if !ok || at > row || row-at >= rowsPerStart {
				rt.Fatalf("row %d: place of row %d, %v", row, at, ok)
			}
			if want := len(start) + starts[int(at)-first]; place != int64(want) {
				rt.Fatalf("row %d begins at %d, not at %d", at, want, place)
			}
		}
		if _, _, ok := s.RowAt(int32(first) - 1); ok {
			rt.Error("a row above the first has a place")
		}
	})
}

// No place is known where rows are not read as they stand in the file.
func TestRowAtIsNilWhereUnknown(t *testing.T) {
	for name, content := range map[string]string{
		"other encoding":  "a,b\nM\xfcller,1\n",
		"lone CR":         "a,b\r1,2\r",
		"quotes in field": "a,b\n5\" tall,2\n",
		"HTML":            "<table><tr><td>a</td><td>b</td></tr></table>",
	} {
		if s := openBytes(t, "log.csv", []byte(content)); s.RowAt != nil {
			t.Errorf("%s: RowAt is given", name)
		}
	}
}
