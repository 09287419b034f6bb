package privacy

import (
	"testing"

	"otaudit/audit"
	"otaudit/report/model"
	"otaudit/report/reporttest"
)

// The user's own words for a question stay out of coded outputs; those that come with the program are known to be harmless.
func TestOwnQuestionsAreCoded(t *testing.T) {
	r := reporttest.SecretResult()
	r.Opinions = &audit.Opinions{Questions: []audit.OpinionCount{{Name: "Goals"}, {Name: "Marigold form", Own: true}}}
	for set, want := range map[model.Set]string{model.Share: "question 2 of the user", model.Internal: "Marigold form"} {
		shown, _ := publishSet(t, r, Options{Set: set}, nil)
		if q := shown.Opinions.Questions; q[0].Name != "Goals" || q[1].Name != want || r.Opinions.Questions[1].Name != "Marigold form" {
			t.Errorf("%s shows %+v", set, q)
		}
	}
}
