package profile

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"go.yaml.in/yaml/v3"

	"otaudit/audit"
	"otaudit/infile"
	"otaudit/infile/yamlfile"
)

// profileReader reads the values of a profile.
type profileReader struct {
	*yamlfile.Reader
	canParse CanParse
}

// ProfileError is something wrong in a profile.
type ProfileError = yamlfile.Error

// maxProfileBytes bounds the size of a profile; one written by hand has a few kilobytes.
const maxProfileBytes = 1 << 20

// Load reads a profile. Everything that is wrong in it is listed, each as a *ProfileError with its line.
func Load(path string, canParse CanParse) (*Profile, error) {
	text, err := infile.ReadAtMost(path, maxProfileBytes)
	if err != nil {
		return nil, err
	}
	p, err := Parse(path, text, canParse)
	if err == nil {
		p.Path = path
	}
	return p, err
}

// LoadFolder reads every .yaml and .yml file of a folder, in the order of their names. Two profiles of one name are an
// error.
func LoadFolder(dir string, canParse CanParse) ([]*Profile, error) {
	entries, err := infile.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var profiles []*Profile
	var problems []error
	byName := map[string]string{}
	for _, entry := range entries {
		ext := strings.ToLower(filepath.Ext(entry.Name()))
		if entry.IsDir() || ext != ".yaml" && ext != ".yml" {
			continue
		}
		path := filepath.Join(dir, entry.Name())
		p, err := Load(path, canParse)
		switch {
		case err != nil:
			problems = append(problems, err)
			continue
		case byName[p.Name] != "":
			problems = append(problems, &ProfileError{Path: path, Line: max(p.Line("name"), 1), What: fmt.Sprintf("the name %q is used by %s too", p.Name, byName[p.Name])})
		}
		byName[p.Name] = path
		profiles = append(profiles, p)
	}
	return profiles, errors.Join(problems...)
}

// CanParse reports whether a value that a profile gives can be read as a field's value, and else the form expected.
type CanParse func(f audit.Field, text string) (expected string, ok bool)

// Parse reads the text of a profile; the path serves the messages.
func Parse(path string, text []byte, canParse CanParse) (*Profile, error) {
	p := &Profile{lines: map[string]int{}}
	err := yamlfile.Read(path, text, "a profile", func(in *yamlfile.Reader, root *yaml.Node) {
		(&profileReader{in, canParse}).profile(root, p)
	})
	if p.Name == "" {
		p.Name = strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
	}
	if err != nil {
		return nil, err
	}
	return p, nil
}
