package reporttest

import (
	"regexp"
	"strings"
)

// forbidden are the words of REP-64. Names of rules stand with hyphens and are no words of a sentence.
var forbidden = regexp.MustCompile(`(?i)(^|[^\w-])(fraud|fraudulent|abuse|abusive|false claims?|upcod(ing|ed|e)|violat(ion|ions|es|ed)|illegal|guilty|falsified|` +
	`intentional(ly)?|cheat(ed|ing)?|must repay|owed|compliant|clean|passed|audit-proof)($|[^\w-])`)

// guarded words are allowed beside certain other words only.
var (
	overpayment = regexp.MustCompile(`(?i)(potential )?overpayment`)
	certified   = regexp.MustCompile(`(?i)(recertified|certified)( \w+)?`)
)

// ForbiddenWords lists what a text of the program may not contain.
func ForbiddenWords(text string) []string {
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
