package rules

import "otaudit/audit"

// d002 finds billed visits whose note has no objective part.
func d002(k *kit) *audit.Rule {
	return k.notePart("D002", "objective-missing", audit.Objective, "an objective part")
}
