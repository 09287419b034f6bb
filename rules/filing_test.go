package rules

import (
	"testing"

	"otaudit/audit"
	"otaudit/audit/audittest"
)

// A service of 29 February is to be filed by 28 February of the next year (Pub. 100-04 ch.1 §70).
func TestFilingLimitOf29February(t *testing.T) {
	const log = "patient_id,date_of_service,code,units,claim_id,want\nP1,2024-02-29,97530,1,,S009 "
	for day, want := range map[int]string{28: "info none", 29: "warning none"} { // day 29 carries over to 1 March 2025
		cfg := testConfig(t, Options{AsOf: audit.DateOf(2025, 2, day)}, only("S009"))
		audittest.Check(t, cfg, "as of 2025-02", log+want+"\n")
	}
}
