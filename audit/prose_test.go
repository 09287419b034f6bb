package audit

import (
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestMeasureProse(t *testing.T) {
	same := []string{"Patient seen 3 times on 2/14/2026.", "  patient  SEEN 3 times on 11/1/26. ", "Patient seen 3\n times\ton 2026-03-14."}
	words, fold := MeasureProse(same[0])
	if words != 6 || fold == 0 {
		t.Fatalf("%q: %d words, fold %d", same[0], words, fold)
	}
	for _, text := range same[1:] {
		if w, f := MeasureProse(text); w != words || f != fold {
			t.Errorf("%q: %d words, fold differs %v", text, w, f != fold)
		}
	}
	for _, other := range []string{"Patient seen times on 2/14/2026.", "Patientseen 3 times on 2/14/2026.", "Patient seen 12 times on 2/14/2026.",
		"Patient seen 3 times on 2/14.", "Patient seen 3 times on 4/5/5.", "Patient seen 3 times on 2/14-2026."} {
		if _, f := MeasureProse(other); f == fold {
			t.Errorf("%q has the fingerprint of %q", other, same[0])
		}
	}
	// A word is folded alike wherever it stands, be it longer than a step of the fold.
	long := "Internationalisation of Übungen 2026/04/01, re-check"
	_, fold = MeasureProse(long)
	for _, text := range []string{"  internationalisation  OF Übungen 7/1/2009, RE-check ", "INTERNATIONALISATION of\tÜbungen 11-22-2033,\nre-CHECK"} {
		if w, f := MeasureProse(text); w != 5 || f != fold {
			t.Errorf("%q: %d words, fold differs %v", text, w, f != fold)
		}
	}
	if words, fold := MeasureProse(" \n\t"); words != 0 || fold != 0 {
		t.Errorf("white space: %d words, fold %d", words, fold)
	}
}

// slowDate finds runs of digits joined by the marks of dates, of which foldSlowDate folds the dates.
var (
	slowDate = regexp.MustCompile(`\d+([/.-]\d+)*`)
	isDate   = regexp.MustCompile(`^(\d{4}/\d\d?/\d\d?|\d\d?/\d\d?/(\d{4}|\d\d)|\d{4}-\d\d?-\d\d?|\d\d?-\d\d?-\d{4}|\d{4}\.\d\d?\.\d\d?|\d\d?\.\d\d?\.\d{4})$`)
)

// foldSlowDate takes from a chain of numbers each date, as soon as three of them make one.
func foldSlowDate(chain string) string {
	parts := regexp.MustCompile(`\d+|[/.-]`).FindAllString(chain, -1)
	for i := 0; i+4 < len(parts); i++ {
		if isDate.MatchString(strings.Join(parts[i:i+5], "")) {
			return strings.Join(parts[:i], "") + "\x00" + foldSlowDate(strings.Join(parts[i+5:], ""))
		}
	}
	return chain
}

// foldSlowly folds a text in the plainest way: what MeasureProse sums, as a text.
func foldSlowly(text string) string {
	space := func(r rune) bool { return r == ' ' || r >= '\t' && r <= '\r' }
	var folded []byte
	for n, word := range strings.FieldsFunc(slowDate.ReplaceAllStringFunc(text, foldSlowDate), space) {
		if n > 0 {
			folded = append(folded, ' ')
		}
		for i := range len(word) {
			switch c := word[i]; {
			case c >= '@' && c < 0x80:
				folded = append(folded, c|0x20)
			default:
				folded = append(folded, c)
			}
		}
	}
	return string(folded)
}

// Two texts have one fingerprint if and only if they fold to the same, wherever in the steps of eight bytes their parts
// fall; and the words are those that white space parts.
func TestMeasureProseAgainstFolding(t *testing.T) {
	part := rapid.SampledFrom([]string{"patient", "Patient", "x", "\x00", "12", "7", "2026", " ", "  ", "\t\n", " \r\n ", "é", "€", "\xff", "-", "/", ".", ":", "3/4/2026", "10-12-24", "@", "[", "{", "_",
		"a b c d", "tolerated WELL", "\x1f", "\v", "\x7f", "OT/L 97110"})
	seen := map[uint64]string{}
	rapid.Check(t, func(rt *rapid.T) {
		text := strings.Join(rapid.SliceOfN(part, 0, 12).Draw(rt, "parts"), "")
		words, fold := MeasureProse(text)
		folded := foldSlowly(text)
		wantWords := len(strings.Split(folded, " "))
		if folded == "" {
			wantWords = 0
		}
		if words != wantWords || (fold == 0) != (folded == "") {
			rt.Errorf("%q: %d words, fingerprint %x, want %d words of %q", text, words, fold, wantWords, folded)
		}
		if w, f := MeasureProse(folded); w != words || f != fold {
			rt.Errorf("%q: fingerprint %x, its folded text %q has %x", text, fold, folded, f)
		}
		if other, known := seen[fold]; known && other != folded {
			rt.Errorf("%q and %q have one fingerprint", folded, other)
		}
		seen[fold] = folded
	})
}

func BenchmarkMeasureProse(b *testing.B) {
	for _, c := range []struct{ name, text string }{
		{"words", "reports less pain with reach tolerated activity well, needed verbal cues for sequencing of dressing"},
		{"numbers", "Pt seen 3x on 2/14, ROM 0-95 deg., pain 4/10; 15 min. of 97110, 2 sets of 10 reps w/ 5 lb."},
		{"runes", "Patientin über Übungen aufgeklärt, „häuslich“ geübt – Größe ähnlich, täglich fünf Minuten"},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(int64(len(c.text)))
			for b.Loop() {
				MeasureProse(c.text)
			}
		})
	}
}
