package privacy

import (
	"errors"
	"fmt"

	"otaudit/audit"
	"otaudit/report/model"
)

// MayCompare says before a run whether it can be compared with an earlier one, as far as that is known by then: a run
// without a crosswalk of its own has codes that depend on its inputs.
func MayCompare(p Options, earlier *audit.Result) error {
	now := audit.Manifest{Mode: string(p.Mode), CrosswalkID: earlier.Manifest.CrosswalkID}
	if p.Crosswalk != nil && (p.Mode == model.ModeCode || !p.Crosswalk.empty()) { // in the mode code files at least get codes
		now.CrosswalkID = p.Crosswalk.ID
	}
	return SameCodes(&now, &earlier.Manifest)
}

// SameCodes refuses runs whose finding ids are made of different keys.
func SameCodes(now, earlier *audit.Manifest) error {
	if now.Mode != earlier.Mode {
		return fmt.Errorf("the earlier run has the privacy mode %q and this one %q; their findings cannot be matched: run with --phi=%s",
			earlier.Mode, now.Mode, earlier.Mode)
	}
	if now.CrosswalkID != earlier.CrosswalkID {
		return errors.New("the two runs use codes of different crosswalks; their findings cannot be matched: " +
			"run with --crosswalk and the crosswalk.csv of the earlier run")
	}
	return nil
}
