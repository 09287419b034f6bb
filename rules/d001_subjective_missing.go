package rules

import "otaudit/audit"

// d001 finds billed visits whose note has no subjective part.
func d001(k *kit) *audit.Rule {
	return k.notePart("D001", "subjective-missing", audit.Subjective, "a subjective part")
}
