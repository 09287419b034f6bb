package audit

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Whatever is interned in whatever order, equal texts have equal numbers, others do not, and every number gives its text
// and its tokens back.
func TestSymbols(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s := NewSymbols()
		numbers := map[string]int32{"": 0}
		lists := map[int32][]string{}
		for range rapid.IntRange(0, 400).Draw(rt, "texts") {
			token := rapid.StringMatching(`[ab]{1,3}|[a-c]{5,9}`)
			tokens := rapid.SliceOfN(token, 0, 3).Draw(rt, "tokens")
			joined := strings.Join(tokens, " ")
			var id int32
			if rapid.Bool().Draw(rt, "list") {
				if id = s.InternList(tokens); len(tokens) > 0 {
					lists[id] = tokens
				}
			} else {
				id = s.Intern(joined)
			}
			if known, ok := numbers[joined]; ok && known != id || !ok && int(id) != len(numbers) {
				rt.Fatalf("%q: number %d, known as %d (%v) of %d", joined, id, known, ok, len(numbers))
			}
			numbers[joined] = id
		}
		for text, id := range numbers {
			if s.Text(id) != text || !slices.Equal(s.List(id), lists[id]) {
				rt.Errorf("number %d: %q, %q; want %q, %q", id, s.Text(id), s.List(id), text, lists[id])
			}
		}
	})
}

// A long text beside short ones is kept whole, and what was kept before stays.
func TestSymbolsKeepLongTexts(t *testing.T) {
	s := NewSymbols()
	var ids []int32
	var texts []string
	for i := range 200 {
		texts = append(texts, strings.Repeat(string(rune('a'+i%26)), i*i))
		ids = append(ids, s.Intern(texts[i]))
	}
	for i, id := range ids {
		if s.Text(id) != texts[i] {
			t.Fatalf("text %d of %d bytes has changed", i, len(texts[i]))
		}
	}
}
