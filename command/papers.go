package command

import (
	"bytes"
	"io"
	"path"
	"path/filepath"
	"strings"

	"otaudit/practice/sampling"
	"otaudit/report"
	"otaudit/report/atomicfile"
)

// paperFile is one file that the commands of the auditor's practice write. All of them may name patients or therapists.
type paperFile struct {
	name  string // below the folder, with slashes
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

// openPapers takes a folder for papers, which is its owner's alone, and refuses, before any work is done, those that could not be put in
// their places.
func openPapers(folder string, force bool, names ...string) (*outbox, error) {
	box, err := openOutbox(folder, 0o700, force)
	if err != nil {
		return nil, err
	}
	if err := box.check(names...); err != nil {
		box.close()
		return nil, err
	}
	return box, nil
}

// writePapers finishes the papers and puts them in their places together.
func (b *outbox) writePapers(papers []paperFile, con *console) error {
	writing := con.progress("writing", int64(len(papers)), thingsOf)
	defer writing.end()
	for _, p := range papers {
		if err := b.check(p.name); err != nil {
			return err
		}
		if part := path.Dir(p.name); part != "." {
			if err := b.folder.Make(part, 0o700); err != nil {
				return err
			}
		}
		pending, err := atomicfile.Prepare(b.path(p.name), 0o600, p.write)
		if err != nil {
			return err
		}
		b.add(pending)
		writing.add(1)
	}
	return b.publish(con)
}
