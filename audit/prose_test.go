package audit

import "testing"

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
