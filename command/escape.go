package command

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// escaped shows, as JSON does, what would steer a terminal, begin a line or hide what is printed: control characters, of Latin-1
// too, and the marks that turn the direction of writing. Names of files, sheets and columns, and values, may hold them. A byte
// that is no UTF-8 is shown as \x9b.
func escaped(text string) string {
	if utf8.ValidString(text) && strings.IndexFunc(text, steers) < 0 {
		return text
	}
	var b strings.Builder
	for text != "" {
		r, size := utf8.DecodeRuneInString(text)
		switch {
		case r == utf8.RuneError && size == 1:
			fmt.Fprintf(&b, `\x%02x`, text[0])
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\r':
			b.WriteString(`\r`)
		case r == '\t':
			b.WriteString(`\t`)
		case steers(r):
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
		text = text[size:]
	}
	return b.String()
}

// shortened leaves of a long message its beginning, which says where, and its end, which says why: what it quotes of a file may be of
// any length.
func shortened(message string) string {
	const head, tail = 1500, 300
	if len(message) <= head+tail {
		return message
	}
	return strings.ToValidUTF8(message[:head], "") + " … " + strings.ToValidUTF8(message[len(message)-tail:], "")
}

func steers(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\u2028' || r == '\u2029'
}

// escapedArgs escapes the texts among what is to be printed.
func escapedArgs(args []any) []any {
	safe := make([]any, len(args))
	for i, arg := range args {
		switch text := arg.(type) {
		case string:
			safe[i] = escaped(text)
		case error:
			safe[i] = escaped(shortened(text.Error()))
		case fmt.Stringer:
			safe[i] = escaped(text.String())
		default:
			safe[i] = arg
		}
	}
	return safe
}
