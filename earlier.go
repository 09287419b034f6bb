package main

import (
	"fmt"
	"os"

	"otaudit/audit"
	"otaudit/report"
)

// readWaivers reads the accepted findings; none without a file.
func readWaivers(path string) ([]report.Waiver, error) {
	if path == "" {
		return nil, nil
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return report.ReadWaivers(file, path)
}

// readEarlier reads the audit.json of an earlier run; nil without a file.
func readEarlier(path string) (*audit.Result, error) {
	if path == "" {
		return nil, nil
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	result, err := report.ReadJSON(file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return result, nil
}

// readCrosswalk reads the codes of an earlier run; nil without a file.
func readCrosswalk(path string) (*report.Crosswalk, error) {
	if path == "" {
		return nil, nil
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	codes, err := report.ReadCrosswalk(file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return codes, nil
}
