package privacy

import (
	"testing"

	"otaudit/audit"
	"otaudit/report/model"
	"otaudit/report/reporttest"
)

// TestUnjudgedIsPublished: what was left goes by the keys of the published result.
func TestUnjudgedIsPublished(t *testing.T) {
	raw := reporttest.SecretResult()
	left := &audit.Unjudged{Visits: map[string][]string{"U001": {raw.Findings[0].Visit, "of no finding"}, "U002": nil},
		Patients: map[string][]string{"D011": {raw.Findings[0].Patient}}}
	codes, err := Assign(raw, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, set := range model.Sets {
		o := Options{Set: set}
		r, shown := Publish(raw, codes, o), Unjudged(raw, left, codes, o)
		if _, listed := shown.Visits["U002"]; !listed || shown.Visits["U001"][0] != r.Findings[0].Visit || shown.Patients["D011"][0] != r.Findings[0].Patient {
			t.Errorf("%s: %v, published as %s of %s", set, shown, r.Findings[0].Visit, r.Findings[0].Patient)
		}
	}
}
