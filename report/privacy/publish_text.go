package privacy

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"otaudit/audit"
)

// Shape shows how a text is built and nothing of what it says: digits as 9, letters as a or A (REP-120).
// Punctuation and spaces stay, other symbols become ?.
func Shape(text string) string {
	shaped := make([]byte, 0, len(text))
	for _, r := range text {
		switch {
		case unicode.IsDigit(r) || unicode.IsNumber(r):
			shaped = append(shaped, '9')
		case unicode.IsUpper(r) || unicode.IsTitle(r):
			shaped = append(shaped, 'A')
		case unicode.IsLetter(r):
			shaped = append(shaped, 'a')
		case unicode.IsMark(r):
		case r < utf8.RuneSelf:
			shaped = append(shaped, byte(r))
		default:
			shaped = append(shaped, '?')
		}
	}
	return string(shaped)
}

// text makes a text about the input safe for the share set: names of files and sheets become their numbers, and what is
// quoted from a cell shows its shape.
func (p *publisher) text(s string) string {
	return p.textAt(s, 0)
}

func (p *publisher) eachText(list []string) []string {
	if list == nil {
		return nil
	}
	safe := make([]string, len(list))
	for i, s := range list {
		safe[i] = p.text(s)
	}
	return safe
}

// shapeQuoted shapes every quoted part of a text but names of canonical fields. A quote that does not close reaches to
// the end.
func shapeQuoted(s string) string {
	if !strings.ContainsAny(s, "\"“`") {
		return s
	}
	var b strings.Builder
	for s != "" {
		start := strings.IndexAny(s, "\"“`")
		if start < 0 {
			break
		}
		open, size := utf8.DecodeRuneInString(s[start:])
		b.WriteString(s[:start+size])
		s = s[start+size:]
		end := closingQuote(s, open)
		if quoted := s[:end]; isFieldName(quoted) {
			b.WriteString(quoted)
		} else {
			b.WriteString(Shape(quoted))
		}
		if s = s[end:]; s != "" {
			_, size = utf8.DecodeRuneInString(s)
			b.WriteString(s[:size])
			s = s[size:]
		}
	}
	b.WriteString(s)
	return b.String()
}

func isFieldName(s string) bool {
	_, ok := audit.FieldNamed(s)
	return ok
}

// closingQuote gives the place of the quote that ends a quoted part, or its length. A backslash hides the next byte.
func closingQuote(s string, open rune) int {
	closing := open
	if open == '“' {
		closing = '”'
	}
	escaped := false
	for i, r := range s {
		switch {
		case escaped:
			escaped = false
		case r == '\\' && open == '"':
			escaped = true
		case r == closing:
			return i
		}
	}
	return len(s)
}

// withheld stands for an identifier that was taken out of a text.
const withheld = "[withheld]"

// withhold takes every whole-word occurrence of a secret out of a text.
func withhold(text, secret string) string {
	from := 0
	for {
		at := strings.Index(text[from:], secret)
		if at < 0 {
			return text
		}
		at += from
		end := at + len(secret)
		if wordAt(text[:at], secret[:1], true) || wordAt(text[end:], secret[len(secret)-1:], false) {
			from = at + 1
			continue
		}
		text = text[:at] + withheld + text[end:]
		from = at + len(withheld)
	}
}

// wordAt says whether a word goes on beyond the edge of an occurrence: the last (or first) character of the text
// around it and the secret's own are both letters or digits.
func wordAt(around, edge string, before bool) bool {
	r, _ := utf8.DecodeRuneInString(around)
	if before {
		r, _ = utf8.DecodeLastRuneInString(around)
	}
	own, _ := utf8.DecodeRuneInString(edge)
	return isWord(r) && isWord(own)
}

func isWord(r rune) bool { return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r)) }
