package rules

import "otaudit/audit"

// d004 finds billed visits whose note has no plan part.
func d004(k *kit) *audit.Rule {
	return k.notePart("D004", "plan-missing", audit.Plan, "a plan")
}
