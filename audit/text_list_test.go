package audit

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Texts of any length come back by their number, whatever was added behind them and however the bytes they came from change.
func TestTextList(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		length := rapid.OneOf(rapid.IntRange(0, 20), rapid.IntRange(0, 20), rapid.IntRange(200, 2000), rapid.IntRange(largestBlock-2, largestBlock+2))
		var list TextList
		var want []string
		few := rapid.IntRange(0, 2*textsPerPage).Draw(rt, "few") // drawn at a time: their texts are short
		for n := range few {
			list.Add(strings.Repeat("z", n%3))
			want = append(want, strings.Repeat("z", n%3))
		}
		for n := range rapid.IntRange(0, 150).Draw(rt, "texts") {
			text := strings.Repeat(string(rune('a'+n%26)), length.Draw(rt, "length"))
			if rapid.Bool().Draw(rt, "bytes") {
				bytes := []byte(text)
				list.AddBytes(bytes)
				clear(bytes)
			} else {
				list.Add(text)
			}
			want = append(want, text)
		}
		var got []string
		for number := range int32(list.Len()) {
			got = append(got, list.Text(number))
		}
		if !slices.Equal(got, want) {
			rt.Fatalf("%d texts come back as %d others", len(want), len(got))
		}
	})
}
