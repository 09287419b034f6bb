//go:build unix

package atomicfile

import (
	"io/fs"
	"syscall"
)

// umask is what the user takes from the permissions of new files. It can only be read by setting it, which is done before
// anything is written.
var umask = func() fs.FileMode {
	mask := syscall.Umask(0o077)
	syscall.Umask(mask)
	return fs.FileMode(mask)
}()
