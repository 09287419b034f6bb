package privacy

import (
	"testing"

	"otaudit/audit"
	"otaudit/report/model"
	"otaudit/report/reporttest"
)

// TestUnjudgedIsPublished: what was left goes by the keys of the published result, and gives out no code that is not there.
func TestUnjudgedIsPublished(t *testing.T) {
	raw := reporttest.SecretResult()
	left := &audit.Unjudged{Visits: map[string][]string{"U001": {raw.Findings[0].Visit, "of no finding"}, "U002": nil},
		Patients: map[string][]string{"D011": {raw.Findings[0].Patient}}}
	for _, mode := range []model.Mode{model.ModeCode, model.ModeID, model.ModeFull} {
		b := Begin(raw, Options{Mode: mode})
		r, crosswalk, err := b.Finish()
		if err != nil {
			t.Fatal(err)
		}
		codes := 0
		if crosswalk != nil {
			codes = len(crosswalk.books[visitKind].codes)
		}
		shown := b.Unjudged(left)
		if _, listed := shown.Visits["U002"]; !listed || shown.Visits["U001"][0] != r.Findings[0].Visit || shown.Patients["D011"][0] != r.Findings[0].Patient {
			t.Errorf("%s: %v, published as %s of %s", mode, shown, r.Findings[0].Visit, r.Findings[0].Patient)
		}
		if crosswalk != nil && len(crosswalk.books[visitKind].codes) != codes {
			t.Errorf("%s: a visit got a code after the result was published", mode)
		}
	}
}
