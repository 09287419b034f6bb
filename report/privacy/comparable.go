package privacy

import (
	"errors"

	"otaudit/audit"
)

// SameCodes refuses runs whose finding ids are made of the codes of different crosswalks (REP-123).
func SameCodes(crosswalkID string, earlier *audit.Manifest) error {
	if crosswalkID != earlier.CrosswalkID {
		return errors.New("the two runs use codes of different crosswalks; their findings cannot be matched: " +
			"run with --crosswalk and the crosswalk.csv of the earlier run")
	}
	return nil
}
