package atomicfile

import (
	"fmt"
	"os"
)

// OpenRegular opens a file for reading and refuses what is none: opening a pipe would wait for who writes into it.
func OpenRegular(path string) (*os.File, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s: not a regular file", path)
	}
	return os.Open(path)
}
