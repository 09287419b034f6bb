package model

import (
	"cmp"
	"slices"
	"strings"

	"otaudit/audit"
)

func byClaim(a, b *audit.Finding) int {
	return cmp.Or(blankLast(a.Payer, b.Payer), blankLast(a.Claim, b.Claim), blankLast(a.Patient, b.Patient), blankLast(a.Date, b.Date))
}

func blankLast(a, b string) int {
	if a == "" || b == "" {
		return cmp.Compare(len(b), len(a))
	}
	return strings.Compare(a, b)
}

// BillingOrder returns the places of the findings in the order in which a biller works through them: payer, claim, patient, day,
// then as they are in the result. What names none of these comes last, so that a list begins with lines of a claim.
func BillingOrder(findings []audit.Finding) []int {
	order := make([]int, len(findings))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return byClaim(&findings[a], &findings[b]) })
	return order
}
