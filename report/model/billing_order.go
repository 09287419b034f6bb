package model

import (
	"cmp"
	"slices"
	"strings"

	"otaudit/audit"
)

// CompareForBilling orders findings as a biller works through them: payer, claim, patient, day, then the place in the log and
// the rule. What names none of these comes last, so that a list begins with lines of a claim.
func CompareForBilling(a, b *audit.Finding) int {
	return cmp.Or(blankLast(a.Payer, b.Payer), blankLast(a.Claim, b.Claim), blankLast(a.Patient, b.Patient), blankLast(a.Date, b.Date),
		audit.Compare(a, b))
}

func blankLast(a, b string) int {
	if a == "" || b == "" {
		return cmp.Compare(len(b), len(a))
	}
	return strings.Compare(a, b)
}

// BillingOrder returns the places of the findings in the order of CompareForBilling.
func BillingOrder(findings []audit.Finding) []int {
	order := make([]int, len(findings))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return CompareForBilling(&findings[a], &findings[b]) })
	return order
}
