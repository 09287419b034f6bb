package estimate

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"otaudit/audit"
	"otaudit/practice/review"
	"otaudit/practice/sampling"
)

// TestFromScores holds REP-151: what speaks against a projection of reviewed units.
func TestFromScores(t *testing.T) {
	const none = audit.Cents(-1)
	unit := func(state review.State, inSample bool, supported audit.Cents) review.Unit {
		billed := audit.Cents(10000)
		u := review.Unit{State: state, InSample: inSample, Billed: &billed}
		if supported != none {
			u.Supported = &supported
		}
		return u
	}
	done := unit(review.Reviewed, true, 9000)
	for name, c := range map[string]struct {
		units   []review.Unit
		n       int
		against string
	}{
		"all reviewed":        {[]review.Unit{done, done, unit(review.NotReviewed, false, none)}, 2, ""},
		"one open":            {[]review.Unit{done, unit(review.NotReviewed, true, none)}, 1, "1 unit, not reviewed: U2"},
		"records missing":     {[]review.Unit{unit(review.Missing, true, none), done}, 1, "1 unit, records missing: somebody must decide: U1"},
		"no supported amount": {[]review.Unit{done, unit(review.Reviewed, true, none), unit(review.Reviewed, true, none)}, 1, "2 units, no supported amount that reviewers agree on: U2, U3"},
		"not in the sample":   {[]review.Unit{done, unit(review.Outside, false, none), unit(review.Reviewed, false, 100)}, 1, ""},
	} {
		r := &sampling.Record{FrameHash: "f", Strata: []sampling.Drawing{{Stratum: sampling.Stratum{Frame: 100}}}}
		s := &review.Scores{FrameHash: "f", Units: c.units}
		for i := range s.Units {
			s.Units[i].ID = fmt.Sprintf("U%d", i+1)
		}
		got := FromScores(r, s)
		if against := strings.Join(got.Against, "|"); len(got.Strata[0].Units) != c.n || against != c.against {
			t.Errorf("%s: %d units, against %q", name, len(got.Strata[0].Units), against)
		}
		s.FrameHash, s.Vacant = "g", []string{"U9"}
		if got := FromScores(r, s); !strings.Contains(strings.Join(got.Against, "|"), "another frame") || !strings.Contains(strings.Join(got.Against, "|"), "1 unit, not in the frame, and no spare is left: U9") {
			t.Errorf("%s of another frame, a place vacant: %q", name, got.Against)
		}
	}
}

func amounts(t *testing.T, text string, frames map[string]int) (Sample, error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "amounts.csv")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return ReadAmounts(path, frames)
}

func TestReadAmounts(t *testing.T) {
	got, err := amounts(t, "Unit,Paid,Supported,Stratum\n1,\"$1,112.60\",0,A\n2,40.50,50.00,B\n", map[string]int{"A": 400, "B": 100})
	want := Sample{Basis: "paid, from a table", Strata: []Stratum{{"A", 400, []Unit{{111260, 0}}}, {"B", 100, []Unit{{4050, 5000}}}}}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v, %s", err, diff)
	}
	for text, want := range map[string]string{
		"paid,supported\n1.00,\n":               "amounts.csv!B2: no amount; write 0 where nothing is supported",
		"paid,supported\n,1.00\n":               "amounts.csv!A2: no amount",
		"paid,supported\nx,1.00\n":              `amounts.csv!A2: "x" is not`,
		"paid,supported\n-1.00,1.00\n":          "amounts.csv!A2: -1.00 is below zero",
		"paid,supported\n1.00,(1.00)\n":         "amounts.csv!B2: -1.00 is below zero",
		"paid,supported,stratum\n1.00,1.00,C\n": `amounts.csv!C2: the size of the frame of stratum "C" is not given`,
		"charge,supported\n1.00,1.00\n":         "no column paid or billed beside supported",
		"paid,allowed\n1.00,1.00\n":             "no table with the columns supported",
	} {
		if _, err := amounts(t, text, map[string]int{"": 10}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}

// TestFormulasShowTheNumbers: the figures of the worked checks stand in the formulas that are printed.
func TestFormulasShowTheNumbers(t *testing.T) {
	text := strings.Join(append(Of(simple).Formulas(), Of(stratified).Formulas()...), "\n")
	for _, want := range []string{"319.39 / 30 = 10.646333", "= 21.842963", "600 × 21.842963 / √30 × √(570 / 600) = 2332.190248", "6387.80 ± 1.699127 × 2332.190248 = 2425.11 to 10350.49",
		"6387.80 - 1.311434 × 2332.190248 = 3329.29", "C: all 4 units reviewed: their sum 525.00 is exact", "3000.00 + 2250.00 + 525.00 = 5775.00", "√(1438.749457² + 759.934208²) = 1627.114010", "= 34"} {
		if !strings.Contains(text, want) {
			t.Errorf("the formulas lack %q:\n%s", want, text)
		}
	}
}
