package source

import (
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"otaudit/infile"
)

// folderExtensions are the names a folder is searched for; what the files are
// is decided by their content.
var folderExtensions = []string{".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".htm", ".html",
	".837", ".835", ".x12", ".edi", ".era", ".clm"}

// Input is one file to read.
type Input struct {
	Path string
	// Also lists further paths at which the same bytes were given; they are
	// read once (IMP-17).
	Also []string
}

// Skipped is a file that is left out, and why.
type Skipped struct{ Path, Why string }

// Inputs is what the arguments of a command come to.
type Inputs struct {
	Files   []Input   // by path
	Skipped []Skipped // by path
	// Repeated are the paths to which more than one argument led.
	Repeated []string
}

// Expand turns files, folders and patterns into the files to read, in an order
// that does not depend on that of the arguments (IMP-06). A folder gives its
// spreadsheets and text files, not those of folders inside it. Lock files are
// skipped; empty files and earlier outputs of this program are skipped where a
// folder or pattern found them, but not when named (IMP-16). An argument that
// leads to no file is an error, and one that names a table or report of an
// earlier audit is too.
func Expand(args []string, own OwnOutput) (*Inputs, error) {
	var skipped []Skipped
	named := map[string]bool{} // path -> named by the user
	repeated := map[string]bool{}
	for _, arg := range args {
		found := map[string]bool{}
		left, err := expandArgument(arg, found)
		if err != nil {
			return nil, err
		}
		skipped = append(skipped, left...)
		for path, itself := range found {
			if _, before := named[path]; before {
				repeated[path] = true
			}
			named[path] = named[path] || itself
		}
	}
	inputs := &Inputs{Repeated: slices.Sorted(maps.Keys(repeated)), Skipped: skipped}
	var kept []string
	for _, path := range slices.Sorted(maps.Keys(named)) {
		why, err := skipReason(path, named[path], own)
		if err != nil {
			return nil, err
		}
		if why != "" {
			inputs.Skipped = append(inputs.Skipped, Skipped{path, why})
			continue
		}
		kept = append(kept, path)
	}
	slices.SortFunc(inputs.Skipped, func(a, b Skipped) int { return strings.Compare(a.Path, b.Path) })
	inputs.Skipped = slices.Compact(inputs.Skipped)
	inputs.Files = mergeSameBytes(kept)
	return inputs, nil
}

// expandArgument adds the files of an argument to those found, each with whether it was named itself. What a folder holds besides is
// left out, hidden files without a word.
func expandArgument(arg string, found map[string]bool) (left []Skipped, err error) {
	info, err := infile.Stat(arg)
	switch {
	case err == nil && info.IsDir():
		entries, err := os.ReadDir(arg)
		if err != nil {
			return nil, cannotRead(arg, err)
		}
		matched := false
		for _, e := range entries {
			path := filepath.Join(arg, e.Name())
			switch {
			case strings.HasPrefix(e.Name(), "."):
			case e.IsDir():
				left = append(left, Skipped{path, "a folder inside a folder"})
			case !slices.Contains(folderExtensions, strings.ToLower(filepath.Ext(e.Name()))):
				left = append(left, Skipped{path, "its name does not end as that of a spreadsheet or text file does"})
			default:
				found[path] = false
				matched = true
			}
		}
		if !matched {
			return nil, &Unreadable{Path: arg, What: "no spreadsheet or text file in this folder",
				Hint: "files ending in " + strings.Join(folderExtensions, " ") + " are taken"}
		}
		return left, nil
	case err == nil && arg == infile.Stdin:
		found[arg] = true
		return left, nil
	case err == nil:
		found[cleaned(arg)] = true
		return left, nil
	case !strings.ContainsAny(arg, "*?["): // a pattern is no name that Windows looks up
		return nil, cannotRead(arg, err)
	}
	matches, err := filepath.Glob(arg)
	if err != nil {
		return nil, &Unreadable{Path: arg, What: "a pattern that cannot be read", Err: err}
	}
	matched := false
	for _, path := range matches {
		if info, err := os.Stat(path); err == nil && !info.IsDir() {
			found[cleaned(path)] = false
			matched = true
		}
	}
	if !matched {
		return nil, &Unreadable{Path: arg, What: "no file matches this pattern"}
	}
	return nil, nil
}

// cleaned is the shortest form of a path. That of a file with the name of standard input keeps its folder.
func cleaned(path string) string {
	if clean := filepath.Clean(path); clean != infile.Stdin {
		return clean
	}
	return "." + string(filepath.Separator) + infile.Stdin
}

// skipReason says why a file is left out, or nothing. It is an error to name
// what cannot be a log.
func skipReason(path string, named bool, own OwnOutput) (string, error) {
	if isLockFile(path) {
		return "lock file of an open workbook", nil
	}
	head, size, err := readStart(path, ownHead)
	switch {
	case err != nil:
		return "", nil // Open will say what is wrong
	case named && own("", head) != "":
		return "", &Unreadable{Path: path, What: own("", head) + " of an earlier audit, not a log",
			Hint: "name the log that was audited"}
	case !named && size == 0:
		return "empty", nil
	case !named && own(filepath.Base(path), head) != "":
		return "an earlier output of this program", nil
	}
	return "", nil
}

// readStart gives the first bytes of a file, and its size.
func readStart(path string, limit int64) (head []byte, size int64, err error) {
	f, err := infile.Open(path)
	if err != nil {
		return nil, 0, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, 0, err
	}
	head, err = io.ReadAll(io.LimitReader(f, limit))
	return head, info.Size(), err
}

// mergeSameBytes joins files of equal content under the first path. Only files
// of equal size are compared.
func mergeSameBytes(paths []string) []Input {
	bySize := map[int64]int{}
	size := func(path string) int64 {
		info, err := infile.Stat(path)
		if err != nil {
			return -1
		}
		return info.Size()
	}
	for _, path := range paths {
		bySize[size(path)]++
	}
	var inputs []Input
	first := map[string]int{} // size and checksum -> index in inputs
	for _, path := range paths {
		n := size(path)
		if n >= 0 && bySize[n] > 1 {
			if facts, err := gatherFacts(path); err == nil {
				key := fmt.Sprint(n, facts.sha256)
				if i, ok := first[key]; ok {
					inputs[i].Also = append(inputs[i].Also, path)
					continue
				}
				first[key] = len(inputs)
			}
		}
		inputs = append(inputs, Input{Path: path})
	}
	return inputs
}
