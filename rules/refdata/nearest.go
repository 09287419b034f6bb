package refdata

import (
	"slices"
	"strings"
)

const nearestLimit = 5

// NearestCodes gives the codes that one typing slip turns into the text, likelier slips first and at most five: a letter
// taken for a digit, two characters swapped, then one character wrong, missing or too many. It is meant as a hint
// beside a finding; no code is ever replaced by it.
func (t *Tables) NearestCodes(text string) []string {
	text = strings.ToUpper(strings.TrimSpace(text))
	if len(text) < 4 || len(text) > 6 {
		return nil
	}
	lookalike := lookalikes.Replace(text)
	likely, possible := []string{}, []string{}
	for code := range t.codes {
		switch {
		case code == text:
		case lookalikes.Replace(code) == lookalike || swapped(text, code):
			likely = append(likely, code)
		case oneEdit(text, code):
			possible = append(possible, code)
		}
	}
	slices.Sort(likely)
	slices.Sort(possible)
	nearest := append(likely, possible...)
	return nearest[:min(len(nearest), nearestLimit)]
}

// LikelySlip says whether two swapped characters, or a letter taken for a digit, turn the text into a code that is always
// therapy. It is kept to these codes, with which nearly every therapy log is filled: beside others a text of the form of a
// code is more likely a code that the table does not hold.
func (t *Tables) LikelySlip(text string) bool {
	folded := lookalikes.Replace(text)
	for code, rows := range t.codes {
		if rows[len(rows)-1].value.Class == AlwaysTherapy && code != text && (lookalikes.Replace(code) == folded || swapped(text, code)) {
			return true
		}
	}
	return false
}

// lookalikes folds characters that are taken for one another when a code is typed from paper.
var lookalikes = strings.NewReplacer("O", "0", "Q", "0", "I", "1", "L", "1", "S", "5", "B", "8", "Z", "2")

// swapped says whether exchanging two neighbouring characters turns a into b.
func swapped(a, b string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range len(a) - 1 {
		if a[i] != b[i] {
			return a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
		}
	}
	return false
}

// oneEdit says whether changing, adding or dropping one character turns a into b.
func oneEdit(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	switch len(b) - len(a) {
	case 0:
		return i < len(a) && a[i+1:] == b[i+1:]
	case 1:
		return a[i:] == b[i+1:]
	default:
		return false
	}
}
