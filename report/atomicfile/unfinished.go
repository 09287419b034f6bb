package atomicfile

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
)

// prefix begins the names of unfinished files and of the folders that hold them, which say nothing of the content.
const prefix = ".otaudit-"

// unfinished are the files and folders of a run that is under way: its temporary ones, and those that are in their place but
// belong to a run that did not end. An interrupted run removes them.
type unfinished struct {
	sync.Mutex
	paths map[string]bool
}

var underWay = unfinished{paths: map[string]bool{}}

// Track notes a file or folder of a run under way.
func Track(path string) {
	underWay.Lock()
	defer underWay.Unlock()
	underWay.paths[path] = true
}

// Forget takes a file or folder from the list, for it is gone.
func Forget(path string) {
	underWay.Lock()
	defer underWay.Unlock()
	delete(underWay.paths, path)
}

// Keep ends a run: what it wrote stays.
func Keep() {
	underWay.Lock()
	defer underWay.Unlock()
	clear(underWay.paths)
}

// Abandon ends a run that was interrupted and removes what it wrote, but for files that replaced others. Nothing is put in its
// place afterwards: whoever tries waits until the program is gone.
func Abandon() {
	underWay.Lock() // and never unlocked
	for path := range underWay.paths {
		os.RemoveAll(path)
	}
}

// Place renames a finished temporary file. A file that was not there before is removed if the run is interrupted.
func Place(temporary, path string) error {
	underWay.Lock()
	defer underWay.Unlock()
	_, missing := os.Lstat(path)
	if err := os.Rename(temporary, path); err != nil {
		return err
	}
	delete(underWay.paths, temporary)
	if missing != nil {
		underWay.paths[path] = true
	}
	return nil
}

// MakeFolder makes a folder that may be read by its owner only, with those above it; one that is there stays as it is. It removes
// the pieces of runs that were killed.
func MakeFolder(folder string) error {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return cannotWriteInto(folder, err)
	}
	entries, err := os.ReadDir(folder)
	if err != nil {
		return cannotWriteInto(folder, err)
	}
	for _, entry := range entries {
		if kind := entry.Type(); strings.HasPrefix(entry.Name(), prefix) && (kind.IsRegular() || kind&fs.ModeDir != 0) {
			if err := os.RemoveAll(filepath.Join(folder, entry.Name())); err != nil {
				return err
			}
		}
	}
	return nil
}
