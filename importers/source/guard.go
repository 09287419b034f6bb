package source

import "bytes"

// The guard by which exports keep spreadsheets from taking a text for a number: ="00123".
const (
	guardBefore = `="`
	guardBehind = `"`
)

// guarded returns the part of a text inside its guard, and whether it has one.
func guarded(text []byte) (Span, bool) {
	if len(text) < len(guardBefore)+len(guardBehind) || text[0] != '=' || text[1] != '"' || text[len(text)-1] != '"' {
		return Span{}, false
	}
	inner := Span{len(guardBefore), len(text) - len(guardBehind)}
	return inner, bytes.IndexByte(inner.In(text), '"') < 0
}

// Unguard returns a text without its guard; a text that has none as it is.
func Unguard(text string) string {
	if len(text) == 0 || text[0] != '=' {
		return text
	}
	if inner, ok := guarded([]byte(text)); ok {
		return text[inner.From:inner.To]
	}
	return text
}
