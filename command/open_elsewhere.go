package command

import (
	"fmt"
	"os"
	"path/filepath"
)

// openElsewhere refuses a file that another program has open: Excel and LibreOffice put a file beside it that says so, and
// Windows lets nobody replace it.
func openElsewhere(path string) error {
	if _, err := os.Stat(path); err != nil {
		return nil
	}
	folder, name := filepath.Split(path)
	for _, mark := range []string{"~$" + name, ".~lock." + name + "#"} {
		if _, err := os.Stat(filepath.Join(folder, mark)); err == nil {
			return hint(fmt.Errorf("%s: is open in another program", path), "close it there and run again; if nothing has it open, delete "+mark+" beside it")
		}
	}
	if sharingViolation(path) {
		return hint(fmt.Errorf("%s: is open in another program", path), "close it there and run again")
	}
	return nil
}
