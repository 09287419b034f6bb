package clinic

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"

	"otaudit/infile"
)

var (
	yearFirst  = regexp.MustCompile(`(?:^|[^0-9])(20[0-9]{2})[-_. ]?(0[1-9]|1[0-2])(?:[^0-9]|[0-3][0-9](?:[^0-9]|$)|$)`)
	monthFirst = regexp.MustCompile(`(?:^|[^0-9])(0[1-9]|1[0-2])[-_. ](20[0-9]{2})(?:[^0-9]|$)`)
	monthForm  = regexp.MustCompile(`^20[0-9]{2}-(0[1-9]|1[0-2])$`)
	resultForm = regexp.MustCompile(`^20[0-9]{2}-[0-9]{2}(-[0-9]{2})?$`)
)

// IsMonth reports whether a text is a month as in 2026-03.
func IsMonth(text string) bool { return monthForm.MatchString(text) }

// MonthOf is the month that the name of a file or folder names, as in 2026-03: of 2026-03.csv, march_202603.xlsx, log 03-2026.csv or
// export-20260331.csv. Empty if it names none.
func MonthOf(name string) string {
	if m := yearFirst.FindStringSubmatch(name); m != nil {
		return m[1] + "-" + m[2]
	}
	if m := monthFirst.FindStringSubmatch(name); m != nil {
		return m[2] + "-" + m[1]
	}
	return ""
}

// Incoming are the files and folders of one month in the folder of the logs. Without a month it is the newest that a name has; where no
// name has one, it is everything, and the month is empty.
func (c *Clinic) Incoming(month string) (paths []string, of string, err error) {
	entries, err := infile.ReadDir(c.Logs)
	if err != nil {
		return nil, "", err
	}
	of = month
	var all []string
	for _, e := range entries {
		path := filepath.Join(c.Logs, e.Name())
		if c.own(path) || e.Name()[0] == '.' {
			continue
		}
		all = append(all, e.Name())
		if month == "" {
			of = max(of, MonthOf(e.Name()))
		}
	}
	for _, name := range all {
		if of == "" || MonthOf(name) == of {
			paths = append(paths, filepath.Join(c.Logs, name))
		}
	}
	return paths, of, nil
}

// own reports whether a path is the clinic's file, or one that it names: none of them is a log.
func (c *Clinic) own(path string) bool {
	same := func(other string) bool { return filepath.Clean(path) == filepath.Clean(other) }
	if same(c.Path) || same(c.Results) {
		return true
	}
	return slices.ContainsFunc(c.Settings, func(s Setting) bool { return s.Kind == File && slices.ContainsFunc(s.Values, same) })
}

// Earlier lists the folders of results before one, in their order; all without one.
func (c *Clinic) Earlier(result string) []string {
	entries, _ := os.ReadDir(c.Results) // there is none before the first month
	var list []string
	for _, e := range entries {
		if e.IsDir() && resultForm.MatchString(e.Name()) && (result == "" || e.Name() < result) {
			list = append(list, filepath.Join(c.Results, e.Name()))
		}
	}
	return list
}
