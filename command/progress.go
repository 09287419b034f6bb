package command

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"otaudit/infile"
	"otaudit/report/worklist"
)

// earlierResult returns the audit.json that --previous names: a file, or that of a folder.
func earlierResult(previous string) string {
	if info, err := os.Stat(previous); err == nil && info.IsDir() {
		return filepath.Join(previous, "audit.json")
	}
	return previous
}

// readProgress reads the work list beside an earlier audit.json; nil if there is none, as beside a result of an older version.
func readProgress(result string) (*worklist.Progress, error) {
	if result == "" {
		return nil, nil
	}
	path := filepath.Join(filepath.Dir(result), "worklist.xlsx")
	file, err := infile.OpenAtMost(path, worklist.MostUnpacked)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer file.Close()
	progress, err := worklist.Read(file)
	if err != nil {
		return nil, hint(fmt.Errorf("%s: %w", path, err), "save it as a workbook (xlsx) again, or move it away to carry nothing over")
	}
	return progress, nil
}
