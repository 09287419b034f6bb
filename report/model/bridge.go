package model

import (
	"cmp"
	"fmt"
	"slices"

	"otaudit/audit"
)

// mostReasons is how many reasons of a step page one names; the others are one row, so that each step adds up.
const mostReasons = 2

// bridgeTable is the way from what the record supports to what was paid: each step, and between two of them what leads from the one to the
// other. most is how many reasons of a step stand by themselves; 0 for all.
func bridgeTable(c *audit.Reconciled, name string, most int) *Table {
	t := &Table{Name: name, Small: most > 0, Columns: []Column{wide("step, and what leads to it", 4), numbers("lines"), numbers("units"), numbers("$")}}
	for i := range c.Bridge {
		step := &c.Bridge[i]
		for _, r := range topReasons(step.Reasons, most) {
			t.Rows = append(t.Rows, []string{"· " + r.What, Count(r.Lines), signed(GroupUnits(r.Units)), signed(Amount(r.Money))})
		}
		text := stepWords[step.Step]
		if i > 0 {
			text = "= " + text
		}
		t.Rows = append(t.Rows, []string{text, Count(step.Lines), GroupUnits(step.Units), Amount(step.Money)})
	}
	if !c.HasRemits {
		t.Note = "The run has no remittances: nothing is known of what was allowed and paid."
	}
	return t
}

var stepWords = map[string]string{
	audit.StepSupported: "supported by the record, of the lines that could be judged", audit.StepLogged: "logged", audit.StepBilled: "billed",
	audit.StepAllowed: "allowed", audit.StepPaid: "paid",
}

// topReasons are those with the most money, then units, and what all others come to.
func topReasons(reasons []audit.BridgeReason, most int) []audit.BridgeReason {
	if most == 0 || len(reasons) <= most+1 {
		return reasons
	}
	sorted := slices.Clone(reasons)
	slices.SortStableFunc(sorted, func(a, b audit.BridgeReason) int {
		return cmp.Or(cmp.Compare(max(b.Money, -b.Money), max(a.Money, -a.Money)), cmp.Compare(max(b.Units, -b.Units), max(a.Units, -a.Units)))
	})
	rest := audit.BridgeReason{What: fmt.Sprintf("%d other reasons", len(sorted)-most)}
	for _, r := range sorted[most:] {
		rest.Lines, rest.Units, rest.Money = rest.Lines+r.Lines, rest.Units+r.Units, rest.Money+r.Money
	}
	return append(sorted[:most:most], rest)
}

// signed puts a plus before what is added.
func signed(number string) string {
	if number[0] == '-' || number == "0" || number == "0.00" {
		return number
	}
	return "+" + number
}
