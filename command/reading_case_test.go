package command

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// readingCase is one layout of the corpus: a log, and its label: how a biller would read it and what an audit of it finds.
type readingCase struct {
	name string // folder and file without ending, as in known.txt: "clinics/ty01-one-line"
	path string
	readingLabel
}

// readingLabel is what stands beside each log as NAME.json. A part that is absent is not checked.
type readingLabel struct {
	Note string
	// Columns maps a header, "#3" for a column without one or with a repeated one, or SHEET!HEADER to what the column is: a
	// field, skip, or several that are right divided by |. code+modifiers and the like name what else the cells hold.
	Columns map[string]string
	// Planted are the days with an error in them.
	Planted    []plantedError
	Lines      *int
	TimedLines *int `json:"timed_lines"`
	Judged     *int // of the timed lines
	Exit       *int
	// Ordinary says that the headers are everyday ones, for which hardly a column may be only assumed.
	Ordinary bool
	brokenLabel
}

// plantedError is a day with an error that the rule, or one of those that may stand for it, must find.
type plantedError struct {
	Rule   string
	Accept []string
	Sheet  string
	Rows   []int32
}

// rules that may find it.
func (p plantedError) rules() []string { return append(slices.Clone(p.Accept), p.Rule) }

// kind groups layouts for the shares that are printed: the folder, and the letters that the names in it begin with.
func (c *readingCase) kind() string {
	folder, file := filepath.Split(c.name)
	if letters := regexp.MustCompile(`^[a-z]{2,}`).FindString(file); letters != "" && regexp.MustCompile(`^[a-z]{2}\d`).MatchString(file) {
		return folder + letters
	}
	return strings.TrimSuffix(folder, "/")
}

// corpusFolder is the corpus of the repository, or another one that OTAUDIT_CORPUS names.
func corpusFolder() string { return orElse(os.Getenv("OTAUDIT_CORPUS"), "../testdata/reading") }

// readingCases lists the layouts below a folder in the order of their names.
func readingCases(t *testing.T, folder string) []*readingCase {
	t.Helper()
	var cases []*readingCase
	err := filepath.WalkDir(folder, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() || filepath.Ext(path) != ".json" {
			return err
		}
		base := strings.TrimSuffix(path, ".json")
		name, err := filepath.Rel(folder, base)
		if err != nil {
			return err
		}
		c := &readingCase{name: filepath.ToSlash(name)}
		for _, ending := range []string{".csv", ".txt", ".tsv", ".xlsx", ".xls"} {
			if _, missing := os.Stat(base + ending); missing == nil {
				c.path = base + ending
			}
		}
		if c.path == "" {
			t.Errorf("%s: no log beside the label", path)
			return nil
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if err := json.Unmarshal(text, &c.readingLabel); err != nil {
			t.Errorf("%s: %v", path, err)
		}
		cases = append(cases, c)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return cases
}

// knownToFail reads the layouts and wordings that are known to be read wrongly, one a line; # begins a comment.
func knownToFail(t *testing.T, folder string) map[string]bool {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(folder, "known.txt"))
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for line := range strings.Lines(string(text)) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			known[line] = true
		}
	}
	return known
}
