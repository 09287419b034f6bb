package audit

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestMeasureProse(t *testing.T) {
	same := []string{"Patient seen 3 times on 2/14.", "  patient  SEEN 12 times on 3/1. ", "Patient seen 3\n times\ton 2/14."}
	words, fold := MeasureProse(same[0])
	if words != 6 || fold == 0 {
		t.Fatalf("%q: %d words, fold %d", same[0], words, fold)
	}
	for _, text := range same[1:] {
		if w, f := MeasureProse(text); w != words || f != fold {
			t.Errorf("%q: %d words, fold differs %v", text, w, f != fold)
		}
	}
	for _, other := range []string{"Patient seen times on 2/14.", "Patientseen 3 times on 2/14.", "Patient seen 3 times on 2-14."} {
		if _, f := MeasureProse(other); f == fold {
			t.Errorf("%q has the fingerprint of %q", other, same[0])
		}
	}
	// A word is folded alike wherever it stands, be it longer than a step of the fold.
	long := "Internationalisation of Übungen 2026/04/01, re-check"
	_, fold = MeasureProse(long)
	for _, text := range []string{"  internationalisation  OF Übungen 7/1/9, RE-check ", "INTERNATIONALISATION of\tÜbungen 11/22/333,\nre-CHECK"} {
		if w, f := MeasureProse(text); w != 5 || f != fold {
			t.Errorf("%q: %d words, fold differs %v", text, w, f != fold)
		}
	}
	if words, fold := MeasureProse(" \n\t"); words != 0 || fold != 0 {
		t.Errorf("white space: %d words, fold %d", words, fold)
	}
}

// foldSlowly folds a text in the plainest way: what MeasureProse sums, as a text.
func foldSlowly(text string) string {
	space := func(r rune) bool { return r == ' ' || r >= '\t' && r <= '\r' }
	var folded []byte
	for n, word := range strings.FieldsFunc(text, space) {
		if n > 0 {
			folded = append(folded, ' ')
		}
		for i := range len(word) {
			switch c := word[i]; {
			case c >= '0' && c <= '9':
				if i == 0 || word[i-1] < '0' || word[i-1] > '9' {
					folded = append(folded, '0')
				}
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
	part := rapid.SampledFrom([]string{"patient", "Patient", "x", "\x00", "12", "7", " ", "  ", "\t\n", " \r\n ", "é", "€", "\xff", "-", "/", ":", "@", "[", "{", "_",
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
