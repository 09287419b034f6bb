package atomicfile

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// Pending is a finished file under a temporary name in the folder of its place.
type Pending struct {
	Path      string // its place
	Sum       string // SHA-256 of its content, in hex
	temporary string
	mode      fs.FileMode
}

// Prepare writes a file under a temporary name, synced. Its owner alone can read it until it is in its place, where it has its
// permissions, of which the user's umask takes its part. A failure leaves nothing.
func Prepare(path string, mode fs.FileMode, write func(io.Writer) error) (*Pending, error) {
	return PrepareNamed(path, mode, func(temporary string) error {
		file, err := os.OpenFile(temporary, os.O_WRONLY, 0)
		if err != nil {
			return err
		}
		defer file.Close()
		buffer := bufio.NewWriterSize(file, 1<<16)
		if err := write(buffer); err != nil {
			return err
		}
		return errors.Join(buffer.Flush(), file.Sync(), file.Close())
	})
}

// PrepareNamed is Prepare for who writes a file by its name, over the empty one that is there; one that is gone, since the run
// was interrupted, must not be made again. It is not synced.
func PrepareNamed(path string, mode fs.FileMode, write func(temporary string) error) (*Pending, error) {
	// The temporary file is created with 0600 and has a name that says nothing about the content.
	temp, err := createPiece(filepath.Dir(path))
	if err != nil {
		return nil, cannotWriteInto(filepath.Dir(path), err)
	}
	p := &Pending{Path: path, temporary: temp.Name(), mode: mode &^ umask}
	finished := false
	defer func() {
		if !finished {
			p.Discard()
		}
	}()
	err = temp.Close()
	if err == nil {
		err = write(p.temporary)
	}
	if err == nil {
		p.Sum, err = Sum(p.temporary)
	}
	if err != nil {
		return nil, &WriteError{path, err}
	}
	finished = true
	return p, nil
}

// Place puts the file in its place, where it replaces another one.
func (p *Pending) Place() error {
	if err := p.place(); err != nil {
		return &WriteError{p.Path, err}
	}
	return nil
}

// Discard removes a file that is not to appear.
func (p *Pending) Discard() {
	os.Remove(p.temporary)
	forget(p.temporary)
}

// Sum returns the SHA-256 of a file in hex.
func Sum(path string) (string, error) {
	file, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer file.Close()
	hash := sha256.New()
	if _, err := io.Copy(hash, file); err != nil {
		return "", err
	}
	return hex.EncodeToString(hash.Sum(nil)), nil
}
