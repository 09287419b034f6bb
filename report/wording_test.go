package report

import (
	"strings"
	"testing"

	"otaudit/audit"
	"otaudit/report/history"
	"otaudit/report/model"
	"otaudit/report/privacy"
	"otaudit/report/reporttest"
)

func TestForbiddenWords(t *testing.T) {
	for text, want := range map[string]int{
		"an overpayment of 3": 1, "a potential overpayment": 0, "no differences, clean record": 1, "Fraud!": 1, "review-threshold-reached": 0,
		"HIPAA compliant": 1, "the therapist is certified": 1, "plan of care certified late": 0, "38 dollars owed": 1, "borrowed": 0, "audit-proof": 1,
	} {
		if got := reporttest.ForbiddenWords(text); len(got) != want {
			t.Errorf("%q: found %v, want %d", text, got, want)
		}
	}
}

// TestWordingOfTheOutputs holds REP-64 for every output and the statements of privacy.
func TestWordingOfTheOutputs(t *testing.T) {
	for _, mode := range []model.Mode{model.ModeCode, model.ModeID, model.ModeFull} {
		r, _, err := privacy.Publish(reporttest.SecretResult(), privacy.Options{Mode: mode})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := history.Compare(r, &audit.Result{Manifest: r.Manifest}, nil); err != nil {
			t.Fatal(err)
		}
		texts := outputs(t, r)
		texts["statement"] = strings.Join(model.PrivacyStatement(mode), "\n")
		for name, text := range texts {
			if found := reporttest.ForbiddenWords(text); len(found) > 0 {
				t.Errorf("%s of mode %s says %q", name, mode, found)
			}
		}
	}
}

// TestPrivacyStatement holds REP-99.
func TestPrivacyStatement(t *testing.T) {
	for mode, want := range map[model.Mode][]string{
		model.ModeCode: {"Left out: names", "actual knowledge", "covered entity", "Corrected sheets"},
		model.ModeID:   {"Contains protected health information: minimum necessary.", "Left out: patient names", "Corrected sheets"},
		model.ModeFull: {"Contains protected health information: minimum necessary.", "birth dates", "Corrected sheets"},
	} {
		text := strings.Join(model.PrivacyStatement(mode), "\n")
		for _, part := range want {
			if !strings.Contains(strings.ToLower(text), strings.ToLower(part)) {
				t.Errorf("mode %s does not say %q", mode, part)
			}
		}
		if strings.Contains(text, "HIPAA") || strings.Contains(text, "is de-identified.") {
			t.Errorf("mode %s claims what is the covered entity's to judge", mode)
		}
	}
}
