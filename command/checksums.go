package command

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"otaudit/infile"
	"otaudit/report"
	"otaudit/report/atomicfile"
)

// checksums are those of what runs wrote into a folder, by the path from there: what still has one of its checksums was changed by
// nobody. A file has two only while a run replaces it, so that the next one knows both if that is killed. The record of them can be
// checked with sha256sum.
type checksums map[string][]string

var recordLine = regexp.MustCompile(`^([0-9a-f]{64})  (.+)$`)

// readChecksums reads the record of a folder; an empty one if there is none.
func readChecksums(folder string) (checksums, error) {
	path := filepath.Join(folder, report.Record)
	file, err := infile.OpenAtMost(path, mostGiven)
	if errors.Is(err, fs.ErrNotExist) {
		return checksums{}, nil
	}
	if err != nil {
		return nil, err
	}
	defer file.Close()
	r, lines := checksums{}, bufio.NewScanner(file)
	for lines.Scan() {
		parts := recordLine.FindStringSubmatch(lines.Text())
		if parts == nil {
			return nil, hint(fmt.Errorf("%s: not a record of outputs", path), "move it away, or give another --out")
		}
		r[parts[2]] = append(r[parts[2]], parts[1])
	}
	return r, lines.Err()
}

// put puts the record into a folder. Of nothing there is none.
func (r checksums) put(folder string) error {
	path := filepath.Join(folder, report.Record)
	if len(r) == 0 {
		if err := os.Remove(path); !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		return nil
	}
	return atomicfile.Write(path, 0o600, true, func(w io.Writer) error {
		for _, name := range slices.Sorted(maps.Keys(r)) {
			if strings.ContainsAny(name, "\r\n") { // would be two lines; the file counts as another's next time
				continue
			}
			for _, sum := range r[name] {
				if _, err := fmt.Fprintf(w, "%s  %s\n", sum, name); err != nil {
					return err
				}
			}
		}
		return nil
	})
}
