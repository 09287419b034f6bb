// Package infile opens what a run reads. In comes a path, out a regular file: opening a pipe waits for who writes into it, and a
// device has no end. A log may be standard input, by the name "-"; it is read once into memory and then is a file like any other.
// The package knows nothing of what is in the files.
package infile

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// Stdin is the path of standard input; a file of that name is ./- for who wants it.
const Stdin = "-"

// File is an open file.
type File interface {
	io.ReadSeekCloser
	io.ReaderAt
	Stat() (fs.FileInfo, error)
}

// Error says why a path cannot be read, with the system's reason or one of those below.
type Error struct {
	Path string
	Err  error
}

// Error gives the path and the reason.
func (e *Error) Error() string { return Name(e.Path) + ": " + e.Err.Error() }

// Unwrap gives the reason.
func (e *Error) Unwrap() error { return e.Err }

func because(path string, err error) error {
	var system *fs.PathError
	if errors.As(err, &system) {
		err = system.Err
	}
	return &Error{path, err}
}

// What a path may lead to that is no file to read.
var (
	ErrFolder     = errors.New("a folder, not a file")
	ErrNotFolder  = errors.New("not a folder")
	ErrNotRegular = errors.New("not a regular file")
)

// ErrTooLarge says that standard input, or a file that is kept beside a log, is larger than any such is.
type ErrTooLarge struct{ Most int64 }

// Error names the limit in megabytes.
func (e ErrTooLarge) Error() string { return fmt.Sprintf("more than the limit of %d MB", e.Most>>20) }

// Name is a path as messages name it.
func Name(path string) string {
	if path == Stdin {
		return "standard input"
	}
	return path
}

// Open opens a log for reading.
func Open(path string) (File, error) {
	if path == Stdin {
		return openStdin()
	}
	return openRegular(path)
}

// Stat describes a log, or a folder of logs.
func Stat(path string) (fs.FileInfo, error) {
	if path == Stdin {
		file, err := openStdin()
		if err != nil {
			return nil, err
		}
		return file.Stat()
	}
	info, err := os.Stat(path)
	if err != nil {
		return nil, because(path, err)
	}
	return info, nil
}

// OpenAtMost opens a file that is kept beside logs, such as accepted findings. One of more bytes than the limit is refused.
func OpenAtMost(path string, most int64) (*os.File, error) {
	file, err := openRegular(path)
	if err != nil {
		return nil, err
	}
	info, err := file.Stat()
	if err == nil && info.Size() > most {
		err = ErrTooLarge{most}
	}
	if err != nil {
		file.Close()
		return nil, because(path, err)
	}
	return file, nil
}

// ReadAtMost reads a file that is kept beside logs.
func ReadAtMost(path string, most int64) ([]byte, error) {
	file, err := OpenAtMost(path, most)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	content, err := io.ReadAll(file)
	if err != nil {
		return nil, because(path, err)
	}
	return content, nil
}

// ReadDir lists a folder.
func ReadDir(path string) ([]fs.DirEntry, error) {
	info, err := os.Stat(path)
	if err == nil && !info.IsDir() {
		err = ErrNotFolder
	}
	var entries []fs.DirEntry
	if err == nil {
		entries, err = os.ReadDir(path)
	}
	if err != nil {
		return nil, because(path, err)
	}
	return entries, nil
}

func openRegular(path string) (*os.File, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
	case info.IsDir():
		err = ErrFolder
	case !info.Mode().IsRegular():
		err = ErrNotRegular
	}
	var file *os.File
	if err == nil {
		file, err = os.Open(path)
	}
	if err != nil {
		return nil, because(path, err)
	}
	return file, nil
}
