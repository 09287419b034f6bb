package chart

import (
	"fmt"
	"strings"
	"unicode"
)

// TextWidth estimates the width of a text in points. It never is less than what the fonts of the PDF need, and about
// what a browser's sans-serif needs.
func TextWidth(text string, size float64, bold bool) float64 {
	sum := 0.0
	for _, r := range text {
		switch {
		case strings.ContainsRune("ijl.,:;'|!", r):
			sum += 0.34
		case strings.ContainsRune(" ()[]tfrI/‹›", r):
			sum += 0.43
		case strings.ContainsRune("mwMW%@", r) || r >= 0x80:
			sum += 1.05
		case unicode.IsUpper(r) || r == '&':
			sum += 0.8
		default:
			sum += 0.62
		}
	}
	if bold {
		sum *= 1.08
	}
	return sum * size
}

func labelWidth(text string) float64  { return TextWidth(text, LabelSize, false) }
func numberWidth(text string) float64 { return TextWidth(text, LabelSize, true) }
func axisWidth(text string) float64   { return TextWidth(text, AxisSize, false) }

// widest is the largest width that a measure finds among texts.
func widest(measure func(string) float64, texts ...string) float64 {
	most := 0.0
	for _, text := range texts {
		most = max(most, measure(text))
	}
	return most
}

// labels shortens names to the room given. It returns them with the width of the widest. Names that would read the same
// lose their middle instead of their end; those that still do are numbered.
func labels(names []string, room float64) ([]string, float64) {
	fits := func(label string) bool { return labelWidth(label) <= room }
	short := shortLabels(names, fits)
	return short, widest(labelWidth, short...)
}

func shortLabels(names []string, fits func(string) bool) []string {
	labels, same := make([]string, len(names)), map[string]int{}
	for i, name := range names {
		labels[i] = shortened(name, fits, withoutEnd)
		same[labels[i]]++
	}
	taken := map[string]int{}
	for i, name := range names {
		if same[labels[i]] > 1 {
			labels[i] = shortened(name, fits, withoutMiddle)
		}
		if taken[labels[i]]++; taken[labels[i]] > 1 {
			labels[i] = shortened(fmt.Sprintf("%d: %s", taken[labels[i]], name), fits, withoutMiddle)
		}
	}
	return labels
}

// shortened leaves as much of a name as fits.
func shortened(name string, fits func(string) bool, keep func(runes []rune, n int) string) string {
	runes := []rune(name)
	for n := len(runes) - 1; n > 0 && !fits(name); n-- {
		name = keep(runes, n)
	}
	return name
}

func withoutEnd(runes []rune, n int) string { return strings.TrimRight(string(runes[:n]), " ") + "…" }

func withoutMiddle(runes []rune, n int) string {
	return string(runes[:(n+1)/2]) + "…" + string(runes[len(runes)-n/2:])
}
