package command

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"otaudit/practice/sampling"
	"otaudit/report"
	"otaudit/report/atomicfile"
)

// paperFile is one file that the commands of the auditor's practice write. All of them may name patients or therapists.
type paperFile struct {
	name  string // below the folder
	write func(io.Writer) error
}

// ownOutput returns what file of this program a file is, so that none is read as a log; empty if it is none.
func ownOutput(name string, head []byte) string {
	if what := report.Recognise(name, head); what != "" {
		return what
	}
	worksheet, _ := filepath.Match("review-*.xlsx", strings.ToLower(name))
	switch {
	case worksheet:
		return "review worksheet of a sample"
	case bytes.HasPrefix(head, []byte(sampling.FrameHeader)):
		return "frame of a sample"
	}
	return ""
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
func writePapers(folder string, papers []paperFile, force bool, con *console) error {
	taken, err := takeFolder(folder, 0o700)
	if err != nil {
		return err
	}
	defer taken.Leave()
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
