// Command gen writes the sample logs of this folder and what an audit has to find in them:
//
//	go run ./samples/gen
//
// Every visit is made without a defect first; then known defects are planted, each with the rules that have to name it.
// The expected findings therefore come from what was planted and never from the program, and this command shares no
// code with it: the unit arithmetic in arithmetic.go is its own. The seed is fixed, so that every run writes the same
// bytes.
package main

import (
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	folder := "samples"
	if len(os.Args) > 1 {
		folder = os.Args[1]
	}
	if err := writeSamples(folder); err != nil {
		fmt.Fprintln(os.Stderr, "gen: error:", err)
		os.Exit(1)
	}
}

// writeSamples writes both logs, the claims and remittances of the first, their expected findings and the table of planted defects into the folder.
func writeSamples(folder string) error {
	if err := os.MkdirAll(filepath.Join(folder, "expected"), 0o755); err != nil {
		return err
	}
	month, export := newMonth(), newExport()
	layMonth(month)
	layExport(export)
	for _, step := range []func() error{
		func() error { return writeWorkbook(filepath.Join(folder, "clinic-month.xlsx"), month) },
		func() error { return writeExport(filepath.Join(folder, "clinic-export.csv"), export) },
		func() error { return writeExpected(filepath.Join(folder, "expected", "clinic-month.csv"), month) },
		func() error { return writeExpected(filepath.Join(folder, "expected", "clinic-export.csv"), export) },
		func() error { return writeClaims(folder, billMonth(month)) },
		func() error { return writeDefects(filepath.Join(folder, "DEFECTS.md"), month, export) },
	} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}
