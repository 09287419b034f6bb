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
	for _, set := range model.Sets {
		raw := reporttest.SecretResult()
		codes, err := privacy.Assign(raw, nil)
		if err != nil {
			t.Fatal(err)
		}
		r := privacy.Publish(raw, codes, privacy.Options{Set: set})
		if _, err := history.Compare(r, &audit.Result{Manifest: r.Manifest}, nil); err != nil {
			t.Fatal(err)
		}
		texts := outputs(t, r)
		texts["statement"] = strings.Join(append(set.Details(), set.Allows()), "\n")
		for name, text := range texts {
			if found := reporttest.ForbiddenWords(text); len(found) > 0 {
				t.Errorf("%s of the set %s says %q", name, set, found)
			}
		}
	}
}

// TestPrivacyStatement holds REP-99.
func TestPrivacyStatement(t *testing.T) {
	for set, want := range map[model.Set][]string{
		model.Share:    {"Left out: names", "actual knowledge", "covered entity", "May be sent", "Corrected sheets"},
		model.Internal: {"contains protected health information, minimum necessary", "birth dates", "Stays in the organization"},
	} {
		text := strings.Join(append(set.Details(), set.Allows()), "\n")
		for _, part := range want {
			if !strings.Contains(strings.ToLower(text), strings.ToLower(part)) {
				t.Errorf("set %s does not say %q", set, part)
			}
		}
		if strings.Contains(text, "HIPAA") || strings.Contains(text, "is de-identified.") {
			t.Errorf("set %s claims what is the covered entity's to judge", set)
		}
	}
}
