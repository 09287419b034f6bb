package atomicfile

import (
	"os"
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

// track notes a file or folder of a run under way.
func track(path string) {
	underWay.Lock()
	defer underWay.Unlock()
	underWay.paths[path] = true
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

// Abandon ends a run that was interrupted and removes what it wrote, but for files that replaced others. Nothing is put in its
// place afterwards: whoever tries waits until the program is gone.
func Abandon() {
	underWay.Lock() // and never unlocked
	for path := range underWay.paths {
		os.RemoveAll(path)
	}
}

// place renames a finished temporary file. A file that was not there before is removed if the run is interrupted.
func place(temporary, path string) error {
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
