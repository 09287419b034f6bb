package atomicfile

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/gofrs/flock"
)

// Folder is a folder that a run has to itself.
type Folder struct {
	Path string
	lock *flock.Flock
	made []string // folders that were not there before, the outermost first
}

// lockName is the file by which runs keep out of each other's way. The system takes the lock from a run that ends, however it ends.
const lockName = prefix + "lock"

// ErrBusy is the error of a folder that another run is writing into.
var ErrBusy = errors.New("another run of otaudit is writing into this folder")

// Enter makes a folder with permissions of which the user's umask takes its part, and keeps other runs out of it. It removes the pieces of runs that were killed
// from the folder and from the parts named.
func Enter(path string, mode fs.FileMode, parts ...string) (*Folder, error) {
	f := &Folder{Path: filepath.Clean(path)}
	if err := f.make(f.Path, mode); err != nil {
		f.Leave()
		return nil, err
	}
	f.lock = flock.New(filepath.Join(f.Path, lockName))
	taken := false
	err := started(func() (lock string, err error) {
		if taken, err = f.lock.TryLock(); err == nil && taken && sameFile(f.lock) {
			lock = f.lock.Path()
		}
		return lock, err
	})
	switch {
	case errors.Is(err, fs.ErrPermission):
		f.Leave()
		return nil, cannotWriteInto(f.Path, err)
	case err == nil && (!taken || !sameFile(f.lock)):
		f.lock.Unlock()
		f.lock = nil
		f.Leave()
		return nil, ErrBusy
	}
	// A file system without locks is one where nothing can be known of other runs.
	for _, part := range append(parts, "") {
		if err := removePieces(filepath.Join(f.Path, part)); err != nil {
			f.Leave()
			return nil, err
		}
	}
	return f, nil
}

// sameFile reports whether the locked file is still the one of that name: the run that had it may have removed it.
func sameFile(lock *flock.Flock) bool {
	locked, err := lock.Stat()
	if err != nil {
		return false
	}
	there, err := os.Stat(lock.Path())
	return err == nil && os.SameFile(locked, there)
}

// Make makes a part of the folder. One that only its owner may read becomes so if it is there already.
func (f *Folder) Make(part string, mode fs.FileMode) error {
	path := filepath.Join(f.Path, part)
	if err := f.make(path, mode); err != nil {
		return err
	}
	if info, err := os.Stat(path); err != nil || mode&0o077 != 0 || info.Mode().Perm()&0o077 == 0 {
		return err
	}
	return os.Chmod(path, mode)
}

// make makes a folder and those above it.
func (f *Folder) make(path string, mode fs.FileMode) error {
	var missing []string
	for at := path; ; at = filepath.Dir(at) {
		if _, err := os.Stat(at); err == nil || !errors.Is(err, fs.ErrNotExist) || filepath.Dir(at) == at {
			break
		}
		missing = append(missing, at)
	}
	slices.Reverse(missing)
	for _, folder := range missing {
		err := started(func() (string, error) { return folder, os.Mkdir(folder, mode) })
		switch {
		case errors.Is(err, fs.ErrExist): // another run was quicker
		case err != nil:
			return cannotWriteInto(folder, err)
		default:
			f.made = append(f.made, folder)
		}
	}
	return nil
}

// Leave lets other runs in, and removes the folders that were made and are empty.
func (f *Folder) Leave() {
	if f == nil {
		return
	}
	if f.lock != nil {
		if path := f.lock.Path(); os.Remove(path) == nil {
			f.lock.Unlock()
		} else { // Windows removes no open file
			f.lock.Unlock()
			os.Remove(path)
		}
		forget(f.lock.Path())
	}
	for _, folder := range slices.Backward(f.made) {
		if os.Remove(folder) == nil {
			forget(folder)
		}
	}
}

// removePieces removes what a killed run left in a folder.
func removePieces(folder string) error {
	entries, err := os.ReadDir(folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return cannotWriteInto(folder, err)
	}
	for _, entry := range entries {
		kind, name := entry.Type(), entry.Name()
		if strings.HasPrefix(name, prefix) && name != lockName && (kind.IsRegular() || kind.IsDir()) {
			if err := os.RemoveAll(filepath.Join(folder, name)); err != nil {
				return err
			}
		}
	}
	return nil
}
