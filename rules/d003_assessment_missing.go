package rules

import "otaudit/audit"

// d003 finds billed visits whose note has no assessment part.
func d003(k *kit) *audit.Rule {
	return k.notePart("D003", "assessment-missing", audit.Assessment, "an assessment")
}
