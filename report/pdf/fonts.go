package pdf

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/gomono"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// face is one of the fonts of the PDF.
type face uint8

const (
	regular face = iota
	bold
	mono
	numFaces
)

var faceFiles = [numFaces][]byte{goregular.TTF, gobold.TTF, gomono.TTF}

// faceNames are the families under which the library knows the fonts.
var faceNames = [numFaces]string{"go", "gobold", "gomono"}

// pdfWidths holds for each face the advance of every rune of the basic plane in thousandths of the type size, 0 for
// runes that the face cannot draw. Measuring here is quicker than asking the library and tells what is missing.
var pdfWidths = sync.OnceValue(func() *[numFaces][]uint16 {
	var widths [numFaces][]uint16
	for f := range numFaces {
		widths[f] = make([]uint16, 1<<16)
		parsed, err := sfnt.Parse(faceFiles[f])
		if err != nil {
			continue // the fonts are compiled in; a run without widths draws "?" only
		}
		var buffer sfnt.Buffer
		for r := rune(' '); r < 1<<16; r++ {
			glyph, err := parsed.GlyphIndex(&buffer, r)
			if err != nil || glyph == 0 {
				continue
			}
			if advance, err := parsed.GlyphAdvance(&buffer, glyph, fixed.I(1000), font.HintingNone); err == nil {
				widths[f][r] = uint16(advance.Round())
			}
		}
	}
	return &widths
})

// printable makes any string safe to draw in a face (REP-28): control characters are dropped, line breaks and tabs
// become spaces, invalid bytes and runes without a glyph become "?". The library panics on runes beyond the basic
// plane and on a cut rune at the end, so every string passes here.
func printable(f face, s string) string {
	widths := pdfWidths()[f]
	safe := true
	for i := 0; i < len(s); i++ {
		if s[i] < ' ' || s[i] > '~' {
			safe = false
			break
		}
	}
	if safe {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		i += size
		switch {
		case r == '\n' || r == '\t' || r == '\r':
			b.WriteByte(' ')
		case r == utf8.RuneError && size == 1:
			b.WriteByte('?')
		case unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Cf, r):
		case unicode.Is(unicode.Mn, r) && r < 1<<16 && widths[r] == 0:
			b.WriteByte('?')
		case r >= 1<<16 || widths[r] == 0:
			b.WriteByte('?')
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// textWidth is the width of a printable string in points.
func textWidth(f face, size float64, s string) float64 {
	widths, sum := pdfWidths()[f], 0
	for _, r := range s {
		if r < 1<<16 {
			sum += int(widths[r])
		}
	}
	return float64(sum) * size / 1000
}

// wrap breaks a string into lines no wider than the width. Words too long for a line are broken between runes. There
// is always at least one line.
func wrap(f face, size, width float64, s string) []string {
	s = printable(f, s)
	width += 0.01 // sums of widths that should fit exactly differ in the last digits
	var lines []string
	line, lineWidth := "", 0.0
	space := textWidth(f, size, " ")
	for _, word := range strings.Fields(s) {
		w := textWidth(f, size, word)
		if line != "" && lineWidth+space+w <= width {
			line += " " + word
			lineWidth += space + w
			continue
		}
		if line != "" {
			lines = append(lines, line)
		}
		for w > width {
			head := headThatFits(f, size, width, word)
			lines = append(lines, head)
			word, w = word[len(head):], w-textWidth(f, size, head)
		}
		line, lineWidth = word, w
	}
	if line != "" || len(lines) == 0 {
		lines = append(lines, line)
	}
	return lines
}

// clamp is wrap with at most n lines; what does not fit ends in "…".
func clamp(f face, size, width float64, n int, s string) []string {
	lines := wrap(f, size, width, s)
	if len(lines) <= n {
		return lines
	}
	last := strings.Join(lines[n-1:], " ")
	return append(lines[:n-1:n-1], fit(f, size, width, last))
}

// headThatFits is the longest head of a word that fits, at least one rune. It prefers to break after a mark such as
// "-" or "/" in the last third.
func headThatFits(f face, size, width float64, word string) string {
	widths, sum, end, mark := pdfWidths()[f], 0.0, 0, 0
	for i, r := range word {
		sum += float64(widths[r]) * size / 1000
		next := i + utf8.RuneLen(r)
		if sum > width && i > 0 {
			break
		}
		end = next
		if strings.ContainsRune("-/_.,;!@", r) {
			mark = next
		}
	}
	if mark > end*2/3 {
		return word[:mark]
	}
	return word[:end]
}

// fit shortens a string with "…" until it fits the width.
func fit(f face, size, width float64, s string) string {
	s = printable(f, s)
	if textWidth(f, size, s) <= width {
		return s
	}
	const more = "…"
	room := width - textWidth(f, size, more)
	if room <= 0 {
		return more
	}
	widths, sum, end := pdfWidths()[f], 0.0, 0
	for i, r := range s {
		sum += float64(widths[r]) * size / 1000
		if sum > room {
			break
		}
		end = i + utf8.RuneLen(r)
	}
	return strings.TrimRight(s[:end], " ") + more
}
