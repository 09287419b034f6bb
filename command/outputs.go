package command

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"

	"otaudit/audit"
	"otaudit/report"
	"otaudit/report/atomicfile"
	"otaudit/report/model"
)

// freeToWrite refuses, before any work is done, outputs that are there already, and what cannot be replaced by one.
func freeToWrite(folder string, outputs []report.Output, force bool) error {
	if info, err := os.Stat(folder); err == nil && !info.IsDir() {
		return hint(fmt.Errorf("%s: is a file, not a folder", folder), "give another --out")
	}
	for _, out := range outputs {
		path := filepath.Join(folder, out.Name)
		info, err := os.Stat(path)
		switch {
		case err != nil:
		case info.IsDir():
			return hint(fmt.Errorf("%s: is a folder", path), "move it away, or give another --out")
		case !force:
			return hint(fmt.Errorf("%s: exists already", path), "give --force to replace it, or another --out")
		}
	}
	return nil
}

// writing is the writing of some outputs of one result.
type writing struct {
	folder     string
	outputs    []report.Output
	result     *audit.Result // published
	rendering  report.Rendering
	force      bool
	canPublish func() error // asked when an output is written whether it may appear; nil if nothing speaks against it
}

// write writes the files beside each other in time; each is written whole or not at all. None appears before all are
// written, so that a folder never holds the outputs of two runs. If one then cannot be put in its place, the others are taken
// back, but for those that replaced another file.
func (job *writing) write(con *console) error {
	problems, replaces := make([]error, len(job.outputs)), make([]bool, len(job.outputs))
	rendering := job.rendering.Filled(&job.result.Manifest)
	var group, writing sync.WaitGroup
	var unwritten atomic.Bool
	writing.Add(len(job.outputs))
	for i, out := range job.outputs {
		group.Go(func() {
			path := filepath.Join(job.folder, out.Name)
			_, missing := os.Lstat(path)
			replaces[i] = missing == nil
			done := sync.OnceFunc(writing.Done)
			write := func(w io.Writer) error { return out.Write(w, job.result, rendering) }
			problems[i] = atomicfile.WriteIf(path, job.permissions(), job.force, write, func() error {
				done()
				writing.Wait()
				switch {
				case unwritten.Load():
					return errOtherUnwritten
				case job.canPublish != nil:
					return job.canPublish()
				}
				return nil
			})
			if problems[i] != nil && problems[i] != errOtherUnwritten {
				unwritten.Store(true)
			}
			done()
		})
	}
	group.Wait()
	failed := errors.Join(slices.DeleteFunc(slices.Clone(problems), func(err error) bool { return err == errOtherUnwritten })...)
	for i, out := range job.outputs {
		path := filepath.Join(job.folder, out.Name)
		switch {
		case problems[i] != nil:
		case failed != nil && !replaces[i]:
			failed = errors.Join(failed, os.Remove(path))
		default:
			con.wrote(path)
		}
	}
	return failed
}

// permissions are those of the user's other files in the mode that codes all identifiers; else the owner alone may read.
func (job *writing) permissions() fs.FileMode {
	if job.result.Manifest.Mode == string(model.ModeCode) {
		return 0o666
	}
	return 0o600
}

// errOtherUnwritten says that an output was withdrawn because another could not be written.
var errOtherUnwritten = errors.New("another output could not be written")
