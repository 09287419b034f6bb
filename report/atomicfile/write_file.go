package atomicfile

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// Write writes a file whole or not at all (REP-02): under a temporary name in the same folder, synced, given its
// permissions, of which the user's umask takes its part, and renamed. An existing file is replaced only with force; a failure leaves neither the temporary file
// nor a changed one.
func Write(path string, mode fs.FileMode, force bool, write func(io.Writer) error) error {
	return WriteIf(path, mode, force, write, nil)
}

// WriteIf is WriteFile for a file that may appear only if something else went well; may is nil if nothing speaks against
// it. It is asked when nothing is left to do but to rename, so that the disk works while others are still at it.
func WriteIf(path string, mode fs.FileMode, force bool, write func(io.Writer) error, may func() error) error {
	if err := mayWrite(path, force); err != nil {
		return err
	}
	// The temporary file is created with 0600 and has a name that says nothing about the content.
	temp, err := os.CreateTemp(filepath.Dir(path), prefix+"*")
	if err != nil {
		return cannotWriteInto(filepath.Dir(path), err)
	}
	Track(temp.Name())
	renamed := false
	defer func() {
		if !renamed {
			temp.Close()
			os.Remove(temp.Name())
			Forget(temp.Name())
		}
	}()
	named := func(err error) error { return &WriteError{path, err} }
	buffer := bufio.NewWriterSize(temp, 1<<16)
	if err := write(buffer); err != nil {
		return named(err)
	}
	if err := buffer.Flush(); err != nil {
		return named(err)
	}
	if err := errors.Join(temp.Chmod(mode&^umask), temp.Sync(), temp.Close()); err != nil {
		return named(err)
	}
	if may != nil {
		if err := may(); err != nil {
			return err
		}
	}
	if err := mayWrite(path, force); err != nil {
		return err
	}
	if err := Place(temp.Name(), path); err != nil {
		return named(err)
	}
	renamed = true
	return nil
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
