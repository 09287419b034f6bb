package atomicfile

import (
	"maps"
	"os"
	"slices"
	"sync"
)

// prefix begins the names of unfinished files, which say nothing of the content.
const prefix = ".otaudit-"

// unfinished are the files and folders of a run that is under way: its temporary ones, and those that are in their place but
// belong to a run that did not end. An interrupted run removes them.
type unfinished struct {
	sync.Mutex
	paths map[string]bool
}

var underWay = unfinished{paths: map[string]bool{}}

// started notes what make makes. No interruption comes between the two: what is not noted would be left.
func started(make func() (path string, err error)) error {
	underWay.Lock()
	defer underWay.Unlock()
	path, err := make()
	if err == nil && path != "" {
		underWay.paths[path] = true
	}
	return err
}

// createPiece creates an empty file that its owner alone can read. Its name says nothing of the content.
func createPiece(folder string) (file *os.File, err error) {
	err = started(func() (string, error) {
		if file, err = os.CreateTemp(folder, prefix+"*"); err != nil {
			return "", err
		}
		return file.Name(), nil
	})
	return file, err
}

// forget takes a file or folder from the list, for it is gone.
func forget(path string) {
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

// together is held while the files of a run are put in their places.
var together sync.Mutex

// Together puts files in their places by put, in which no interruption comes between the first and the last.
func Together(put func() error) error {
	together.Lock()
	defer together.Unlock()
	return put()
}

// Abandon ends a run that was interrupted and removes what it wrote, but for files that replaced others and for what is not its
// own in folders that it made. Nothing is made or put in its place afterwards: whoever tries waits until the program is gone.
func Abandon() {
	together.Lock() // and never unlocked
	underWay.Lock()
	for _, path := range slices.Backward(slices.Sorted(maps.Keys(underWay.paths))) { // what lies in a folder before the folder
		os.Remove(path)
	}
}

// place renames a finished temporary file. A file that was not there before is removed if the run is interrupted.
func (p *Pending) place() error {
	underWay.Lock()
	defer underWay.Unlock()
	_, missing := os.Lstat(p.Path)
	if err := os.Chmod(p.temporary, p.mode); err != nil {
		return err
	}
	if err := os.Rename(p.temporary, p.Path); err != nil {
		return err
	}
	delete(underWay.paths, p.temporary)
	if missing != nil {
		underWay.paths[p.Path] = true
	}
	return nil
}
