package model

import (
	"fmt"
	"testing"

	"otaudit/audit"
)

// REP-75, REP-76.
func TestScorecardsJudgeNobodyAlone(t *testing.T) {
	list := []*audit.Total{{Key: "Quill, Ana"}, {Key: "ANA QUILL"}, {Key: "Bela Stone"}}
	alike := lookAlikes(list)
	if got := fmt.Sprint(alike("ANA QUILL"), alike("Quill, Ana"), alike("Bela Stone")); got != "[Quill, Ana] [ANA QUILL] []" {
		t.Errorf("spelled alike: %s", got)
	}
	rules := map[string][]RuleCount{"a": {{Rule: "D005"}, {Rule: "U001"}}, "b": {{Rule: "D005"}}, "c": {{Rule: "D005"}}}
	common := commonRules(rules, 3)
	if !common["D005"] || common["U001"] {
		t.Errorf("common rules: %v", common)
	}
	if commonRules(rules, 2)["D005"] {
		t.Error("two therapists cannot make a rule common")
	}
}
