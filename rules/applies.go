package rules

import "otaudit/audit"

// The tests that several rules share: what they say of a line is worked out once for all of them.
var (
	pooledLines           = audit.When(isPooled)
	aloneLines            = audit.When(standsAlone)
	timedLines            = audit.When(isTimed)
	leveledLines          = audit.When(hasLevel)
	oneOnOneLines         = audit.When(isOneOnOne)
	takingThePatientLines = audit.When(takesThePatient)
	monthlyLines          = audit.When(ofMonth)
)
