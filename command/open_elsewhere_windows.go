package command

import (
	"errors"
	"os"
	"syscall"
)

// sharingViolation reports whether another program keeps a file to itself.
func sharingViolation(path string) bool {
	const errorSharingViolation = syscall.Errno(32)
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if err == nil {
		file.Close()
	}
	return errors.Is(err, errorSharingViolation)
}
