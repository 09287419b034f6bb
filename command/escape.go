package command

import (
	"fmt"
	"strings"
	"unicode"
)

// escaped shows what would steer a terminal or hide what is printed: control characters, of Latin-1 too, and the marks that turn
// the direction of writing. Names of files, sheets and columns may hold them.
func escaped(text string) string {
	if strings.IndexFunc(text, steers) < 0 {
		return text
	}
	var b strings.Builder
	for _, r := range text {
		switch {
		case !steers(r):
			b.WriteRune(r)
		case r < 0x80:
			fmt.Fprintf(&b, `\x%02x`, r)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
	}
	return b.String()
}

func steers(r rune) bool {
	return unicode.IsControl(r) && r != '\n' && r != '\t' || unicode.Is(unicode.Bidi_Control, r) || r == '\u2028' || r == '\u2029'
}

// escapedArgs escapes the texts among what is to be printed. A text of the log has no line of its own.
func escapedArgs(args []any) []any {
	safe := make([]any, len(args))
	for i, arg := range args {
		switch text := arg.(type) {
		case string:
			safe[i] = escaped(text)
		case error:
			safe[i] = escaped(text.Error())
		case fmt.Stringer:
			safe[i] = escaped(text.String())
		default:
			safe[i] = arg
		}
	}
	return safe
}
