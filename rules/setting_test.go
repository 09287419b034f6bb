package rules

import (
	"testing"

	"otaudit/audit/audittest"
	"otaudit/rules/refdata"
)

// The hospital has edits and unit limits of its own.
func TestEditsFollowTheSetting(t *testing.T) {
	const log = `patient_id,date_of_service,code,units,modifiers,payer,want
A1,2026-03-02,97165,1,GO,Medicare,
A1,2026-03-02,97750,1,GO,Medicare,`
	hospital := Options{Setting: refdata.OutpatientHospital}
	audittest.Check(t, testConfig(t, hospital, only("N001")), "hospital, indicator 1", log+"N001 error manual\n")
	audittest.Check(t, testConfig(t, hospital, only("N002")), "hospital, indicator 1", log+"\n")
	audittest.Check(t, testConfig(t, Options{}, only("N001")), "practitioner, indicator 0", log+"\n")
	audittest.Check(t, testConfig(t, Options{}, only("N002")), "practitioner, indicator 0", log+"N002 error manual\n")
}

func TestUnitLimitsFollowTheSetting(t *testing.T) {
	audittest.Check(t, testConfig(t, Options{Setting: refdata.OutpatientHospital}, only("N003")), "hospital",
		`patient_id,date_of_service,code,units,modifiers,payer,want
A1,2026-03-02,97112,6,GO,Medicare,
A2,2026-03-02,97112,7,GO,Medicare,N003 warning manual
A3,2026-03-02,97150,2,GO,Medicare,
A4,2026-03-02,97150,3,GO,Medicare,N003 warning manual
A5,2026-03-02,97010,1,GO,Medicare,
`)
}
