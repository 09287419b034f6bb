package report

import (
	"regexp"
	"strings"
	"testing"

	"otaudit/audit"
)

// forbidden are the words of REP-64. Names of rules stand with hyphens and are no words of a sentence.
var forbidden = regexp.MustCompile(`(?i)(^|[^\w-])(fraud|fraudulent|abuse|abusive|false claims?|upcod(ing|ed|e)|violat(ion|ions|es|ed)|illegal|guilty|falsified|` +
	`intentional(ly)?|cheat(ed|ing)?|must repay|owed|compliant|clean|passed|audit-proof)($|[^\w-])`)

// guarded words are allowed beside certain other words only.
var (
	overpayment = regexp.MustCompile(`(?i)(potential )?overpayment`)
	certified   = regexp.MustCompile(`(?i)(recertified|certified)( \w+)?`)
)

// forbiddenWords lists what a text of the program may not contain.
func forbiddenWords(text string) []string {
	var found []string
	for _, match := range forbidden.FindAllString(text, -1) {
		found = append(found, strings.TrimSpace(match))
	}
	for _, match := range overpayment.FindAllString(text, -1) {
		if !strings.HasPrefix(strings.ToLower(match), "potential") {
			found = append(found, match)
		}
	}
	if certified.MatchString(text) && !strings.Contains(text, "plan") && !strings.Contains(text, "episode") {
		found = append(found, "certified")
	}
	return found
}

func TestForbiddenWords(t *testing.T) {
	for text, want := range map[string]int{
		"an overpayment of 3": 1, "a potential overpayment": 0, "no differences, clean record": 1, "Fraud!": 1, "review-threshold-reached": 0,
		"HIPAA compliant": 1, "the therapist is certified": 1, "plan of care certified late": 0, "38 dollars owed": 1, "borrowed": 0, "audit-proof": 1,
	} {
		if got := forbiddenWords(text); len(got) != want {
			t.Errorf("%q: found %v, want %d", text, got, want)
		}
	}
}

// Proposals are printed with a finding of their rule only.
func TestProposalsAvoidTheForbiddenWords(t *testing.T) {
	for rule, p := range ruleProposals {
		if found := forbiddenWords(p.cause + " " + p.action + " " + p.evidence); len(found) > 0 {
			t.Errorf("the proposal of %s says %q", rule, found)
		}
	}
}

// TestWordingOfTheDataFiles holds REP-64 for the texts this package writes into data files and statements of privacy.
func TestWordingOfTheDataFiles(t *testing.T) {
	for _, mode := range []Mode{ModeCode, ModeID, ModeFull} {
		r, _, err := Publish(secretResult(), Privacy{Mode: mode})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := CompareRuns(r, &audit.Result{Manifest: r.Manifest}, nil); err != nil {
			t.Fatal(err)
		}
		texts := outputs(r)
		texts["statement"] = strings.Join(PrivacyStatement(mode), "\n")
		for name, text := range texts {
			if found := forbiddenWords(text); len(found) > 0 {
				t.Errorf("%s of mode %s says %q", name, mode, found)
			}
		}
	}
}

// TestPrivacyStatement holds REP-99.
func TestPrivacyStatement(t *testing.T) {
	for mode, want := range map[Mode][]string{
		ModeCode: {"Left out: names", "actual knowledge", "covered entity", "Corrected sheets"},
		ModeID:   {"Contains protected health information: minimum necessary.", "Left out: patient names", "Corrected sheets"},
		ModeFull: {"Contains protected health information: minimum necessary.", "birth dates", "Corrected sheets"},
	} {
		text := strings.Join(PrivacyStatement(mode), "\n")
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
