package model

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Looking at eight bytes at a time finds what looking at each finds.
func TestPlainTextEnd(t *testing.T) {
	char := rapid.OneOf(rapid.SampledFrom([]byte(" !\"#\\<>&,'[]^;=?~\x00\x1f\x7f\x80\xff")), rapid.Byte(), rapid.ByteRange(' ', '~'))
	rapid.Check(t, func(t *rapid.T) {
		marks := rapid.SampledFrom([]string{`"`, `"\`, "<>&", `",` + "<~"}).Draw(t, "marks")
		s := string(rapid.SliceOfN(char, 0, 40).Draw(t, "text"))
		from := rapid.IntRange(0, len(s)).Draw(t, "from")
		want := from
		for want < len(s) && s[want] >= ' ' && s[want] <= '~' && !strings.Contains(marks, s[want:want+1]) {
			want++
		}
		if got := NewPlainText(marks).End(s, from); got != want {
			t.Fatalf("%q from %d: %d, want %d", s, from, got, want)
		}
	})
}
