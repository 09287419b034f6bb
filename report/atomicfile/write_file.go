// Package atomicfile writes files that are whole or absent, in folders that a run has to itself. What is unfinished can be read
// by its owner only, and is gone when the run ends, however it ends, or when the next one begins.
package atomicfile

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// Write writes a file whole or not at all (REP-02). An existing file is replaced only with force; a failure leaves neither a
// temporary file nor a changed one.
func Write(path string, mode fs.FileMode, force bool, write func(io.Writer) error) error {
	if err := mayWrite(path, force); err != nil {
		return err
	}
	pending, err := Prepare(path, mode, write)
	if err != nil {
		return err
	}
	defer pending.Discard()
	if err := mayWrite(path, force); err != nil {
		return err
	}
	return pending.Place()
}

// WriteError is an output that could not be written, as on a full disk.
type WriteError struct {
	Path string
	Err  error
}

// Error names the output and what went wrong, without the name of the temporary file.
func (e *WriteError) Error() string {
	err := e.Err
	var at *fs.PathError
	if errors.As(err, &at) {
		err = at.Err
	}
	return fmt.Sprintf("%s: cannot be written: %v", e.Path, err)
}

// Unwrap returns what went wrong.
func (e *WriteError) Unwrap() error { return e.Err }

// cannotWriteInto names the folder; the name of the temporary file would say nothing.
func cannotWriteInto(folder string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s: there is no such folder", folder)
	}
	var at *fs.PathError
	if errors.As(err, &at) {
		err = at.Err
	}
	return fmt.Errorf("%s: cannot write into this folder: %w", folder, err)
}

func mayWrite(path string, force bool) error {
	info, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case info.IsDir():
		return fmt.Errorf("%s: is a folder", path)
	case !force:
		return fmt.Errorf("%s: exists already; use --force to replace it", path)
	}
	return nil
}
