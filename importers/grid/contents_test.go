package grid

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"otaudit/importers/value"
)

// A column numbers its contents in the order in which they come, however long they are, and gives them and their counts back.
func TestColumnNumbersContents(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		text := rapid.OneOf(rapid.StringMatching(`[ab]{0,2}`), rapid.StringMatching(`[ab\x00]{3,9}`), rapid.StringMatching(`[a]{7}[ab]{1,4}[a]{7}`),
			rapid.StringMatching(`[a]{15,18}b?[a]{0,3}`))
		hint := rapid.SampledFrom([]value.CellHint{{}, {}, {}, {Number: true}, {Number: true, Style: value.StyleDate}, {Style: value.StyleDate}})
		c := NewDictColumn()
		numbers, counts := map[value.CellValue]int32{}, map[int32]int32{}
		for range rapid.IntRange(0, 3000).Draw(rt, "cells") {
			v := value.CellValue{Text: text.Draw(rt, "text"), Hint: hint.Draw(rt, "hint")}
			want, known := numbers[v]
			switch {
			case v.Text == "":
				want = 0
			case !known:
				want = int32(len(numbers)) + 1
				numbers[v] = want
			}
			counts[want]++
			buffer := []byte(v.Text)
			if got := c.Intern(buffer, v.Hint); got != want {
				rt.Fatalf("%v has number %d, want %d", v, got, want)
			}
			clear(buffer) // what was read is read into again
		}
		c.done()
		if c.Len() != len(numbers)+1 || len(c.Values()) != len(numbers) {
			rt.Fatalf("%d contents and %d values of %d", c.Len(), len(c.Values()), len(numbers))
		}
		for v, id := range numbers {
			if c.Value(id) != v || c.Text(id) != v.Text || c.Values()[id-1] != v || c.Counts[id] != counts[id] {
				rt.Errorf("number %d is %v, %d times; want %v, %d times", id, c.Value(id), c.Counts[id], v, counts[id])
			}
		}
	})
}

// Short or long, with spaces around it or none: a note is a placeholder if and only if a cell would be.
func TestPlaceholderNotes(t *testing.T) {
	for _, text := range []string{"n/a", " N/A\n", "none", "\u2014", "-", "#VALUE!", " " + strings.Repeat("#", 60), strings.Repeat(" ", 90) + "null"} {
		if !isPlaceholder([]byte(text)) {
			t.Errorf("%q is no placeholder", text)
		}
	}
	for _, text := range []string{"no", "none needed today", "#1 goal met", "Patient seen for ADL training", "n/a" + strings.Repeat("x", 80), strings.Repeat("#", 65)} {
		if isPlaceholder([]byte(text)) {
			t.Errorf("%q is a placeholder", text)
		}
	}
	for _, text := range []string{"", " ", "\u00a0\n"} {
		words, fold := new(note).measure([]byte(text))
		if words != 0 || fold != 0 {
			t.Errorf("%q: %d words, fingerprint %d", text, words, fold)
		}
	}
}
