// Package clinic reads clinic.yaml: what is the same in each month of a clinic, so that it is typed once. In comes the file and the flags
// that it may set; out go those flags, and the folders of the logs and of the results. It knows no flag by name but those two folders.
package clinic

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"otaudit/infile"
	"otaudit/infile/yamlfile"
)

// FileName is the name of the file in the folder of a clinic.
const FileName = "clinic.yaml"

// mostBytes bounds the file; one written by hand has a few kilobytes.
const mostBytes = 1 << 20

// Kind is what a flag takes.
type Kind uint8

// The kinds.
const (
	Text Kind = iota
	List      // several values
	Truth
	File // the path of a file or folder, from the folder of clinic.yaml on
)

// Clinic is one clinic.yaml.
type Clinic struct {
	Path    string // of the file
	Logs    string // folder of the incoming files
	Results string // folder of the results
	// lines are those of values, by key and value.
	lines map[[2]string]int
	// Settings are what it says of flags, in the order of the file.
	Settings []Setting
}

// Setting is one flag that the file sets.
type Setting struct {
	Flag   string // without dashes before it
	Values []string
	Line   int
	Kind   Kind
}

// Key is how a flag is written in the file: as-of is as_of.
func Key(flag string) string { return strings.ReplaceAll(flag, "-", "_") }

// Load reads a file. Everything that is wrong in it is listed, each as a *yamlfile.Error with its line.
func Load(path string, flags map[string]Kind) (*Clinic, error) {
	text, err := infile.ReadAtMost(path, mostBytes)
	if err != nil {
		return nil, err
	}
	c := &Clinic{Path: path, Logs: "logs", Results: "results", lines: map[[2]string]int{}}
	err = yamlfile.Read(path, text, "a clinic", func(r *yamlfile.Reader, root *yaml.Node) {
		keys := yamlfile.Section{
			"logs":    func(k, v *yaml.Node) { c.Logs = c.folder(r, k, v) },
			"results": func(k, v *yaml.Node) { c.Results = c.folder(r, k, v) },
		}
		for flag, kind := range flags {
			keys[Key(flag)] = func(k, v *yaml.Node) { c.set(r, flag, kind, k, v) }
		}
		r.Mapping(root, "a clinic", keys)
	})
	if err != nil {
		return nil, err
	}
	c.Logs, c.Results = c.from(c.Logs), c.from(c.Results)
	slices.SortFunc(c.Settings, func(a, b Setting) int { return cmp.Compare(a.Line, b.Line) })
	return c, nil
}

// folder reads the value of logs or results.
func (c *Clinic) folder(r *yamlfile.Reader, key, value *yaml.Node) string {
	c.lines[[2]string{key.Value, ""}] = key.Line
	return r.Text(value, key.Value)
}

func (c *Clinic) set(r *yamlfile.Reader, flag string, kind Kind, key, value *yaml.Node) {
	s := Setting{Flag: flag, Line: key.Line, Kind: kind}
	switch kind {
	case List:
		for _, text := range r.Texts(value, key.Value) {
			s.Values = append(s.Values, text.Name)
			c.lines[[2]string{s.Flag, text.Name}] = text.Line
		}
	case Truth:
		s.Values = []string{fmt.Sprint(r.Truth(value, key.Value))}
	case File:
		s.Values = []string{c.from(r.Text(value, key.Value))}
	default:
		s.Values = []string{r.Text(value, key.Value)}
	}
	c.lines[[2]string{s.Flag, ""}] = s.Line
	c.Settings = append(c.Settings, s)
}

// Wrong is an error about what the file says of a flag, of logs or of results, with the line of the value; nil if it says nothing of it.
func (c *Clinic) Wrong(flag, value, why string) *yamlfile.Error {
	key := c.lines[[2]string{flag, ""}]
	if key == 0 {
		return nil
	}
	if value != "" {
		why = value + ": " + why
	}
	return &yamlfile.Error{Path: c.Path, Line: cmp.Or(c.lines[[2]string{flag, value}], key), What: Key(flag) + ": " + why}
}

// from makes a path of the file one from where the program runs.
func (c *Clinic) from(path string) string {
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(filepath.Dir(c.Path), path)
}

// Value is what the file says of a flag; empty if it says nothing.
func (c *Clinic) Value(flag string) string {
	for _, s := range c.Settings {
		if s.Flag == flag {
			return strings.Join(s.Values, ", ")
		}
	}
	return ""
}
