package command

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"otaudit/report/atomicfile"
)

// paper is one file that the commands of the auditor's practice write. All of them may name patients or therapists.
type paper struct {
	name  string // below the folder
	write func(io.Writer) error
}

// freePapers refuses, before any work is done, papers that are there already.
func freePapers(folder string, names []string, force bool) error {
	if info, err := os.Stat(folder); err == nil && !info.IsDir() {
		return hint(fmt.Errorf("%s: is a file, not a folder", folder), "give another --out")
	}
	for _, name := range names {
		path := filepath.Join(folder, name)
		if _, err := os.Lstat(path); err == nil && !force {
			return hint(fmt.Errorf("%s: exists already", path), "give --force to replace it, or another --out")
		}
	}
	return nil
}

// writePapers writes the papers into a folder that is its owner's alone. If one cannot be written, those that are new are
// removed again.
func writePapers(folder string, papers []paper, force bool, con *console) error {
	if err := atomicfile.MakeFolder(folder); err != nil {
		return err
	}
	var added []string
	for _, p := range papers {
		path := filepath.Join(folder, p.name)
		_, missing := os.Lstat(path)
		err := os.MkdirAll(filepath.Dir(path), 0o700)
		if err == nil {
			err = atomicfile.Write(path, 0o600, force, p.write)
		}
		if err != nil {
			for _, path := range added {
				err = errors.Join(err, os.Remove(path))
			}
			return err
		}
		if missing != nil {
			added = append(added, path)
		}
	}
	for _, p := range papers {
		con.wrote(filepath.Join(folder, p.name))
	}
	return nil
}
