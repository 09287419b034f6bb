package command

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"otaudit/audit"
	"otaudit/report"
	"otaudit/report/atomicfile"
	"otaudit/report/model"
)

// outbox collects the outputs of a run, finished under temporary names, until all of them may appear: a folder never holds the
// outputs of two runs. It knows what may be replaced.
type outbox struct {
	folder  *atomicfile.Folder
	record  checksums       // of what earlier runs wrote
	ours    map[string]fate // of outputs that hold what this run has taken up, if they are not as recorded
	force   bool
	whole   []string // patterns of outputs of which none of an earlier run may stay beside those of this one
	pending []*atomicfile.Pending
	written map[string]bool // by this run
}

// openOutbox takes a folder for a run; mode is what it is made with.
func openOutbox(path string, mode fs.FileMode, force bool) (*outbox, error) {
	if info, err := os.Stat(path); err == nil && !info.IsDir() {
		return nil, hint(fmt.Errorf("%s: is a file, not a folder", path), "give another --out")
	}
	folder, err := takeFolder(path, mode, "give another --out")
	if err != nil {
		return nil, err
	}
	b := &outbox{folder: folder, ours: map[string]fate{}, force: force, written: map[string]bool{}}
	if b.record, err = readChecksums(path); err != nil {
		b.close()
		return nil, err
	}
	return b, nil
}

// takeFolder takes a folder for a run, which no other may have at the same time; instead is what to do where that cannot be.
func takeFolder(path string, mode fs.FileMode, instead string) (*atomicfile.Folder, error) {
	folder, err := atomicfile.Enter(path, mode, string(model.Internal), string(model.Share), lettersName)
	switch {
	case errors.Is(err, atomicfile.ErrBusy):
		return nil, hint(fmt.Errorf("%s: %w", path, err), "wait until it has ended, or "+instead)
	case err != nil:
		return nil, hint(err, instead)
	}
	return folder, nil
}

// writeFile writes one file, in a folder that is there and that the run has to itself meanwhile.
func writeFile(path string, mode fs.FileMode, force bool, write func(io.Writer) error) error {
	folder, err := holdFolderOf(path, force)
	if err != nil {
		return err
	}
	defer folder.Leave()
	return atomicfile.Write(path, mode, force, write)
}

// holdFolderOf keeps other runs out of the folder of a file that may be written.
func holdFolderOf(path string, force bool) (*atomicfile.Folder, error) {
	if err := mayWrite(path, force); err != nil {
		return nil, err
	}
	return takeFolder(filepath.Dir(path), 0o777, "name the file elsewhere")
}

// mayWrite refuses a file that is there already, and one in a folder that is not: it is not made, since its name may be misspelt.
func mayWrite(path string, force bool) error {
	folder := filepath.Dir(path)
	if !exists(folder) {
		return hint(fmt.Errorf("%s: there is no such folder", folder), "make it, or name the file elsewhere")
	}
	if _, err := os.Lstat(path); err == nil && !force {
		return hint(fmt.Errorf("%s: exists already", path), "give --force to replace it, or another name")
	}
	return nil
}

// path is where an output lies that is named by its path from the folder of the run, with slashes.
func (b *outbox) path(name string) string {
	return filepath.Join(b.folder.Path, filepath.FromSlash(name))
}

// fate is what becomes of a file in whose place an output is put.
type fate int

const (
	absent   fate = iota // there is none
	replaced             // nobody changed it since a run wrote it
	kept                 // somebody did: it gets another name
	foreign              // no run wrote it
)

func (b *outbox) fateOf(name string) (fate, error) {
	path := b.path(name)
	switch info, err := os.Lstat(path); {
	case errors.Is(err, fs.ErrNotExist):
		return absent, nil
	case err != nil:
		return absent, err
	case !info.Mode().IsRegular(): // to open a pipe would wait
		return foreign, nil
	}
	sum, err := atomicfile.Sum(path)
	fate, taken := b.ours[name]
	switch {
	case err != nil:
		return absent, err
	case slices.Contains(b.record[name], sum):
		return replaced, nil
	case taken:
		return fate, nil
	case len(b.record[name]) > 0:
		return kept, nil
	}
	return foreign, nil
}

// check refuses, before any work is done, outputs that could not be put in their place in the end.
func (b *outbox) check(names ...string) error {
	for _, name := range names {
		path := b.path(name)
		if info, err := os.Stat(path); err == nil && info.IsDir() {
			return hint(fmt.Errorf("%s: is a folder", path), "move it away, or give another --out")
		}
		if err := openElsewhere(path); err != nil {
			return err
		}
		switch fate, err := b.fateOf(name); {
		case err != nil:
			return err
		case fate == foreign && !b.force:
			return hint(fmt.Errorf("%s: exists already and was not written by otaudit, or the record of it is gone", path), "give --force to replace it, or another --out")
		}
	}
	return nil
}

// render finishes the outputs of one set, beside each other in time, in a folder inside that of the run.
func (b *outbox) render(folder string, outputs []report.Output, result *audit.Result, rendering report.Rendering, con *console) error {
	rendering = rendering.Filled(&result.Manifest)
	writing := con.progress("writing", int64(len(outputs)), thingsOf)
	defer writing.end()
	problems, pending := make([]error, len(outputs)), make([]*atomicfile.Pending, len(outputs))
	var group sync.WaitGroup
	for i, out := range outputs {
		group.Go(func() {
			write := func(w io.Writer) error { return out.Write(w, result, rendering) }
			pending[i], problems[i] = atomicfile.Prepare(filepath.Join(b.folder.Path, folder, out.Name), filePermissions(model.SetOf(result)), write)
			writing.add(1)
		})
	}
	group.Wait()
	b.add(pending...)
	return errors.Join(problems...)
}

// add adds finished files; nil ones are passed over.
func (b *outbox) add(list ...*atomicfile.Pending) {
	b.pending = append(b.pending, slices.DeleteFunc(list, func(p *atomicfile.Pending) bool { return p == nil })...)
}

func (b *outbox) name(path string) (string, error) {
	name, err := filepath.Rel(b.folder.Path, path)
	return filepath.ToSlash(name), err
}

// freeName returns the name under which a changed output is kept: list.1.xlsx for list.xlsx, or the next free number.
func freeName(path string) string {
	extension := filepath.Ext(path)
	for n := 1; ; n++ {
		name := fmt.Sprintf("%s.%d%s", strings.TrimSuffix(path, extension), n, extension)
		if _, err := os.Lstat(name); errors.Is(err, fs.ErrNotExist) {
			return name
		}
	}
}

// discard removes the finished files that are not to appear.
func (b *outbox) discard() {
	for _, p := range b.pending {
		p.Discard()
	}
	b.pending = nil
}

// close ends the use of the folder; what was not published is removed.
func (b *outbox) close() {
	if b != nil {
		b.discard()
		b.folder.Leave()
	}
}

// filePermissions are those of the files of a set, of which the user's umask takes its part.
func filePermissions(s model.Set) fs.FileMode {
	if s == model.Share {
		return 0o666
	}
	return 0o600
}

// folderPermissions are those of the folder of a set.
func folderPermissions(s model.Set) fs.FileMode {
	if s == model.Share {
		return 0o777
	}
	return 0o700
}
