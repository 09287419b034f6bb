package model

import (
	"testing"

	"otaudit/report/reporttest"
)

// Proposals are printed with a finding of their rule only.
func TestProposalsAvoidTheForbiddenWords(t *testing.T) {
	for rule, p := range ruleProposals {
		if found := reporttest.ForbiddenWords(p.cause + " " + p.action + " " + p.evidence); len(found) > 0 {
			t.Errorf("the proposal of %s says %q", rule, found)
		}
	}
}
