// Package clinic reads clinic.yaml: what is the same in each month of a clinic, so that it is typed once. In comes the file and the flags
// that it may set; out go those flags, and the folders of the logs and of the results. It knows no flag by name but those two folders.
package clinic

import (
	"cmp"
	"fmt"
	"os"
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
	c := &Clinic{Path: path, Logs: "logs", Results: "results"}
	err = yamlfile.Read(path, text, "a clinic", func(r *yamlfile.Reader, root *yaml.Node) {
		keys := yamlfile.Section{
			"logs":    func(k, v *yaml.Node) { c.Logs = r.Text(v, k.Value) },
			"results": func(k, v *yaml.Node) { c.Results = r.Text(v, k.Value) },
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

func (c *Clinic) set(r *yamlfile.Reader, flag string, kind Kind, key, value *yaml.Node) {
	s := Setting{Flag: flag, Line: key.Line, Kind: kind}
	switch kind {
	case List:
		s.Values = yamlfile.Names(r.Texts(value, key.Value))
	case Truth:
		s.Values = []string{fmt.Sprint(r.Truth(value, key.Value))}
	case File:
		s.Values = []string{c.known(r.Text(value, key.Value))}
	default:
		s.Values = []string{r.Text(value, key.Value)}
	}
	c.Settings = append(c.Settings, s)
}

// from makes a path of the file one from where the program runs.
func (c *Clinic) from(path string) string {
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(filepath.Dir(c.Path), path)
}

// known is the path of a file where there is one; else it may be a name, as of a profile that comes with the program.
func (c *Clinic) known(name string) string {
	if path := c.from(name); name != "" {
		if _, err := os.Stat(path); err == nil || strings.ContainsAny(name, `/\.`) {
			return path
		}
	}
	return name
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
